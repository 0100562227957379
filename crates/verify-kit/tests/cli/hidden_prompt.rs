//! A prompt that shows nothing, on a terminal of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

/// A shell that outlives Ctrl-C, asks for a secret, and then says how the terminal is. Beside it somebody says when the
/// terminal no longer shows what is typed.
const SESSION: &str = "trap : INT; \
                       (trap '' INT; until stty -a </dev/tty | grep -q -e ' -echo '; do :; done; echo 'hushed.') & \
                       \"$KIT\" spinwheel-connect verify-sms-code --live sandbox --yes --user-id u-1; \
                       echo \"ended with $?\"; stty -a; kill $! 2>/dev/null";

/// What the terminal showed, Ctrl-C being typed once it showed `cue`.
fn interrupted_at(cue: &str) -> String {
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", SESSION, "/dev/null"]);
    command
        .env("KIT", env!("CARGO_BIN_EXE_verify-kit"))
        .env("SPINWHEEL_SECRET_KEY", "a-key")
        .env("TERM", "dumb");
    let mut session = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut keys, mut screen) =
        (session.stdin.take().unwrap(), BufReader::new(session.stdout.take().unwrap()));
    let (last, mut seen) = (*cue.as_bytes().last().unwrap(), Vec::new());
    while !String::from_utf8_lossy(&seen).contains(cue) {
        assert!(screen.read_until(last, &mut seen).unwrap() > 0, "{}", String::from_utf8_lossy(&seen));
    }
    keys.write_all(b"\x03").unwrap();
    screen.read_to_end(&mut seen).unwrap();
    session.wait().unwrap();
    String::from_utf8_lossy(&seen).into_owned()
}

fn left_as_it_was(screen: &str) {
    assert!(screen.contains("ended with 130"), "{screen}");
    assert!(screen.contains(" echo ") && !screen.contains(" -echo "), "{screen}");
}

#[test]
#[ignore = "needs script"]
fn ctrl_c_as_a_hidden_prompt_appears_leaves_the_terminal_as_it_was() {
    left_as_it_was(&interrupted_at("(not shown):"));
}

#[test]
#[ignore = "needs script"]
fn ctrl_c_at_a_hidden_prompt_leaves_the_terminal_as_it_was() {
    left_as_it_was(&interrupted_at("hushed."));
}
