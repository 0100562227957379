//! A reader's terminal: variables stay from line to line, what goes on runs beside it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use super::rules::{MEANWHILE, PORTS, PROGRAMS, filled, is_endless, typed};
use crate::support::{Folder, kit, write_program};

/// Variables are kept in a file between two lines.
const EACH_LINE: &str = "set -a; if [ -f variables ]; then . ./variables; fi; eval \"$1\"; \
                         ended=$?; export -p > variables; exit $ended";

pub(super) struct Shell {
    folder: Folder,
    ports: Vec<(&'static str, String)>,
    /// All that was printed so far.
    printed: String,
    running: Vec<Running>,
}

/// A program that goes on.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Shell {
    /// In a folder of the page's own.
    pub(super) fn new(page: &str) -> Self {
        let folder = Folder::new(page);
        let ports = PORTS.into_iter().map(|fixed| (fixed, free_port().to_string())).collect();
        for (name, script) in PROGRAMS {
            write_program(&folder.0.join(name), &format!("#!/bin/sh\n{script}\n"));
        }
        Self { folder, ports, printed: String::new(), running: Vec::new() }
    }

    /// Runs a line of the page. It fails unless that ends with 0.
    pub(super) fn run(&mut self, line: &str) {
        let mut line = line.split("  #").next().unwrap_or_default().trim_end().to_owned();
        for (_, before) in MEANWHILE.iter().filter(|(awaited, _)| *awaited == line) {
            self.finish(before);
        }
        for (fixed, free) in &self.ports {
            line = line.replace(fixed, free);
        }
        let line = typed(&filled(&line, &self.printed));
        if is_endless(&line) {
            self.beside(line.trim_end_matches('&').trim_end());
        } else {
            self.finish(&line);
        }
    }

    fn finish(&mut self, line: &str) {
        let ended = self.shell(line).output().unwrap();
        let (stdout, stderr) =
            (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        assert!(ended.status.success(), "{line}\n{}\n{stdout}\n{stderr}", ended.status);
        self.printed.push_str(&stdout);
    }

    /// It is ready when it has printed a line.
    fn beside(&mut self, line: &str) {
        // In place of the shell, so that it is the one to be ended.
        let mut child =
            self.shell(&format!("exec {line}")).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        self.running.push(Running(child));
        assert!(!first.is_empty(), "{line}: it has ended");
    }

    fn shell(&self, line: &str) -> Command {
        let program = kit(&[]);
        let programs = Path::new(program.get_program()).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{}:{path}", self.folder.0.display(), programs.display());
        let mut shell = Command::new("sh");
        shell.args(["-c", EACH_LINE, "sh", line]).env_clear().env("PATH", path);
        shell.current_dir(&self.folder.0).stdin(Stdio::null()).stderr(Stdio::piped());
        shell
    }
}

/// Below those that a system gives to who asks for any port, so that nobody gets it before the page comes to use it. Each is
/// given once, and another process that runs these tests begins elsewhere.
const OURS: std::ops::Range<u16> = 20_000..30_000;
/// So many for a process.
const BLOCK: u16 = 50;

fn free_port() -> u16 {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let blocks = u32::from((OURS.end - OURS.start) / BLOCK);
    let block = u16::try_from(std::process::id() % blocks).unwrap() * BLOCK;
    loop {
        let next = GIVEN.fetch_add(1, Ordering::Relaxed);
        assert!(next < OURS.end - OURS.start, "no port is free");
        let port = OURS.start + (block + next) % (OURS.end - OURS.start);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
