//! What panics say: it ends up in logs too.

use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, OnceLock, PoisonError};

static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LISTENING: OnceLock<()> = OnceLock::new();

/// From now on, panics of all threads and tasks of this program are written down; whoever heard them before still does.
pub fn listen() {
    LISTENING.get_or_init(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            SAID.lock().unwrap_or_else(PoisonError::into_inner).push(text(panic));
            before(panic);
        }));
    });
}

/// What was said so far.
pub fn said() -> Vec<String> {
    SAID.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn text(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    format!("{place}: {}", panic.payload_as_str().unwrap_or("no text"))
}
