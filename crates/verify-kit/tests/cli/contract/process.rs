//! Running the program so that it has nothing: no environment, no terminal, no input, and little time.

use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::support::{Ran, kit};

/// Nothing here has a reason to take as long.
const LIMIT: Duration = Duration::from_secs(120);

/// The exit code of what had to be stopped.
pub(super) const STUCK: i32 = -1;

/// The program, its stdin at its end.
pub(super) fn alone(args: &[String], environment: &[(&str, &str)]) -> Ran {
    let mut command = kit(&[]);
    command.args(args).envs(environment.iter().copied());
    to_end(command)
}

/// The program with a stdin that is not even open.
pub(super) fn without_stdin(args: &[String]) -> Ran {
    by_shell("exec \"$0\" \"$@\" <&-", args)
}

/// The program with no file beside its streams but one at a time, which is what it takes to load it.
pub(super) fn with_one_file(args: &[String]) -> Ran {
    by_shell("ulimit -n 4; exec \"$0\" \"$@\"", args)
}

fn by_shell(script: &str, args: &[String]) -> Ran {
    let program = kit(&[]);
    let mut shell = Command::new("sh");
    shell.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.args(["-c", script]).arg(program.get_program()).args(args).stdin(Stdio::null());
    to_end(shell)
}

/// The program with a reader of its stdout who has left.
pub(super) fn unread(args: &[String], environment: &[(&str, &str)]) -> Ran {
    let mut command = kit(&[]);
    let (reader, writer) = UnixStream::pair().unwrap();
    drop(reader);
    command.args(args).envs(environment.iter().copied()).stdout(OwnedFd::from(writer));
    finish(command.stderr(Stdio::piped()))
}

fn to_end(mut command: Command) -> Ran {
    finish(command.stdout(Stdio::piped()).stderr(Stdio::piped()))
}

fn finish(command: &mut Command) -> Ran {
    // Where nobody minds what a command may write.
    let mut child = command.current_dir(env!("CARGO_TARGET_TMPDIR")).spawn().unwrap();
    let read = |stream: Option<Box<dyn Read + Send>>| {
        thread::spawn(move || {
            let mut text = Vec::new();
            // A stream that is not piped has nothing to say.
            let _ = stream.map(|mut stream| stream.read_to_end(&mut text));
            String::from_utf8_lossy(&text).into_owned()
        })
    };
    let stdout = read(child.stdout.take().map(|stream| Box::new(stream) as _));
    let stderr = read(child.stderr.take().map(|stream| Box::new(stream) as _));
    let code = code_in_time(child);
    Ran { code, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

fn code_in_time(mut child: Child) -> i32 {
    let pid = rustix::process::Pid::from_child(&child);
    let (ended, waiting) = channel::<()>();
    let watchdog = thread::spawn(move || {
        if waiting.recv_timeout(LIMIT) == Err(RecvTimeoutError::Timeout) {
            rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        }
    });
    let status = child.wait().unwrap();
    drop(ended);
    watchdog.join().unwrap();
    status.code().unwrap_or(STUCK)
}
