//! The time a call may take.

use std::time::Duration;

use crate::clock::Clock;

/// The end of a call, on the monotonic clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    ends: Duration,
}

impl Deadline {
    /// So long after this time of the monotonic clock.
    pub(crate) fn after(now: Duration, time: Duration) -> Self {
        Self { ends: now.saturating_add(time) }
    }

    /// What is left.
    pub(crate) fn rest(self, clock: &dyn Clock) -> Duration {
        self.rest_at(clock.monotonic())
    }

    /// What is left at this time of the monotonic clock.
    pub(crate) fn rest_at(self, now: Duration) -> Duration {
        self.ends.saturating_sub(now)
    }
}
