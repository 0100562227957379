//! What a person at a terminal sees of a wait. The terminal is a pseudo terminal on stderr.

use std::fs::OpenOptions;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use verify_sandbox::{Fault, FaultGuard, FaultKind, Sandbox};

use crate::contract::tree::leaves;
use crate::support::{kit, run_with};

/// Commands that wait, with all that they need to; each takes longer than a second where nothing comes, or comes late.
const WAITS: [&[&str]; 9] = [
    &["outbox", "wait"],
    &["outbox", "code"],
    &["outbox", "link"],
    &["sandbox", "wait", "--sandbox", "http://127.0.0.1:1"],
    &["spinwheel-connect", "wait-for-liabilities", "--user-id", "4c24ba15-de2f-4fdb-b6c5-498c4f458a8b"],
    &["dots-users", "wait-for-flow", "--flow-id", "4c24ba15-de2f-4fdb-b6c5-498c4f458a8b"],
    &["signzy-link", "wait-for-verdict", "--request-id", "r", "--session-id", "s"],
    &["finicity-connect", "list-accounts", "--customer-id", "1005616183"],
    &["finicity-connect", "refresh-accounts", "--customer-id", "1005616183"],
];

/// Commands that wait for what takes more than a line to bring about; they count by the same function.
const NOT_TRIED: [(&str, &str); 3] = [
    ("persona code", "needs a persona"),
    ("webhook send", "needs an application"),
    ("webhook resend", "needs a webhook"),
];

/// What the terminal got.
fn on_a_terminal(mut command: Command) -> String {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    let terminal = openpt(flags).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap().into_string().unwrap();
    let no_control = i32::try_from(OpenptFlags::NOCTTY.bits()).unwrap();
    let other_end = OpenOptions::new().read(true).write(true).custom_flags(no_control).open(name).unwrap();
    let mut child = command.stdout(Stdio::null()).stderr(OwnedFd::from(other_end)).spawn().unwrap();
    // Its copy of the other end, which would keep the terminal open.
    drop(command);
    let reader = thread::spawn(move || {
        let (mut terminal, mut text) = (std::fs::File::from(terminal), Vec::new());
        // When the last writer is gone, the terminal fails.
        let _ = terminal.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    child.wait().unwrap();
    reader.join().unwrap()
}

/// Whether it says how many seconds have passed: `: 1 s`, or more of them where the machine had other things to do.
fn counts(text: &str) -> bool {
    text.split(": ").skip(1).any(|rest| {
        let unit = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        unit.len() < rest.len() && !rest.starts_with('0') && unit.starts_with(" s")
    })
}

/// The lines as they stand at the end: what is written over is gone.
fn left(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let last = |line: &str| {
        let mut cells: Vec<char> = Vec::new();
        for part in line.split('\r') {
            for (at, letter) in part.chars().enumerate() {
                if at < cells.len() { cells[at] = letter } else { cells.push(letter) }
            }
        }
        cells.into_iter().collect::<String>().trim_end().to_owned()
    };
    lines.lines().map(last).collect::<Vec<_>>().join("\n")
}

/// A sandbox in which nothing ever comes, and answers come byte by byte.
async fn slow() -> (Sandbox, FaultGuard) {
    let sandbox = Sandbox::builder().seed(7).start().await.unwrap();
    let slow = Fault::new("*", FaultKind::Slow { pause: Duration::from_millis(25) });
    let armed = sandbox.default_tenant().faults().arm(slow).unwrap();
    (sandbox, armed)
}

fn waiting(args: &[&str], url: &str) -> Command {
    let mut command = kit(args);
    for (flag, value) in [("--timeout", "5s"), ("--for-at-most", "5")] {
        let path: Vec<String> = args.iter().take(2).map(|word| (*word).to_owned()).collect();
        let has = leaves().iter().any(|leaf| leaf.path == path && leaf.flag(&flag[2..]).is_some());
        command.args([flag, value].into_iter().filter(|_| has));
    }
    command.env("VERIFY_SANDBOX_URL", url);
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_is_counted_on_a_terminal_and_leaves_nothing() {
    let (sandbox, _armed) = slow().await;
    let url = sandbox.base_url();
    let waits = WAITS.map(|args| {
        let url = url.clone();
        tokio::task::spawn_blocking(move || (args, on_a_terminal(waiting(args, &url))))
    });
    for wait in waits {
        let (args, text) = wait.await.unwrap();
        assert!(text.contains("\r  Waiting for ") && counts(&text), "{args:?}: {text:?}");
        assert!(!left(&text).contains("Waiting for "), "{args:?}: {text:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_is_silent_in_a_pipe() {
    let (sandbox, _armed) = slow().await;
    let url = sandbox.base_url();
    let waits = WAITS.map(|args| {
        let url = url.clone();
        tokio::task::spawn_blocking(move || (args, run_with(waiting(args, &url))))
    });
    for wait in waits {
        let (args, ran) = wait.await.unwrap();
        assert!(
            !ran.stderr.contains("Waiting for ") && !ran.stderr.contains('\r'),
            "{args:?}: {}",
            ran.shown()
        );
    }
}

#[test]
fn each_command_that_has_patience_is_tried() {
    for leaf in leaves() {
        if leaf.flag("timeout").is_some() || leaf.flag("for-at-most").is_some() {
            let is_tried = WAITS.iter().any(|args| args[..leaf.path.len()] == leaf.path[..]);
            let is_excepted = NOT_TRIED.iter().any(|(name, _)| *name == leaf.name());
            assert!(is_tried || is_excepted, "`{}` waits: add it to WAITS", leaf.name());
        }
    }
}

#[test]
fn seconds_are_counted() {
    assert!(counts("\r  Waiting for it: 1 s of 5 s.") && counts("\r  Waiting for it: 12 s."));
    assert!(!counts("\r  Waiting for it: 0 s.") && !counts("\r  Waiting for it: soon, in 5 s."));
}

#[test]
fn what_is_written_over_is_gone() {
    assert_eq!(left("a\r\n  12 s\r      \rerror\r\n"), "a\nerror");
    assert_eq!(left("longer\rab"), "abnger");
}
