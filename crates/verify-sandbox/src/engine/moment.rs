//! One reading of the clock.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use serde::Serializer;
use verify_core::Clock;
use verify_testkit::ManualClock;

/// Both faces of the clock, read once for a request: the wall clock for what is shown, the monotonic one for what is
/// measured.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub(crate) struct Moment {
    pub(crate) wall: SystemTime,
    #[serde(with = "crate::state::time")]
    pub(crate) mono: Duration,
}

impl Moment {
    pub(crate) fn of(clock: &ManualClock) -> Self {
        Self { wall: clock.now(), mono: clock.monotonic() }
    }

    /// This long later; as late as can be when that is beyond all time.
    pub(crate) fn after(self, duration: Duration) -> Self {
        let far = Duration::from_secs(100_000_000_000);
        let wall =
            self.wall.checked_add(duration).or_else(|| self.wall.checked_add(far)).unwrap_or(self.wall);
        Self { wall, mono: self.mono.saturating_add(duration) }
    }
}

/// Milliseconds since 1970.
pub(crate) fn millis(at: SystemTime) -> u64 {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// As `2026-01-15T12:00:00Z`.
pub(crate) fn iso(at: SystemTime) -> String {
    Timestamp::try_from(at).map_or_else(|_| String::new(), |stamp| stamp.to_string())
}

/// As HTTP writes dates: `Thu, 15 Jan 2026 12:00:00 GMT`.
pub(crate) fn imf_fixdate(at: SystemTime) -> String {
    Timestamp::try_from(at)
        .map_or_else(|_| String::new(), |stamp| stamp.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

/// Serialises a time as ISO 8601 in UTC.
pub(crate) fn serialize_iso<S: Serializer>(at: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&iso(*at))
}
