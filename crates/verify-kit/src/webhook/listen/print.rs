//! Printing what came: events are data, everything else is talk.

use std::fmt;

use http::StatusCode;
use serde_json::{Value, json};
use verify_core::{Clock, SystemClock, Timestamp};

use super::Line;
use super::listener::{Passed, Told};
use crate::exit::Failure;
use crate::inbox::{Arrival, Arrived};
use crate::output;

/// How events are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<E> {
    pub(super) json: bool,
    pub(super) line: Line<E>,
}

impl<E> Shown<E> {
    /// Whether it was an event that counts.
    pub(super) fn print(&self, told: &Told<E>) -> Result<bool, Failure> {
        let at = Timestamp::from(SystemClock.now()).to_string();
        let time = format!("{}Z", at.get(11..19).unwrap_or_default());
        match told {
            Told::Came(Arrival::Event(arrived), passed) => {
                self.event(arrived, &at, &time, passed.as_ref())?;
                return Ok(true);
            }
            Told::Came(Arrival::Duplicate(id), None) => {
                output::talk(format_args!("{time}  ignored: {id} came before"));
            }
            Told::Came(Arrival::Duplicate(id), Some(passed)) => {
                output::talk(format_args!("{time}  again: {id} came before{passed}"));
            }
            Told::Came(Arrival::Refused(why), None) => output::talk(format_args!("{time}  refused: {why}")),
            Told::Came(Arrival::Refused(why), Some(passed)) => {
                output::talk(format_args!("{time}  not genuine: {why}{passed}"));
                if passed.status.as_ref().is_ok_and(StatusCode::is_success) {
                    output::talk("           the application accepted it: does it check who sends?");
                }
            }
            Told::Stray(status) => output::talk(format_args!(
                "{time}  answered {}: {}",
                status.as_u16(),
                if *status == StatusCode::NOT_FOUND {
                    "events are posted to /webhooks"
                } else {
                    "an event is a POST, and this was none"
                }
            )),
        }
        Ok(false)
    }

    fn event(
        &self,
        arrived: &Arrived<E>,
        at: &str,
        time: &str,
        passed: Option<&Passed>,
    ) -> Result<(), Failure> {
        if !self.json {
            let passed = passed.map(ToString::to_string).unwrap_or_default();
            return output::out(format_args!("{time}  {}{passed}", (self.line)(arrived)));
        }
        let Arrived { id, body, .. } = arrived;
        let mut line = json!({"type": "event", "at": at, "eventId": id, "event": body});
        if let Some(passed) = passed {
            line["forwarded"] = passed.as_json();
        }
        output::json(&line)
    }
}

impl Passed {
    fn as_json(&self) -> Value {
        let milliseconds = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX);
        match &self.status {
            Ok(status) => json!({"status": status.as_u16(), "milliseconds": milliseconds}),
            Err(why) => json!({"error": why, "milliseconds": milliseconds}),
        }
    }
}

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.took.as_millis();
        match &self.status {
            Ok(status) => write!(f, "  → {} in {milliseconds} ms", status.as_u16()),
            Err(why) => write!(f, "  → no answer after {milliseconds} ms: {why}"),
        }
    }
}
