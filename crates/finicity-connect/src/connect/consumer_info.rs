//! What is known about a person beforehand.

use std::time::SystemTime;

use serde::Serialize;
use verify_core::{DateOfBirth, InvalidValue, Pii, Ssn, Timestamp};

/// The Social Security number, and perhaps the birth date, of the person: reports on income need them (source: OAS 1.42, where
/// the number is required inside this object). The number is sent as nine digits without hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsumerInfo {
    ssn: Ssn,
    #[serde(skip_serializing_if = "Option::is_none")]
    dob: Option<Seconds>,
}

/// Seconds since 1970; negative before. Personal, so it is not printed.
#[derive(Clone, PartialEq, Eq)]
struct Seconds(Pii<String>);

impl ConsumerInfo {
    /// Takes the number.
    pub fn new(ssn: Ssn) -> Self {
        Self { ssn, dob: None }
    }

    /// Adds the birth date, sent as the second in which that day starts in UTC. Which time zone Finicity means is not
    /// documented: UTC is our choice, [`dob_at`](Self::dob_at) takes another one.
    // Taken over although only its day is kept: values are given to all setters alike.
    #[allow(clippy::needless_pass_by_value)]
    pub fn dob(self, date: DateOfBirth) -> Result<Self, InvalidValue> {
        let start = Timestamp::parse(&format!("{}T00:00:00Z", date.expose()));
        let start = start.ok_or(InvalidValue::new("birth date", "must be a day of the calendar"))?;
        Ok(self.dob_at(start))
    }

    /// Adds the birth date as the moment in which the day starts where the person was born; parts of a second are dropped.
    #[must_use]
    pub fn dob_at(mut self, start_of_day: impl Into<Timestamp>) -> Self {
        let moment = start_of_day.into().to_system_time();
        let seconds = match moment.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => since.as_secs().to_string(),
            Err(before) => format!("-{}", before.duration().as_secs()),
        };
        self.dob = Some(Seconds(Pii::new(seconds)));
        self
    }
}

impl std::fmt::Debug for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Seconds {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.expose().parse::<i64>().unwrap_or_default().serialize(serializer)
    }
}
