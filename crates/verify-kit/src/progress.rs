//! Showing on a terminal that a command is still waiting.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use verify_core::{Clock, SystemClock};

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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::line;

    #[test]
    fn the_line_counts_seconds() {
        assert_eq!(line(Duration::from_millis(12_900), Duration::from_secs(300)), "  12 s of 300 s …");
    }
}
