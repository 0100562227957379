//! What is known about a customer from the events.

use std::collections::BTreeMap;

use finicity_connect::webhook::{Event, EventType, Payload};
use finicity_connect::{AccountId, EventId};
use serde::Serialize;

/// A customer as the events show them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// The ids of the accounts that are connected.
    pub accounts: Vec<AccountId>,
    /// How the latest session went, as far as it is known.
    pub progress: Progress,
}

/// How far a session came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// No session was heard of.
    #[default]
    Unknown,
    /// It was opened and has not ended.
    Open,
    /// It has ended, and accounts were connected or repaired.
    Connected,
    /// It has ended without.
    Ended,
}

impl Customer {
    /// What the events say together. Neither their order nor a tie of their times matters.
    pub fn of(events: &[Event]) -> Self {
        Self { accounts: accounts(events), progress: progress(events) }
    }
}

fn accounts(events: &[Event]) -> Vec<AccountId> {
    let mut added: BTreeMap<&AccountId, u64> = BTreeMap::new();
    for event in events {
        let Payload::Added(payload) = &event.payload else { continue };
        for id in payload.accounts.iter().filter_map(|account| account.id.as_ref()) {
            let last = added.entry(id).or_default();
            *last = when(event).max(*last);
        }
    }
    for event in events {
        let Payload::AccountsDeleted(payload) = &event.payload else { continue };
        for id in &payload.accounts {
            added.retain(|known, last| *known != id || *last > when(event));
        }
    }
    added.into_keys().cloned().collect()
}

fn progress(events: &[Event]) -> Progress {
    let last = |of: fn(&Event) -> bool| events.iter().filter(|event| of(event)).map(when).max();
    let Some(started) = last(|event| event.event_type == EventType::Started) else {
        return Progress::Unknown;
    };
    let since = |time: Option<u64>| time.is_some_and(|time| time >= started);
    let connected = last(|event| matches!(event.payload, Payload::Added(_) | Payload::CredentialsUpdated(_)));
    // What `done` means where nothing was added is not documented: it counts as an end.
    match (since(last(|event| event.event_type == EventType::Done)), since(connected)) {
        (true, true) => Progress::Connected,
        (true, false) => Progress::Ended,
        (false, _) => Progress::Open,
    }
}

/// An event's id begins with the milliseconds since 1970 in which it happened; captured ones do.
fn when(event: &Event) -> u64 {
    let id = event.id.as_ref().map(EventId::as_str).unwrap_or_default();
    id.split('-').next().and_then(|milliseconds| milliseconds.parse().ok()).unwrap_or_default()
}
