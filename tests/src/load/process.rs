//! The sandbox's process, and what processes take.

use std::alloc::System;
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::num::ParseIntError;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::str::FromStr;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::runtime::Handle;

/// An allocator that counts. A program whose [`Held`] is to be known makes [`COUNTING`] its `#[global_allocator]`.
pub type Counting = &'static StatsAlloc<System>;

/// The one there is.
pub const COUNTING: Counting = &INSTRUMENTED_SYSTEM;

/// What a process has asked for and not given back: a leak shows here, whatever an allocator keeps for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Bytes of the heap.
    pub bytes: usize,
    /// In how many pieces.
    pub pieces: usize,
    /// Tasks that have not ended; each connection has one.
    pub tasks: usize,
}

impl Held {
    /// By this process, which has to use [`COUNTING`], inside of a runtime.
    pub fn by_us() -> Self {
        let stats = COUNTING.stats();
        assert!(stats.allocations > 0, "this program does not use the allocator that counts");
        Self {
            bytes: stats.bytes_allocated - stats.bytes_deallocated,
            pieces: stats.allocations - stats.deallocations,
            tasks: Handle::current().metrics().num_alive_tasks(),
        }
    }
}

/// As one process tells another.
impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.bytes, self.pieces, self.tasks)
    }
}

impl FromStr for Held {
    type Err = ParseIntError;

    fn from_str(line: &str) -> Result<Self, ParseIntError> {
        let mut words = line.split_whitespace();
        let mut next = || words.next().unwrap_or_default().parse();
        Ok(Self { bytes: next()?, pieces: next()?, tasks: next()? })
    }
}

/// A sandbox in a process of its own, which ends with this value.
#[derive(Debug)]
pub struct Server {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    base_url: String,
}

impl Server {
    /// Runs the program. Its first line has to be the sandbox's address; to each line it gets it answers with what it holds.
    pub fn start(program: &Path) -> Self {
        let mut command = Command::new(program);
        let process = command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process =
            process.unwrap_or_else(|error| panic!("{} does not run: {error}", program.display()));
        let orders = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap());
        let mut server = Self { process, orders, answers, base_url: String::new() };
        server.base_url = server.line();
        server
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(super) fn control_url(&self, path: &str) -> String {
        format!("{}/_sandbox/tenants/default/{path}", self.base_url)
    }

    /// What it holds now.
    pub(super) fn held(&mut self) -> Held {
        writeln!(self.orders).unwrap();
        self.line().parse().unwrap()
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
pub(super) fn our_memory() -> u64 {
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
