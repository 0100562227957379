//! Running somebody's command to its end.

use std::ffi::OsString;
use std::io;
use std::process::ExitStatus;

use tokio::process::{Child, Command};

use crate::exit::Failure;
use crate::stop::{Asked, Stop};

/// Runs it with these variables, hands signals on to it, and gives its exit code: 128+n when signal n ended it.
pub(super) async fn run_command(
    command: &[OsString],
    variables: Vec<(String, String)>,
    mut stop: Stop,
) -> Result<u8, Failure> {
    let (program, args) = command.split_first().ok_or_else(|| Failure::usage("there is no command"))?;
    let mut child =
        Command::new(program).args(args).envs(variables).spawn().map_err(|error| cannot_run(&error))?;
    loop {
        tokio::select! {
            ended = child.wait() => {
                let ended = ended.map_err(|error| {
                    Failure::failed(format!("the command cannot be waited for: {}", error.kind()))
                })?;
                return Ok(code(ended));
            }
            asked = stop.next() => hand_on(&child, asked),
        }
    }
}

/// The codes that shells have for it.
fn cannot_run(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::failed("there is no such command")
            .next(
                "give the program and its arguments after `--`, as in `verify-kit sandbox exec -- npm test`",
            )
            .exits_with(127),
        kind => Failure::failed(format!("the command cannot be run: {kind}")).exits_with(126),
    }
}

fn code(ended: ExitStatus) -> u8 {
    ended.code().or_else(|| by_signal(ended)).and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}

#[cfg(unix)]
fn by_signal(ended: ExitStatus) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;
    ended.signal().map(|signal| 128 + signal)
}

#[cfg(not(unix))]
fn by_signal(_: ExitStatus) -> Option<i32> {
    None
}

#[cfg(unix)]
fn hand_on(child: &Child, asked: Asked) {
    use rustix::process::{Pid, Signal, kill_process};
    let signal = match asked {
        // The terminal has sent it to the command, too.
        Asked::Interrupt if is_in_foreground() => return,
        Asked::Interrupt => Signal::INT,
        Asked::Terminate => Signal::TERM,
    };
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    if let Some(pid) = pid {
        // It can have ended in this moment; then there is nobody to tell.
        let _ = kill_process(pid, signal);
    }
}

/// Whether Ctrl-C on the terminal reaches this process, and with it the command.
#[cfg(unix)]
fn is_in_foreground() -> bool {
    let terminal = std::fs::File::open("/dev/tty");
    terminal.is_ok_and(|terminal| {
        rustix::termios::tcgetpgrp(terminal).is_ok_and(|group| group == rustix::process::getpgrp())
    })
}

#[cfg(not(unix))]
fn hand_on(_: &Child, _: Asked) {
    // Ctrl-C reaches all programs of the console.
}
