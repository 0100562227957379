//! Points in time on the wire.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::iso8601;
use crate::calendar::{self, SECONDS_OF_A_DAY};
use crate::reading::{Lenient, Scalar, required};

/// A point in time, to the millisecond. Written as ISO 8601 in UTC with milliseconds (`2026-01-15T12:00:00.000Z`).
///
/// Read from what providers send: ISO 8601 with an offset, without one (taken as UTC), a date alone (midnight in UTC), or a
/// number since 1970: seconds below 100,000,000,000 (the year 5138), milliseconds from there on. A number in quotes is read
/// the same way, but eight digits in quotes are a date if there is such a day (`"20260115"`), and parts of a second need nine
/// digits before the point there: dates are written with points, too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The ends of what is read and written, in milliseconds since 1970: every offset there is (up to 26 hours) leads to a year between
/// -9999 and 9999.
const FIRST: i64 = -377_705_023_201_000;
const LAST: i64 = 253_402_207_200_999;

impl Timestamp {
    /// The point in time as the standard library has it.
    pub fn to_system_time(self) -> SystemTime {
        let distance = Duration::from_millis(self.0.unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        let time =
            if self.0.is_negative() { epoch.checked_sub(distance) } else { epoch.checked_add(distance) };
        time.unwrap_or(epoch)
    }

    /// Takes ISO 8601 with an offset, or without one as UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let (seconds, nanoseconds) = iso8601::read(text.trim())?;
        // What is less than a millisecond is dropped, before 1970 too.
        let dropped = i64::from(seconds < 0 && nanoseconds % 1_000_000 != 0);
        Self::from_milliseconds(seconds * 1000 + nanoseconds / 1_000_000 + dropped)
    }

    /// Takes a number of seconds or milliseconds since 1970 by the rule above.
    fn from_number(number: i64) -> Option<Self> {
        let seconds = number.unsigned_abs() < 100_000_000_000;
        Self::from_milliseconds(if seconds { number.checked_mul(1000)? } else { number })
    }

    /// Takes such a number as text.
    fn from_digits(text: &str) -> Option<Self> {
        match text.parse() {
            Ok(whole) => Self::from_number(whole),
            // Neither `inf` nor `1e9`, and no date that is written with points.
            Err(_)
                if text.find('.') >= Some(9)
                    && text.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'.' | b'-')) =>
            {
                Self::from_decimal(text.parse().ok()?)
            }
            Err(_) => None,
        }
    }

    /// The same with parts of a second or of a millisecond; to the nearest millisecond.
    fn from_decimal(number: f64) -> Option<Self> {
        let milliseconds = if number.abs() < 100_000_000_000.0 { number * 1000.0 } else { number };
        Self::from_milliseconds(format!("{milliseconds:.0}").parse().ok()?)
    }

    fn from_milliseconds(milliseconds: i64) -> Option<Self> {
        (FIRST..=LAST).contains(&milliseconds).then_some(Self(milliseconds))
    }
}

impl From<SystemTime> for Timestamp {
    /// Times outside the years -9999 to 9999 become the nearest that is inside.
    fn from(time: SystemTime) -> Self {
        let whole = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let milliseconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => whole(after),
            Err(before) => -whole(before.duration()),
        };
        Self(milliseconds.clamp(FIRST, LAST))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_system_time()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, milliseconds) = (self.0.div_euclid(1000), self.0.rem_euclid(1000));
        let (year, month, day) = calendar::date(seconds.div_euclid(SECONDS_OF_A_DAY));
        let second = seconds.rem_euclid(SECONDS_OF_A_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        if year < 0 {
            f.write_str("-00")?;
        }
        let year = year.unsigned_abs();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required(deserializer)
    }
}

impl Lenient for Timestamp {
    const SCALAR: bool = true;

    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Self::parse(text).or_else(|| Self::from_digits(text.trim())),
            Scalar::Integer(number) => Self::from_number(i64::try_from(number).ok()?),
            Scalar::Decimal(number) => Self::from_decimal(number),
            Scalar::Bool(_) => None,
        }
    }
}
