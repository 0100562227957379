//! A prompt that shows nothing, on a terminal of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::support::{Folder, finish, kit};

/// A shell that outlives Ctrl-C, asks for a secret, and then says how the terminal is. Beside it somebody says when the
/// terminal no longer shows what is typed.
const ASKED: &str = "trap : INT; \
                     (trap '' INT; until stty -a </dev/tty | grep -q -e ' -echo '; do :; done; echo 'hushed.') & \
                     \"$KIT\" spinwheel-connect verify-sms-code --live sandbox --yes --user-id u-1; \
                     echo \"ended with $?\"; stty -a; kill $! 2>/dev/null";

/// Somebody at a terminal.
struct Session {
    script: Child,
    keys: ChildStdin,
    screen: BufReader<ChildStdout>,
    seen: Vec<u8>,
}

impl Session {
    fn new(script: &str) -> Self {
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", script, "/dev/null"]);
        command
            .env("KIT", env!("CARGO_BIN_EXE_verify-kit"))
            .env("SPINWHEEL_SECRET_KEY", "a-key")
            .env("TERM", "dumb")
            .env("SHELL", "/bin/sh");
        let mut script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (keys, screen) = (script.stdin.take().unwrap(), script.stdout.take().unwrap());
        Self { script, keys, screen: BufReader::new(screen), seen: Vec::new() }
    }

    /// Types once the screen shows the cue.
    fn type_at(&mut self, cue: &str, keys: &str) {
        let last = *cue.as_bytes().last().unwrap();
        while !String::from_utf8_lossy(&self.seen).contains(cue) {
            let length = self.screen.read_until(last, &mut self.seen).unwrap();
            assert!(length > 0, "{}", String::from_utf8_lossy(&self.seen));
        }
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// All that the screen showed.
    fn end(mut self) -> String {
        self.screen.read_to_end(&mut self.seen).unwrap();
        self.script.wait().unwrap();
        String::from_utf8_lossy(&self.seen).into_owned()
    }
}

fn leaves_the_terminal_as_it_was(cue: &str) {
    let mut session = Session::new(ASKED);
    // Neither Ctrl-\ nor Ctrl-Z leaves a hushed terminal behind.
    session.type_at(cue, "\x1c\x1a\x03");
    let screen = session.end();
    assert!(screen.contains("ended with 130"), "{screen}");
    assert!(screen.contains(" echo ") && !screen.contains(" -echo "), "{screen}");
    assert!(screen.contains(" icanon ") && !screen.contains(" -icanon "), "{screen}");
}

#[test]
#[ignore = "needs script"]
fn ctrl_c_as_a_hidden_prompt_appears_leaves_the_terminal_as_it_was() {
    leaves_the_terminal_as_it_was("(not shown):");
}

#[test]
#[ignore = "needs script"]
fn ctrl_c_at_a_hidden_prompt_leaves_the_terminal_as_it_was() {
    leaves_the_terminal_as_it_was("hushed.");
}

/// A terminal that puts lines together itself takes 4,095 bytes at most.
#[test]
#[ignore = "needs script"]
fn a_long_secret_arrives_whole_and_is_not_shown() {
    let folder = Folder::new("hidden-prompt");
    let (body, secret) = (folder.0.join("body.json"), "0123456789abcdef".repeat(400));
    fs::write(&body, "{}").unwrap();
    let body = format!("@{}", body.display());
    let args = ["webhook", "sign", "--provider", "finicity-connect", "--secret-stdin", "--body", &body];

    let mut session = Session::new(&format!("\"$KIT\" {}; stty -a", args.join(" ")));
    session.type_at("(not shown):", &format!("{secret}x\x7f\n"));
    let screen = session.end().replace("\r\n", "\n");

    let piped = finish(kit(&args), &format!("{secret}\n"));
    assert!(piped.stdout.contains("x-finicity-signature: "), "{}", piped.stdout);
    assert!(screen.contains(&piped.stdout), "{screen}");
    assert!(!screen.contains("0123456789abcdef"), "{screen}");
    assert!(screen.contains(" icanon ") && !screen.contains(" -icanon "), "{screen}");
}

#[test]
#[ignore = "needs script"]
fn ctrl_c_after_a_hidden_prompt_ends_a_listener_as_without_one() {
    let listen = "trap : INT; \"$KIT\" webhook listen --provider finicity-connect --secret-stdin; echo \"ended with $?\"";
    let mut session = Session::new(listen);
    session.type_at("(not shown):", "a-secret-of-sixteen\n");
    session.type_at("http://127.0.0.1:", "\x03");
    let screen = session.end();
    assert!(screen.contains("0 received.") && screen.contains("ended with 0"), "{screen}");
}
