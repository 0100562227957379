//! Ten thousand connections at once, to a sandbox in a process of its own.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use rustix::process::{Resource, getrlimit, setrlimit};
use serde_json::Value;

use crate::support::{kit, run};

const CONNECTIONS: usize = 10_000;
/// Who opens them.
const THREADS: usize = 20;
/// After so many, one of them asks.
const AT_A_TIME: usize = 25;
/// Over which an answer comes while all are open: the first, one in the middle, and the last.
const ANSWERED: [usize; 3] = [0, CONNECTIONS / 2, CONNECTIONS - 1];
/// For everything else that a process has open.
const SPARE: u64 = 200;
/// Of the sandbox's process, while they are open. `docs/sandbox.md` says so, too.
const MEMORY_KIB: u64 = 256 * 1024;
/// How many calls are made at most before every closed connection is gone at the other end.
const PATIENCE: usize = 20_000;
/// What each of them waits for: the next message of this tenant, for as long as the sandbox holds an answer back. A connection on
/// which nothing is asked is closed after 30 seconds, and opening so many may take longer.
const WAITED_FOR: &str = "crowd";
/// What those wait for that get their message.
const SENT_TO: &str = "few";

/// Lets this process, and those it starts, have as many open files as the test needs.
fn allow_open_files() {
    let mut limit = getrlimit(Resource::Nofile);
    let needed = CONNECTIONS as u64 + SPARE;
    let most = limit.maximum.unwrap_or(u64::MAX);
    assert!(
        most >= needed,
        "{needed} open files are needed, and {most} allowed: raise the hard limit (ulimit -Hn)"
    );
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit)
        .unwrap_or_else(|error| panic!("the limit of open files stays: {error}"));
}

/// A sandbox that was started with a small limit of open files.
struct Server {
    child: Child,
    authority: String,
}

impl Server {
    fn start() -> Self {
        let program = kit(&[]);
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "ulimit -S -n 512 && exec \"$0\" sandbox up"]).arg(program.get_program());
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = started.unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let authority = ready["base_url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
        Self { child, authority }
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(&self.authority)
    }

    /// All of them, several at a time. Each thread asks over its newest one now and then, for the kernel keeps only so many that
    /// nobody has accepted yet.
    fn connect_all(&self) -> Vec<TcpStream> {
        let some = |thread: usize| {
            let mut open: Vec<TcpStream> = Vec::new();
            while open.len() < CONNECTIONS / THREADS {
                let many = open.len();
                let mut stream = self
                    .connect()
                    .unwrap_or_else(|error| panic!("after {many} connections of a thread: {error}"));
                if many % AT_A_TIME == 0 {
                    self.ask(&mut stream);
                }
                let is_answered = ANSWERED.contains(&(thread * (CONNECTIONS / THREADS) + many));
                self.wait_for_a_message(&mut stream, if is_answered { SENT_TO } else { WAITED_FOR });
                open.push(stream);
            }
            open
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || some(thread))).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    }

    fn get(&self, stream: &mut TcpStream, path: &str) {
        let request = format!("GET /_sandbox/{path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.authority);
        stream.write_all(request.as_bytes()).unwrap();
    }

    /// Asks what is answered when this tenant has sent a message.
    fn wait_for_a_message(&self, stream: &mut TcpStream, tenant: &str) {
        self.get(stream, &format!("tenants/{tenant}/outbox?wait=1&timeout_seconds=300"));
    }

    /// One call over this connection, which stays open.
    fn ask(&self, stream: &mut TcpStream) {
        self.get(stream, "health");
        assert_eq!(answer(stream)["status"], "ok");
    }

    /// Has a tenant send a message.
    fn send_a_message(&self, tenant: &str) {
        let place = format!("http://{}/{tenant}", self.authority);
        let person = ["--phone", "+12025550140", "--birth-date", "1990-01-01", "--ext-user-id", "me"];
        let connect = ["spinwheel-connect", "connect-sms", "--sandbox", &place];
        run(&[&connect[..], &person].concat()).assert_code(0);
    }

    /// What the kernel holds of it in memory.
    fn memory_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    fn open_files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }
}

/// The next answer over this connection.
fn answer(stream: &mut TcpStream) -> Value {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        let count = stream.read(&mut byte).unwrap();
        assert!(count > 0, "it was closed: {:?}", String::from_utf8_lossy(&head));
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head:?}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn ten_thousand_open_connections() {
    allow_open_files();
    let server = Server::start();
    let mut first = server.connect().unwrap();
    server.ask(&mut first);
    let (before, alone) = (server.open_files(), server.memory_kib());
    drop(first);
    let mut open = server.connect_all();
    assert_eq!(open.len(), CONNECTIONS);
    let mut late = server.connect().unwrap();
    server.ask(&mut late);
    assert!(server.open_files() >= CONNECTIONS, "all of them are open over there: {}", server.open_files());
    let memory = server.memory_kib();
    assert!(memory < MEMORY_KIB, "{memory} KiB with {CONNECTIONS} connections, {alone} KiB without");
    server.send_a_message(SENT_TO);
    for number in ANSWERED {
        let answer = answer(&mut open[number]);
        assert_eq!((&answer["count"], &answer["timed_out"]), (&1.into(), &false.into()), "{number}");
        server.ask(&mut open[number]);
    }
    drop((open, late));
    // As at the beginning, with one connection.
    let mut last = server.connect().unwrap();
    let mut calls = 0;
    while server.open_files() > before {
        assert!(calls < PATIENCE, "{} files are still open, {before} were before", server.open_files());
        server.ask(&mut last);
        calls += 1;
    }
    server.ask(&mut server.connect().unwrap());
}
