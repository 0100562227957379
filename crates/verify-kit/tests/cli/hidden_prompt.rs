//! A prompt that shows nothing, on a terminal of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

/// A shell that outlives Ctrl-C, asks for a secret, and then says how the terminal is.
const SESSION: &str = "trap : INT; \"$KIT\" spinwheel-connect verify-sms-code --live sandbox --yes --user-id u-1; \
                       echo \"ended with $?\"; stty -a";

#[test]
#[ignore = "needs script"]
fn ctrl_c_at_a_hidden_prompt_leaves_the_terminal_as_it_was() {
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", SESSION, "/dev/null"]);
    command
        .env("KIT", env!("CARGO_BIN_EXE_verify-kit"))
        .env("SPINWHEEL_SECRET_KEY", "a-key")
        .env("TERM", "dumb");
    let mut session = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut keys, mut screen) =
        (session.stdin.take().unwrap(), BufReader::new(session.stdout.take().unwrap()));
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("(not shown):") {
        assert!(screen.read_until(b':', &mut seen).unwrap() > 0, "{}", String::from_utf8_lossy(&seen));
    }
    keys.write_all(b"\x03").unwrap();
    screen.read_to_end(&mut seen).unwrap();
    session.wait().unwrap();
    let seen = String::from_utf8_lossy(&seen);
    assert!(seen.contains("ended with 130"), "{seen}");
    assert!(seen.contains(" echo ") && !seen.contains(" -echo "), "{seen}");
}
