//! Messages as they stand in a saved state.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Channel, Message, Outbox, Sent};
use crate::DoubleSend;
use crate::engine::lock;
use crate::engine::ring::Ring;
use crate::limits::OUTBOX_CAPACITY;
use crate::state::plain;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedOutbox {
    /// Oldest first.
    sent: Vec<SavedSent>,
    total: usize,
    dropped: u64,
    double_sends: Vec<SavedDouble>,
    dropped_double_sends: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedSent {
    id: u64,
    at: SystemTime,
    channel: Channel,
    operation: String,
    to: String,
    text: String,
    #[serde(with = "crate::state::time")]
    mono: Duration,
    #[serde(with = "crate::state::text::body")]
    body: Bytes,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedDouble {
    first: u64,
    second: u64,
    at: SystemTime,
    operation: String,
    to: String,
}

/// Read, and not yet put in place.
#[derive(Debug)]
pub(crate) struct ReadOutbox {
    sent: Ring<Sent>,
    total: usize,
    double_sends: Vec<DoubleSend>,
    dropped_double_sends: u64,
}

/// The operation with this name.
pub(crate) fn named(operations: &[&'static str], name: &str) -> Result<&'static str, String> {
    let known = operations.iter().copied().find(|operation| *operation == name);
    known.ok_or_else(|| "an operation is not known".to_owned())
}

impl SavedSent {
    fn of(Sent { message, mono, body }: &Sent) -> Self {
        let Message { id, at, channel, operation, to, text } = message.clone();
        Self { id, at, channel, operation: operation.to_owned(), to, text, mono: *mono, body: body.clone() }
    }

    fn restore(self, operations: &[&'static str]) -> Result<Sent, String> {
        let operation = named(operations, &self.operation)?;
        let Self { id, at, channel, to, text, mono, body, .. } = self;
        Ok(Sent { message: Message { id, at, channel, operation, to, text }, mono, body })
    }
}

impl SavedDouble {
    fn of(DoubleSend { first, second, at, operation, to }: DoubleSend) -> Self {
        Self { first, second, at, operation: operation.to_owned(), to }
    }

    fn restore(self, operations: &[&'static str]) -> Result<DoubleSend, String> {
        let operation = named(operations, &self.operation)?;
        let Self { first, second, at, to, .. } = self;
        Ok(DoubleSend { first, second, at, operation, to })
    }
}

impl Outbox {
    /// As it stands in a saved state.
    pub(crate) fn save(&self) -> Value {
        let bag = lock(&self.0.bag);
        let saved = SavedOutbox {
            sent: bag.sent.iter().map(SavedSent::of).collect(),
            total: bag.total,
            dropped: bag.sent.dropped(),
            double_sends: bag.oracle.found().into_iter().map(SavedDouble::of).collect(),
            dropped_double_sends: bag.oracle.dropped(),
        };
        serde_json::to_value(saved).unwrap_or_default()
    }

    /// Reads what was saved; nothing is changed yet.
    pub(crate) fn read(saved: Value, operations: &[&'static str]) -> Result<ReadOutbox, String> {
        let saved: SavedOutbox = serde_json::from_value(saved).map_err(|error| plain(&error))?;
        let mut sent = Ring::with_dropped(OUTBOX_CAPACITY, saved.dropped);
        for one in saved.sent {
            let one = one.restore(operations)?;
            sent.push(one.bytes(), one);
            while sent.shed().is_some() {}
        }
        let double_sends = saved.double_sends.into_iter().map(|double| double.restore(operations));
        let double_sends = double_sends.collect::<Result<_, _>>()?;
        let (total, dropped_double_sends) = (saved.total, saved.dropped_double_sends);
        Ok(ReadOutbox { sent, total, double_sends, dropped_double_sends })
    }

    /// Puts in place what was read.
    pub(crate) fn put(&self, read: ReadOutbox) {
        let ReadOutbox { sent, total, double_sends, dropped_double_sends } = read;
        let mut bag = lock(&self.0.bag);
        bag.oracle = bag.oracle.restored((double_sends, dropped_double_sends), sent.iter());
        (bag.sent, bag.total) = (sent, total);
        self.0.count.send_replace(total);
    }
}
