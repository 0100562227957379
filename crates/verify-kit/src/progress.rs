//! A word on a terminal to a person who has to wait.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use verify_core::{Clock, SystemClock};

/// Nobody minds waiting that long in silence.
const SILENCE: Duration = Duration::from_secs(1);

/// How often the line is written anew.
const STEP: Duration = Duration::from_secs(1);

/// Waits for the work. On a terminal a line on stderr counts the seconds when that takes longer than one, and is gone at
/// the end; elsewhere nothing is said.
pub(crate) async fn waiting<T>(what: impl Display, work: impl Future<Output = T>) -> T {
    Line { what, limit: None }.on_a_terminal(work).await
}

/// The same, and the line says how long it can take.
pub(crate) async fn waiting_at_most<T>(
    what: impl Display,
    limit: Duration,
    work: impl Future<Output = T>,
) -> T {
    Line { what, limit: Some(limit) }.on_a_terminal(work).await
}

struct Line<W> {
    what: W,
    limit: Option<Duration>,
}

impl<W: Display> Line<W> {
    async fn on_a_terminal<T>(&self, work: impl Future<Output = T>) -> T {
        if !io::stderr().is_terminal() {
            return work.await;
        }
        self.while_working(&SystemClock, &mut anstream::stderr(), work).await
    }

    async fn while_working<T>(
        &self,
        clock: &impl Clock,
        screen: &mut impl Write,
        work: impl Future<Output = T>,
    ) -> T {
        tokio::pin!(work);
        let began = clock.monotonic();
        let (mut pause, mut shown) = (SILENCE, Shown { screen, width: 0 });
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = clock.timeout(pause) => {}
            }
            shown.replace(&self.text(clock.monotonic().saturating_sub(began)));
            pause = STEP;
        }
    }

    fn text(&self, waited: Duration) -> String {
        let (what, waited) = (&self.what, waited.as_secs());
        match self.limit {
            Some(limit) => {
                format!("  Waiting for {what}: {waited} s of {} s. Ctrl-C ends it.", limit.as_secs())
            }
            None => format!("  Waiting for {what}: {waited} s. Ctrl-C ends it."),
        }
    }
}

/// A line that is on the screen until this is dropped: the work can also be given up.
struct Shown<'a, S: Write> {
    screen: &'a mut S,
    width: usize,
}

impl<S: Write> Shown<'_, S> {
    /// Writes over the line. Where nobody watches it is lost.
    fn replace(&mut self, line: &str) {
        let _ = write!(self.screen, "\r{line:width$}", width = self.width).and_then(|()| self.screen.flush());
        self.width = line.chars().count();
    }
}

impl<S: Write> Drop for Shown<'_, S> {
    fn drop(&mut self) {
        if self.width > 0 {
            self.replace("");
            self.replace("");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::oneshot;
    use verify_testkit::ManualClock;

    use super::Line;

    /// What the screen got while the work took so many seconds.
    async fn shown(seconds: u64, limit: Option<Duration>) -> String {
        let (clock, mut screen) = (ManualClock::frozen(), Vec::new());
        let (done, work) = oneshot::channel();
        let line = Line { what: "a text", limit };
        let working = line.while_working(&clock, &mut screen, work);
        let time = async {
            for _ in 0..seconds {
                clock.wait_for_sleepers(1).await;
                clock.advance(Duration::from_secs(1));
                // Now it is the line's turn.
                tokio::task::yield_now().await;
            }
            done.send(()).unwrap();
        };
        tokio::join!(biased; working, time).0.unwrap();
        String::from_utf8(screen).unwrap()
    }

    #[tokio::test]
    async fn nothing_flickers_below_a_second() {
        assert_eq!(shown(0, None).await, "");
    }

    #[tokio::test]
    async fn the_line_counts_seconds_and_is_gone_at_the_end() {
        let line = "  Waiting for a text: 1 s of 300 s. Ctrl-C ends it.";
        let screen = shown(2, Some(Duration::from_secs(300))).await;
        let erased = " ".repeat(line.len());
        assert_eq!(screen, format!("\r{line}\r{}\r{erased}\r", line.replace("1 s", "2 s")));
    }

    #[tokio::test]
    async fn a_wait_without_a_limit_counts_too() {
        assert!(shown(1, None).await.starts_with("\r  Waiting for a text: 1 s. Ctrl-C ends it.\r"));
    }
}
