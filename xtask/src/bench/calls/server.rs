//! The server that all clients call.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server; it ends with this value, since its standard input does.
#[derive(Debug)]
pub(super) struct Server {
    process: Child,
    port: u16,
}

impl Server {
    pub(super) fn start(programs: &Path) -> io::Result<Self> {
        let mut command = Command::new(programs.join("server"));
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(said) = process.stdout.take() {
            BufReader::new(said).read_line(&mut line)?;
        }
        let port = line.trim().parse().map_err(|_| io::Error::other("the server does not say its port"))?;
        Ok(Self { process, port })
    }

    /// Its address, by one of the names of this machine.
    pub(super) fn base(&self, host: &str) -> String {
        format!("http://{host}:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
