//! Birth dates.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::{Serialize, Serializer};

use super::text::redacted_text;
use super::{InvalidValue, Pii};
use crate::calendar::{self, SECONDS_OF_A_DAY};
use crate::clock::{Clock, SystemClock};

/// A birth date: a day of the calendar, without time and time zone. `YYYY-MM-DD` on the wire.
///
/// ```
/// use verify_values::DateOfBirth;
///
/// assert_eq!(DateOfBirth::new("1990-04-12")?, DateOfBirth::from_ymd(1990, 4, 12)?);
/// assert!(DateOfBirth::new("1990-02-29").is_err());
/// assert!(DateOfBirth::new("04-12-1990").is_err());
/// # Ok::<(), verify_values::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateOfBirth(Pii<String>);

const FORM: InvalidValue = InvalidValue::new("birth date", "must have the form YYYY-MM-DD");
const DAY: InvalidValue =
    InvalidValue::new("birth date", "must be a day of the calendar that is not in the future");

impl DateOfBirth {
    /// Takes `YYYY-MM-DD`. The future begins where no place on Earth has the day yet (UTC+14).
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let mut parts = text.trim().splitn(3, '-');
        let mut number = |digits: usize| -> Option<i16> {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let (year, month, day) = (number(4), number(2), number(2));
        let (Some(year), Some(month), Some(day)) = (year, month, day) else {
            return Err(FORM);
        };
        Self::checked(year, month, day, SystemClock.now())
    }

    /// Takes the year, the month from 1 and the day of the month from 1.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Result<Self, InvalidValue> {
        let year = i16::try_from(year).map_err(|_| DAY)?;
        Self::checked(year, month.into(), day.into(), SystemClock.now())
    }

    fn checked(year: i16, month: i16, day: i16, now: SystemTime) -> Result<Self, InvalidValue> {
        let days = calendar::days(year.into(), month.into(), day.into()).ok_or(DAY)?;
        if year < 1 || days > latest(now).ok_or(DAY)? {
            return Err(DAY);
        }
        Ok(Self(Pii::new(format!("{year:04}-{month:02}-{day:02}"))))
    }
}

/// The day that it is by then where it is latest.
fn latest(now: SystemTime) -> Option<i64> {
    let ahead = now.checked_add(Duration::from_secs(14 * 3600))?;
    let since = ahead.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(|seconds| seconds / SECONDS_OF_A_DAY)
}

redacted_text!(DateOfBirth);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_future_begins_where_nobody_has_the_day_yet() {
        // 2026-01-15 09:59 UTC: the easternmost time zone is still on the 15th; a minute later it has the 16th.
        let minute_before = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_471_140);
        assert!(DateOfBirth::checked(2026, 1, 15, minute_before).is_ok());
        assert!(DateOfBirth::checked(2026, 1, 16, minute_before).is_err());
        assert!(DateOfBirth::checked(2026, 1, 16, minute_before + Duration::from_secs(60)).is_ok());
    }
}
