//! A Node program around a library that nobody here wrote: a line of JSON in, a line of JSON out.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A program in `tests/peers`. It ends when its input does: with this process, or when this is dropped.
#[derive(Debug)]
pub struct Peer {
    script: &'static str,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts the program.
    pub fn start(script: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        assert!(
            folder.join("node_modules").is_dir(),
            "the npm packages are missing: run `npm ci --ignore-scripts` in tests/peers (Debian's packages nodejs and npm)"
        );
        let mut command = Command::new("node");
        command.arg(script).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let spawned = command.spawn();
        let mut child = spawned
            .unwrap_or_else(|error| panic!("node did not start ({error}): install Debian's package nodejs"));
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { script, child, input, output }
    }

    /// Asks, and waits for the answer; the program's own failure fails the test.
    pub fn ask(&mut self, request: &Value) -> Value {
        let mut line = String::new();
        let asked = writeln!(self.input, "{request}").and_then(|()| self.output.read_line(&mut line));
        let answered = asked.is_ok() && !line.is_empty();
        assert!(answered, "tests/peers/{} has ended: {:?}", self.script, self.child.wait());
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer.get("error"), None, "{request}");
        answer
    }
}
