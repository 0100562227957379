//! The sandbox's process, and what processes take.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A sandbox in a process of its own, which ends with this value.
#[derive(Debug)]
pub struct Server {
    process: Child,
    base_url: String,
}

impl Server {
    /// Runs the program, whose first line has to be the sandbox's address.
    pub fn start(program: &Path) -> Self {
        let mut command = Command::new(program);
        let process = command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process =
            process.unwrap_or_else(|error| panic!("{} does not run: {error}", program.display()));
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { process, base_url: line.trim().to_owned() }
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(super) fn control_url(&self, path: &str) -> String {
        format!("{}/_sandbox/tenants/default/{path}", self.base_url)
    }

    /// In KiB.
    pub(super) fn memory(&self) -> u64 {
        memory_of(&self.process.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Memory of this process, in KiB.
pub fn our_memory() -> u64 {
    memory_of("self")
}

/// What Linux says is in memory; elsewhere nobody is asked.
fn memory_of(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// Lets this process have as many connections as the system allows; how many that is.
#[cfg(unix)]
pub fn allow_many_connections() -> u64 {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// Lets this process have as many connections as the system allows.
#[cfg(not(unix))]
pub fn allow_many_connections() -> u64 {
    u64::MAX
}
