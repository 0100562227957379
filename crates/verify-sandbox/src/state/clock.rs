//! The moment of an export, and how a clock gets there.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use verify_core::Clock;
use verify_testkit::ManualClock;

/// Both faces of the clock at the export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Saved {
    wall: SystemTime,
    #[serde(with = "super::time")]
    monotonic: Duration,
}

impl Saved {
    pub(super) fn of(clock: &ManualClock) -> Self {
        Self { wall: clock.now(), monotonic: clock.monotonic() }
    }

    /// How far this clock is beyond the export.
    pub(super) fn behind(&self, clock: &ManualClock) -> Duration {
        clock.monotonic().saturating_sub(self.monotonic)
    }

    /// Moves a clock that is not there yet forward. Never back: other tenants live by it, too.
    pub(super) fn reach(&self, clock: &ManualClock) {
        let wall = clock.now().max(self.wall);
        let missing = self.monotonic.saturating_sub(clock.monotonic());
        if !missing.is_zero() {
            clock.advance(missing);
        }
        // A running clock of the machine's time is to go on showing that, and not the time by which it was moved.
        if clock.now() != wall {
            clock.set_wall(wall);
        }
    }
}
