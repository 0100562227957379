//! A word to a person who has to wait.

use std::fmt::Display;
use std::io::{IsTerminal, stderr};
use std::time::Duration;

use verify_core::{Clock, SystemClock};

use crate::output;

/// Nobody minds waiting that long in silence.
const SILENCE: Duration = Duration::from_secs(1);

/// Waits; on a terminal it says for what when that takes longer than a second.
pub(crate) async fn waiting<T>(what: impl Display, wait: impl Future<Output = T>) -> T {
    tokio::pin!(wait);
    if stderr().is_terminal() {
        tokio::select! {
            biased;
            done = &mut wait => return done,
            () = SystemClock.timeout(SILENCE) => {}
        }
        output::talk(format_args!("Waiting for {what}. Ctrl-C ends it."));
    }
    wait.await
}
