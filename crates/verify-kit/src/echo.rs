//! A line that the terminal does not show, and its echo, which Ctrl-C must not leave off.

use std::io;

/// Asks on the terminal and reads a line from it; nothing of what is typed appears.
#[cfg(unix)]
pub(crate) fn ask_hidden(question: &str) -> io::Result<String> {
    use std::io::{BufRead, BufReader, Write};

    let mut terminal = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
    unix::listen();
    let hushed = unix::Hushed::new(&terminal)?;
    terminal.write_all(question.as_bytes())?;
    let mut line = String::new();
    let length = BufReader::new(&terminal).read_line(&mut line)?;
    drop(hushed);
    if length == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line)
}

/// Asks on the terminal and reads a line from it; nothing of what is typed appears. Ctrl-C is the system's.
#[cfg(not(unix))]
pub(crate) fn ask_hidden(question: &str) -> io::Result<String> {
    rpassword::prompt_password(question)
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::sync::{Mutex, MutexGuard, Once, PoisonError, mpsc};

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The terminal that is hushed now, and how it was. Whoever changes it holds this lock, so that nobody can switch the
    /// echo off behind the one who gave it back and leaves.
    static NOW: Mutex<Option<(File, Termios)>> = Mutex::new(None);

    fn now() -> MutexGuard<'static, Option<(File, Termios)>> {
        NOW.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(now: &mut Option<(File, Termios)>) {
        if let Some((terminal, before)) = now.take() {
            // A terminal that is gone has nothing to be given back.
            let _ = tcsetattr(&terminal, OptionalActions::Now, &before);
        }
    }

    /// While it lives, the terminal shows nothing of what is typed but the end of the line.
    pub(super) struct Hushed;

    impl Hushed {
        pub(super) fn new(terminal: &File) -> io::Result<Self> {
            let mut now = now();
            let before = tcgetattr(terminal)?;
            let mut hushed = before.clone();
            hushed.local_modes.remove(LocalModes::ECHO);
            hushed.local_modes.insert(LocalModes::ECHONL);
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

    /// From now on Ctrl-C gives the terminal back and ends the process with 130, as a shell calls it.
    ///
    /// The prompt blocks the only thread of the runtime, so that a thread of its own listens.
    pub(super) fn listen() {
        static LISTENING: Once = Once::new();
        LISTENING.call_once(|| {
            let (listening, listens) = mpsc::channel();
            std::thread::spawn(move || {
                if interrupted(&listening) {
                    let mut now = now();
                    give_back(&mut now);
                    crate::output::talk("");
                    std::process::exit(130);
                }
            });
            // An error means that nobody will listen: Ctrl-C does then what it always did.
            let _ = listens.recv();
        });
    }

    /// Waits for Ctrl-C; false when it cannot be listened for. Says when it listens.
    fn interrupted(listening: &mpsc::Sender<()>) -> bool {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
            return false;
        };
        runtime.block_on(async {
            let Ok(mut interrupt) = signal(SignalKind::interrupt()) else { return false };
            let _ = listening.send(());
            interrupt.recv().await.is_some()
        })
    }
}
