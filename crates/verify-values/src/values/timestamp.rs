//! Points in time on the wire.

use std::fmt;
use std::time::SystemTime;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::reading::{Lenient, Scalar, required};

/// A point in time, to the millisecond. Written as ISO 8601 in UTC with milliseconds (`2026-01-15T12:00:00.000Z`).
///
/// Read from what providers send: ISO 8601 with an offset, without one (taken as UTC), a date alone (midnight in UTC), or a
/// number since 1970: seconds below 100,000,000,000 (the year 5138), milliseconds from there on. A number in quotes is read
/// the same way, but eight digits in quotes are a date if there is such a day (`"20260115"`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The point in time as the standard library has it.
    pub fn to_system_time(self) -> SystemTime {
        self.0.into()
    }

    /// Takes ISO 8601 with an offset, or without one as UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let with_offset = text.parse::<jiff::Timestamp>().ok();
        let parsed = with_offset.or_else(|| Offset::UTC.to_timestamp(text.parse::<DateTime>().ok()?).ok())?;
        Some(Self::whole_milliseconds(parsed))
    }

    fn whole_milliseconds(time: jiff::Timestamp) -> Self {
        Self(jiff::Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time))
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
            // Neither `inf` nor `1e9`.
            Err(_) if text.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'.' | b'-')) => {
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
        jiff::Timestamp::from_millisecond(milliseconds).ok().map(Self)
    }
}

impl From<SystemTime> for Timestamp {
    /// Times outside the years -9999 to 9999 become the nearest that is inside.
    fn from(time: SystemTime) -> Self {
        let saturated = || match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(_) => jiff::Timestamp::MAX,
            Err(_) => jiff::Timestamp::MIN,
        };
        Self::whole_milliseconds(jiff::Timestamp::try_from(time).unwrap_or_else(|_| saturated()))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_system_time()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
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
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Self::parse(text).or_else(|| Self::from_digits(text.trim())),
            Scalar::Integer(number) => Self::from_number(i64::try_from(number).ok()?),
            Scalar::Decimal(number) => Self::from_decimal(number),
            Scalar::Bool(_) => None,
        }
    }
}
