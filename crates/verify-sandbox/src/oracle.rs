//! The double-send oracle.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::Serialize;

use crate::engine::lock;
use crate::engine::moment::serialize_iso;
use crate::engine::ring::Ring;
use crate::limits::OUTBOX_CAPACITY;
use crate::outbox::Sent;

/// Two equal sends closer together than this are a double send: 30 seconds of the sandbox's clock.
pub const DOUBLE_SEND_WINDOW: Duration = Duration::from_secs(30);

/// A second message of one tenant, operation, recipient and request body less than [`DOUBLE_SEND_WINDOW`] after the
/// first: what a client causes that repeats a request whose outcome it did not know. Request bodies are compared byte
/// by byte; a person who asks for a new code sends at least another consent time, or waits. Noticed when the second one is
/// sent, if the outbox keeps the first one still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DoubleSend {
    /// The message before it.
    pub first: u64,
    /// The message too many.
    pub second: u64,
    /// When the second one was sent.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// The operation that sent both.
    pub operation: &'static str,
    /// Who got both.
    pub to: String,
}

/// A double send, and the tenant it was noticed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TenantDoubleSend {
    /// The tenant.
    pub tenant: String,
    /// What was sent twice.
    #[serde(flatten)]
    pub double_send: DoubleSend,
}

/// Every double send of a sandbox. No reset of a tenant and no import forgets one: a test that tidies up behind itself does not
/// hide what it has found. A cheap handle.
#[derive(Debug, Clone)]
pub(crate) struct Ledger(Arc<Mutex<Ring<TenantDoubleSend>>>);

impl Ledger {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Ring::new(OUTBOX_CAPACITY))))
    }

    fn note(&self, tenant: &str, double_send: DoubleSend) {
        let mut ring = lock(&self.0);
        ring.push(double_send.to.len(), TenantDoubleSend { tenant: tenant.to_owned(), double_send });
        while ring.shed().is_some() {}
    }

    /// The newest of them, oldest first, and how many there were before.
    pub(crate) fn all(&self) -> (Vec<TenantDoubleSend>, u64) {
        let ring = lock(&self.0);
        (ring.iter().cloned().collect(), ring.dropped())
    }
}

/// What makes two sends equal: operation, recipient, request body.
type Key = (&'static str, String, Bytes);

/// Compares each send with the last equal one that the outbox still keeps.
#[derive(Debug)]
pub(crate) struct Oracle {
    tenant: String,
    ledger: Ledger,
    last: HashMap<Key, (u64, Duration)>,
    found: Ring<DoubleSend>,
}

impl Oracle {
    pub(crate) fn new(tenant: &str, ledger: Ledger) -> Self {
        let (last, found) = (HashMap::new(), Ring::new(OUTBOX_CAPACITY));
        Self { tenant: tenant.to_owned(), ledger, last, found }
    }

    /// One that has found nothing, of the same tenant.
    pub(crate) fn fresh(&self) -> Self {
        Self::new(&self.tenant, self.ledger.clone())
    }

    /// One that was saved: it has found these, and knows what was sent.
    pub(crate) fn restored<'a>(
        &self,
        (found, dropped): (Vec<DoubleSend>, u64),
        sent: impl Iterator<Item = &'a Sent>,
    ) -> Self {
        let mut ring = Ring::with_dropped(OUTBOX_CAPACITY, dropped);
        for double in found {
            ring.push(double.to.len(), double);
        }
        let last = sent.map(|sent| (key(sent), (sent.message.id, sent.mono))).collect();
        Self { last, found: ring, ..self.fresh() }
    }

    /// A send, right when it happens.
    pub(crate) fn look_at(&mut self, sent: &Sent) {
        let message = &sent.message;
        let Some((first, mono)) = self.last.insert(key(sent), (message.id, sent.mono)) else { return };
        if sent.mono.saturating_sub(mono) < DOUBLE_SEND_WINDOW {
            let (operation, to) = (message.operation, message.to.clone());
            let double = DoubleSend { first, second: message.id, at: message.at, operation, to };
            self.ledger.note(&self.tenant, double.clone());
            self.found.push(double.to.len(), double);
            while self.found.shed().is_some() {}
        }
    }

    /// The outbox keeps this one no longer.
    pub(crate) fn forget(&mut self, sent: &Sent) {
        if let Entry::Occupied(last) = self.last.entry(key(sent)) {
            if last.get().0 == sent.message.id {
                last.remove();
            }
        }
    }

    /// How many sends it remembers.
    #[cfg(test)]
    pub(crate) fn remembered(&self) -> usize {
        self.last.len()
    }

    pub(crate) fn found(&self) -> Vec<DoubleSend> {
        self.found.iter().cloned().collect()
    }

    pub(crate) fn dropped(&self) -> u64 {
        self.found.dropped()
    }
}

fn key(sent: &Sent) -> Key {
    (sent.message.operation, sent.message.to.clone(), sent.body.clone())
}
