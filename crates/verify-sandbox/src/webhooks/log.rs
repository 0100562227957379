//! The attempts that have ended.

use std::collections::BTreeMap;

use super::Delivery;
use super::event::{Address, Event};
use crate::engine::ring::Ring;
use crate::limits::DELIVERY_CAPACITY;

/// What is needed to send it again.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) delivery: Delivery,
    pub(super) event: Event,
    pub(super) address: Address,
}

impl Sent {
    /// How many bytes it is kept with, about.
    fn bytes(&self) -> usize {
        let Delivery { url, headers, body, error, .. } = &self.delivery;
        let headers = headers.iter().map(|(name, value)| name.len() + value.len());
        headers.sum::<usize>() + url.len() + body.len() + error.as_ref().map_or(0, String::len)
    }
}

/// The newest of them, and counts of all.
#[derive(Debug)]
pub(super) struct Log {
    sent: Ring<Sent>,
    total: usize,
    acknowledged: u64,
    /// Of each event, also when it is long gone from the log: whoever waits for it must not wait for ever.
    first_acknowledged: BTreeMap<&'static str, Delivery>,
}

impl Default for Log {
    fn default() -> Self {
        let sent = Ring::new(DELIVERY_CAPACITY);
        Self { sent, total: 0, acknowledged: 0, first_acknowledged: BTreeMap::new() }
    }
}

impl Log {
    /// How many there are with this one.
    pub(super) fn add(&mut self, sent: Sent) -> usize {
        self.total += 1;
        if sent.delivery.is_acknowledged() {
            self.acknowledged += 1;
            let event = sent.delivery.event;
            self.first_acknowledged.entry(event).or_insert_with(|| sent.delivery.clone());
        }
        self.sent.push(sent.bytes(), sent);
        while self.sent.shed().is_some() {}
        self.total
    }

    /// One that was saved: `sent` are the newest attempts, oldest first; the numbers are those of all.
    pub(super) fn restored(
        sent: Vec<Sent>,
        (total, acknowledged, dropped): (usize, u64, u64),
        first_acknowledged: Vec<Delivery>,
    ) -> Self {
        let mut ring = Ring::with_dropped(DELIVERY_CAPACITY, dropped);
        for sent in sent {
            ring.push(sent.bytes(), sent);
            while ring.shed().is_some() {}
        }
        let first = first_acknowledged.into_iter().map(|delivery| (delivery.event, delivery));
        Self { sent: ring, total, acknowledged, first_acknowledged: first.collect() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Sent> {
        self.sent.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Sent> {
        self.sent.iter_mut()
    }

    pub(super) fn total(&self) -> usize {
        self.total
    }

    pub(super) fn all_first_acknowledged(&self) -> impl Iterator<Item = &Delivery> {
        self.first_acknowledged.values()
    }

    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        self.sent.iter().map(|sent| sent.delivery.clone()).collect()
    }

    pub(super) fn dropped(&self) -> u64 {
        self.sent.dropped()
    }

    pub(super) fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    pub(super) fn first_acknowledged(&self, event: &str) -> Option<Delivery> {
        self.first_acknowledged.get(event).cloned()
    }

    pub(super) fn find(&self, id: u64) -> Option<&Sent> {
        self.sent.iter().find(|sent| sent.delivery.id == id)
    }

    /// How many attempts there were to bring this to that address.
    pub(super) fn attempts(&self, address: &Address, event: &Event) -> u32 {
        let same = |sent: &&Sent| {
            let to = &sent.address;
            to.registration == address.registration && to.url == address.url && sent.event.body == event.body
        };
        let alike = self.sent.iter().filter(same);
        let (kept, highest) =
            alike.fold((0, 0), |(kept, highest), sent| (kept + 1, sent.delivery.attempt.max(highest)));
        // The number tells of attempts that are no longer kept.
        highest.max(kept)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, SystemTime};

    use bytes::Bytes;

    use super::*;
    use crate::webhooks::event::{Accepts, Plan, Tie};

    fn sent(id: u64, event: &'static str, attempt: u32, acknowledged: bool) -> Sent {
        let (url, body) = ("http://127.0.0.1:1/hook".to_owned(), Bytes::from_static(b"{}"));
        let plan = Plan { pauses: Vec::new(), patience: Duration::ZERO, accepts: Accepts::Success };
        let event = Event {
            name: event,
            body: body.clone(),
            after: Duration::ZERO,
            plan,
            void: Arc::default(),
            tie: Tie::new("p", ""),
        };
        let address =
            Address { registration: None, url: url.clone(), headers: Vec::new(), sign: None, settled: None };
        let (status, error) = (acknowledged.then_some(200), None);
        let (at, registration, headers) = (SystemTime::UNIX_EPOCH, None, Vec::new());
        let name = event.name;
        let delivery = Delivery {
            id,
            registration,
            event: name,
            url,
            attempt,
            at,
            headers,
            body,
            status,
            error,
            acknowledged,
        };
        Sent { delivery, event, address }
    }

    #[test]
    fn the_newest_attempts_and_all_counts_are_kept() {
        let mut log = Log::default();
        assert_eq!(log.add(sent(1, "first", 1, true)), 1);
        let many = DELIVERY_CAPACITY as u64 + 3;
        for id in 2..=many {
            log.add(sent(id, "later", u32::try_from(id).unwrap(), id % 2 == 0));
        }
        let deliveries = log.deliveries();
        assert_eq!((deliveries.len(), deliveries[0].id, log.dropped()), (DELIVERY_CAPACITY, 4, 3));
        assert_eq!((log.total as u64, log.acknowledged()), (many, many / 2 + 1));
        assert_eq!(log.first_acknowledged("first").unwrap().id, 1, "also when it is no longer kept");
        assert_eq!(log.first_acknowledged("later").unwrap().id, 2);
        assert!(log.find(3).is_none() && log.find(4).is_some());
        let Sent { event, address, .. } = sent(0, "later", 1, true);
        assert_eq!(u64::from(log.attempts(&address, &event)), many);
    }
}
