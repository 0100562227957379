//! From when on a report looks at the accounts.

use std::time::SystemTime;

use serde::Serialize;
use verify_core::{InvalidValue, Timestamp};

/// The moment from which on a report looks at the accounts, in whole seconds since 1970. It is ignored without a report, and
/// by reports on pay statements, income (VOI) and payroll (source: OAS 1.42).
///
/// Always ten digits, 2001-09-09 to 2286-11-20: Finicity silently replaces what has more digits by a default of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FromDate(u64);

const RULE: InvalidValue = InvalidValue::new("fromDate", "must be between 2001-09-09 and 2286-11-20");

impl FromDate {
    /// Takes a moment; parts of a second are dropped.
    ///
    /// ```
    /// use finicity_connect::FromDate;
    /// use std::time::{Duration, SystemTime};
    ///
    /// assert!(FromDate::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_607_450_357)).is_ok());
    /// assert!(FromDate::new(SystemTime::UNIX_EPOCH).is_err());
    /// ```
    pub fn new(moment: impl Into<Timestamp>) -> Result<Self, InvalidValue> {
        let moment = moment.into().to_system_time();
        let since = moment.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| RULE)?;
        let seconds = since.as_secs();
        if (1_000_000_000..10_000_000_000).contains(&seconds) { Ok(Self(seconds)) } else { Err(RULE) }
    }

    /// The seconds since 1970, as they are sent.
    pub fn seconds(self) -> u64 {
        self.0
    }

    /// Takes a date, as the start of that day in UTC.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Result<Self, InvalidValue> {
        let start = Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z")).ok_or(RULE)?;
        Self::new(start)
    }
}
