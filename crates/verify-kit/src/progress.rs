//! A word on a terminal to a person who has to wait.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use verify_core::{Clock, SystemClock};

use crate::output;

/// Waits for the work; on a terminal a line counts the seconds meanwhile, and is gone at the end.
pub(crate) async fn while_waiting<T>(limit: Duration, work: impl Future<Output = T>) -> T {
    if !io::stderr().is_terminal() {
        return work.await;
    }
    tokio::pin!(work);
    let began = SystemClock.monotonic();
    let mut width = 0;
    let done = loop {
        let line = line(SystemClock.monotonic().saturating_sub(began), limit);
        overwrite(&line, width);
        width = line.chars().count();
        tokio::select! {
            biased;
            done = &mut work => break done,
            () = SystemClock.sleep(Duration::from_secs(1)) => {}
        }
    };
    overwrite("", width);
    overwrite("", 0);
    done
}

fn line(waited: Duration, limit: Duration) -> String {
    format!("  {} s of {} s …", waited.as_secs(), limit.as_secs())
}

/// Writes over a line that was this long. Where nobody watches it is lost.
fn overwrite(line: &str, width: usize) {
    let mut stderr = anstream::stderr().lock();
    let _ = write!(stderr, "\r{line:width$}").and_then(|()| stderr.flush());
}

/// Nobody minds waiting that long in silence.
const SILENCE: Duration = Duration::from_secs(1);

/// Waits; on a terminal it says for what when that takes longer than a second.
pub(crate) async fn waiting<T>(what: impl Display, wait: impl Future<Output = T>) -> T {
    tokio::pin!(wait);
    if io::stderr().is_terminal() {
        tokio::select! {
            biased;
            done = &mut wait => return done,
            () = SystemClock.timeout(SILENCE) => {}
        }
        output::talk(format_args!("Waiting for {what}. Ctrl-C ends it."));
    }
    wait.await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::line;

    #[test]
    fn the_line_counts_seconds() {
        assert_eq!(line(Duration::from_millis(12_900), Duration::from_secs(300)), "  12 s of 300 s …");
    }
}
