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
    /// How many bytes of it are whole lines.
    complete: u64,
    events: BTreeMap<EventId, Event>,
}

/// A line of the file. The body is kept as it arrived: what this version does not read, a later one may.
#[derive(Serialize, Deserialize)]
struct Line {
    body: String,
}

impl Journal {
    /// Opens the file, or makes it, and reads what is in it. A last line without its end was cut by a crash and is dropped: it
    /// was never acknowledged, so it comes again. What cannot be read in the middle is skipped, and stays in the file.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
        let mut reader = BufReader::new(&file);
        let (mut events, mut complete, mut line) = (BTreeMap::new(), 0, Vec::new());
        while reader.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
            complete += line.len() as u64;
            if let Some((id, event)) = read(&line) {
                events.insert(id, event);
            }
            line.clear();
        }
        file.set_len(complete)?;
        Ok(Self(Mutex::new(Inner { file, complete, events })))
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
        let written = inner.file.write_all(&text).and_then(|()| inner.file.sync_data());
        if let Err(error) = written {
            // Half a line must not stand in front of the next one.
            inner.file.set_len(inner.complete)?;
            return Err(error);
        }
        inner.complete += text.len() as u64;
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

fn read(line: &[u8]) -> Option<(EventId, Event)> {
    let Line { body } = serde_json::from_slice(line).ok()?;
    with_id(Event::parse(body.as_bytes()).ok()?)
}

fn with_id(event: Event) -> Option<(EventId, Event)> {
    Some((event.id.clone()?, event))
}
