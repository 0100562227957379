//! A line that the terminal does not show, and its echo, which Ctrl-C must not leave off.

use std::io;

/// Asks on the terminal and reads a line from it, without its end; nothing of what is typed appears.
#[cfg(unix)]
pub(crate) fn ask_hidden(question: &str) -> io::Result<String> {
    use std::io::Write;

    let mut terminal = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
    unix::listen();
    let hushed = unix::Hushed::new(&terminal)?;
    terminal.write_all(question.as_bytes())?;
    let keys = rpassword::ConfigBuilder::new().input_reader(terminal.try_clone()?).output_discard().build();
    let line = rpassword::read_password_with_config(keys);
    drop(hushed);
    terminal.write_all(b"\n")?;
    line
}

/// Asks on the terminal and reads a line from it, without its end; nothing of what is typed appears. Ctrl-C is the system's.
#[cfg(not(unix))]
pub(crate) fn ask_hidden(question: &str) -> io::Result<String> {
    rpassword::prompt_password(question)
}

/// From now on somebody else ends the process at Ctrl-C and SIGTERM, unless they come at a prompt.
pub(crate) fn leave_ctrl_c_to_another() {
    #[cfg(unix)]
    unix::ANOTHER.store(true, std::sync::atomic::Ordering::Relaxed);
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, MutexGuard, Once, PoisonError, mpsc};

    use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
    use tokio::signal::unix::{SignalKind, signal};

    /// The terminal that is hushed now, and how it was. Whoever changes it holds this lock, so that nobody can switch the
    /// echo off behind the one who gave it back and leaves.
    static NOW: Mutex<Option<(File, Termios)>> = Mutex::new(None);

    /// In place of a key: there is none.
    const NO_KEY: u8 = if cfg!(any(target_os = "linux", target_os = "android")) { 0 } else { 0xff };

    /// Whether somebody else sees to Ctrl-C and SIGTERM between prompts.
    pub(super) static ANOTHER: AtomicBool = AtomicBool::new(false);

    fn now() -> MutexGuard<'static, Option<(File, Termios)>> {
        NOW.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(now: &mut Option<(File, Termios)>) {
        if let Some((terminal, before)) = now.take() {
            // A terminal that is gone has nothing to be given back.
            let _ = tcsetattr(&terminal, OptionalActions::Now, &before);
        }
    }

    /// While it lives, the terminal shows nothing of what is typed, and hands each key on: lines that it puts together itself
    /// have a longest length, which tokens exceed. Ctrl-C stays a signal; the keys that would leave the terminal hushed do nothing.
    pub(super) struct Hushed;

    impl Hushed {
        pub(super) fn new(terminal: &File) -> io::Result<Self> {
            let mut now = now();
            let before = tcgetattr(terminal)?;
            let mut hushed = before.clone();
            hushed.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON);
            for key in [SpecialCodeIndex::VQUIT, SpecialCodeIndex::VSUSP] {
                hushed.special_codes[key] = NO_KEY;
            }
            hushed.special_codes[SpecialCodeIndex::VMIN] = 1;
            hushed.special_codes[SpecialCodeIndex::VTIME] = 0;
            *now = Some((terminal.try_clone()?, before));
            tcsetattr(terminal, OptionalActions::Now, &hushed)?;
            Ok(Self)
        }
    }

    impl Drop for Hushed {
        fn drop(&mut self) {
            give_back(&mut now());
        }
    }

    /// From now on Ctrl-C, SIGTERM and SIGHUP give the terminal back and end the process, with the codes of a shell.
    ///
    /// The prompt blocks the only thread of the runtime, so that a thread of its own listens.
    pub(super) fn listen() {
        static LISTENING: Once = Once::new();
        LISTENING.call_once(|| {
            let (listening, listens) = mpsc::channel();
            std::thread::spawn(move || leave_when_asked(&listening));
            // An error means that nobody will listen: the signals do then what they always did.
            let _ = listens.recv();
        });
    }

    /// Returns when it cannot be listened for. Says when it listens.
    fn leave_when_asked(listening: &mpsc::Sender<()>) {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            let listen = |kind| signal(kind).ok();
            let signals = (
                listen(SignalKind::interrupt()),
                listen(SignalKind::terminate()),
                listen(SignalKind::hangup()),
            );
            let (Some(mut interrupt), Some(mut terminate), Some(mut hangup)) = signals else { return };
            let _ = listening.send(());
            loop {
                let (code, another) = tokio::select! {
                    _ = interrupt.recv() => (130, ANOTHER.load(Ordering::Relaxed)),
                    _ = terminate.recv() => (143, ANOTHER.load(Ordering::Relaxed)),
                    _ = hangup.recv() => (129, false),
                };
                let mut now = now();
                if now.is_some() || !another {
                    give_back(&mut now);
                    crate::output::talk("");
                    std::process::exit(code);
                }
            }
        });
    }
}
