//! The events that were received, in a file: one line each, kept for ever.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use finicity_connect::webhook::Event;
use finicity_connect::{CustomerId, EventId};
use serde::{Deserialize, Serialize};

/// A file of events, and the events themselves.
#[derive(Debug)]
pub struct Journal(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    file: File,
    events: BTreeMap<EventId, Event>,
}

/// A line of the file. The body is kept as it arrived: what this version does not read, a later one may.
#[derive(Serialize, Deserialize)]
struct Line {
    body: String,
}

impl Journal {
    /// Opens the file, or makes it, and reads what is in it. A last line that was cut by a crash is dropped: it was never
    /// acknowledged, so it comes again.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
        let mut events = BTreeMap::new();
        let mut complete = 0;
        for line in BufReader::new(&file).split(b'\n') {
            let line = line?;
            let Ok(Line { body }) = serde_json::from_slice(&line) else { break };
            complete += line.len() as u64 + 1;
            if let Some((id, event)) = Event::parse(body.as_bytes()).ok().and_then(with_id) {
                events.insert(id, event);
            }
        }
        if complete < file.metadata()?.len() {
            file.set_len(complete)?;
        }
        file.flush()?;
        Ok(Self(Mutex::new(Inner { file, events })))
    }

    /// Writes an event down, unless it is there already; true if it is new. When this returns, it is on the disk.
    pub fn record(&self, event: Event, body: &[u8]) -> io::Result<bool> {
        let Some((id, event)) = with_id(event) else { return Ok(false) };
        let mut inner = self.lock();
        if inner.events.contains_key(&id) {
            return Ok(false);
        }
        let line = Line { body: String::from_utf8_lossy(body).into_owned() };
        let mut text = serde_json::to_vec(&line)?;
        text.push(b'\n');
        inner.file.write_all(&text)?;
        inner.file.sync_data()?;
        inner.events.insert(id, event);
        Ok(true)
    }

    /// The events of a customer, in the order of their ids.
    pub fn events_of(&self, customer: &CustomerId) -> Vec<Event> {
        let inner = self.lock();
        inner.events.values().filter(|event| event.customer_id.as_ref() == Some(customer)).cloned().collect()
    }

    /// How many different events there are.
    pub fn len(&self) -> usize {
        self.lock().events.len()
    }

    /// Whether nothing was received yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn with_id(event: Event) -> Option<(EventId, Event)> {
    Some((event.id.clone()?, event))
}
