//! The terminal's echo, which a hidden prompt switches off and Ctrl-C must not leave off.

/// From now on Ctrl-C gives the terminal back as it is now and ends the process with 130, as a shell calls it.
///
/// The prompt blocks the only thread of the runtime, so that a thread of its own listens.
#[cfg(unix)]
pub(crate) fn give_back_on_interrupt() {
    use std::sync::{Once, mpsc};
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let Ok(terminal) = std::fs::File::open("/dev/tty") else { return };
        let Ok(before) = rustix::termios::tcgetattr(&terminal) else { return };
        let (listening, listens) = mpsc::channel();
        std::thread::spawn(move || {
            if interrupted(&listening) {
                let _ = rustix::termios::tcsetattr(&terminal, rustix::termios::OptionalActions::Now, &before);
                leave();
            }
        });
        // An error means that nobody will listen: Ctrl-C does then what it always did.
        let _ = listens.recv();
    });
}

/// Waits for Ctrl-C; false when it cannot be listened for. Says when it listens.
#[cfg(unix)]
fn interrupted(listening: &std::sync::mpsc::Sender<()>) -> bool {
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

/// Elsewhere the system gives it back.
#[cfg(not(unix))]
pub(crate) fn give_back_on_interrupt() {}

/// Ends the process as Ctrl-C does. Whoever sees it first says so: the prompt reads the key itself once the echo is off,
/// and then sends the signal that the listener waits for.
pub(crate) fn leave() -> ! {
    static LEAVING: std::sync::Once = std::sync::Once::new();
    LEAVING.call_once(|| crate::output::talk(""));
    std::process::exit(130)
}
