//! Birth dates in three numbers.

use verify_core::provider::answer;
use verify_core::{DateOfBirth, Pii};

answer! {
    /// A birth date as Finicity writes it. Source: OAS 1.42, `Birthday`.
    pub struct Birthday {
        /// The year, in four digits.
        year: Option<Pii<u32>> => "year",
        /// The month, from 1.
        month: Option<Pii<u32>> => "month",
        /// The day of the month, from 1.
        day_of_month: Option<Pii<u32>> => "dayOfMonth",
    }
}

impl Birthday {
    /// The day, if all three are there and there is such a day.
    pub fn date_of_birth(&self) -> Option<DateOfBirth> {
        let year = u16::try_from(*self.year.as_ref()?.expose()).ok()?;
        let month = u8::try_from(*self.month.as_ref()?.expose()).ok()?;
        let day = u8::try_from(*self.day_of_month.as_ref()?.expose()).ok()?;
        DateOfBirth::from_ymd(year, month, day).ok()
    }
}

impl From<&DateOfBirth> for Birthday {
    fn from(date: &DateOfBirth) -> Self {
        let mut parts = date.expose().split('-').map(|part| part.parse().ok().map(Pii::new));
        let mut next = || parts.next().flatten();
        Self { year: next(), month: next(), day_of_month: next() }
    }
}
