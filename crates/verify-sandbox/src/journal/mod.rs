//! A journal that explains: what arrived, what was answered and why.

mod credentials;
mod entry;
mod saved;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tokio::sync::watch;

use crate::engine::lock;
use crate::engine::ring::Ring;
use crate::limits::JOURNAL_CAPACITY;

use entry::blank;
pub(crate) use entry::headers;
pub use entry::{Entry, Outcome};

#[derive(Debug)]
struct Book {
    entries: Ring<Entry>,
    opened: u64,
    finished: u64,
    counts: BTreeMap<&'static str, u64>,
    total: u64,
}

#[derive(Debug)]
struct Shared {
    book: Mutex<Book>,
    total: watch::Sender<u64>,
}

/// The requests of one tenant. A cheap handle: clones see the same entries.
#[derive(Debug, Clone)]
pub struct Journal(Arc<Shared>);

impl Journal {
    pub(crate) fn new() -> Self {
        let entries = Ring::new(JOURNAL_CAPACITY);
        let book = Book { entries, opened: 0, finished: 0, counts: BTreeMap::new(), total: 0 };
        Self(Arc::new(Shared { book: Mutex::new(book), total: watch::Sender::new(0) }))
    }

    /// The newest [`JOURNAL_CAPACITY`] requests, oldest first; fewer, where they have more than
    /// [`LOG_BYTES`](crate::LOG_BYTES).
    pub fn entries(&self) -> Vec<Entry> {
        lock(&self.0.book).entries.iter().cloned().collect()
    }

    /// The newest request.
    pub fn last(&self) -> Option<Entry> {
        lock(&self.0.book).entries.last().cloned()
    }

    /// How many entries were dropped to make room for newer ones; they still count as requests.
    pub fn dropped(&self) -> u64 {
        lock(&self.0.book).entries.dropped()
    }

    /// How many requests of an operation arrived: of `spinwheel.connect_sms`, or of `connect_sms` at any provider. A
    /// request counts as soon as its head has arrived (of `debtcore`: its body), also when it gets no answer.
    pub fn requests(&self, operation: &str) -> u64 {
        let named = |name: &str| {
            name == operation || name.split_once('.').is_some_and(|(_, short)| short == operation)
        };
        lock(&self.0.book).counts.iter().filter(|(name, _)| named(name)).map(|(_, count)| count).sum()
    }

    /// How many requests arrived, also such that fit no operation.
    pub fn total_requests(&self) -> u64 {
        lock(&self.0.book).total
    }

    /// Resolves as soon as at least `count` requests have arrived in total.
    pub async fn wait(&self, count: u64) {
        let mut changes = self.0.total.subscribe();
        // The sender lives as long as this handle, so the wait cannot fail.
        let _ = changes.wait_for(|total| *total >= count).await;
    }

    /// Those that finished after this place and fit, in the order in which they finished; so many at most.
    pub(crate) fn finished_since(
        &self,
        place: u64,
        limit: usize,
        fits: impl Fn(&Entry) -> bool,
    ) -> Vec<Entry> {
        let book = lock(&self.0.book);
        let mut found: Vec<&Entry> =
            book.entries.iter().filter(|entry| entry.finished > Some(place) && fits(entry)).collect();
        found.sort_by_key(|entry| entry.finished);
        found.into_iter().take(limit).cloned().collect()
    }

    /// The place of the request that finished last.
    pub(crate) fn finished(&self) -> u64 {
        lock(&self.0.book).finished
    }

    /// Resolves as soon as a request that fits has finished after this place.
    pub(crate) async fn wait_finished(&self, place: u64, fits: impl Fn(&Entry) -> bool) {
        let mut changes = self.0.total.subscribe();
        while self.finished_since(place, 1, &fits).is_empty() {
            // The sender lives as long as this handle, so the wait cannot fail.
            let _ = changes.changed().await;
        }
    }

    /// Forgets entries and counts. Ids go on.
    pub fn clear(&self) {
        let mut book = lock(&self.0.book);
        book.entries.clear();
        book.counts.clear();
        book.total = 0;
        self.0.total.send_replace(0);
    }

    /// Opens the entry of a request whose head has arrived.
    pub(crate) fn open(&self, fill: impl FnOnce(&mut Entry)) -> Pen {
        let mut book = lock(&self.0.book);
        book.opened += 1;
        let mut entry = blank(book.opened);
        fill(&mut entry);
        if let Some(operation) = entry.operation {
            *book.counts.entry(operation).or_default() += 1;
        }
        book.total += 1;
        let pen = Pen { journal: self.clone(), id: entry.id, closed: AtomicBool::new(false) };
        book.entries.push(entry.bytes(), entry);
        while book.entries.shed().is_some() {}
        self.0.total.send_replace(book.total);
        pen
    }

    /// Gives an entry its end and, the first time, its place.
    fn finish(&self, id: u64, outcome: Outcome, why: &str) {
        let book = &mut *lock(&self.0.book);
        let found = book.entries.find(id, |entry| entry.id);
        let Some(entry) = found.and_then(|index| book.entries.get_mut(index)) else { return };
        entry.outcome = outcome;
        why.clone_into(&mut entry.why);
        if entry.finished.is_none() {
            book.finished += 1;
            entry.finished = Some(book.finished);
        }
    }
}

/// Completes one entry. Dropped without being closed, it notes that the client left.
#[derive(Debug)]
pub(crate) struct Pen {
    journal: Journal,
    id: u64,
    closed: AtomicBool,
}

impl Pen {
    /// Names the operation, where only the body told it, and counts it.
    pub(crate) fn name(&self, operation: &'static str) {
        *lock(&self.journal.0.book).counts.entry(operation).or_default() += 1;
        self.edit(|entry| entry.operation = Some(operation));
    }

    /// Keeps the body.
    pub(crate) fn body(&self, body: &Bytes) {
        self.edit(|entry| entry.body = body.clone());
        let mut book = lock(&self.journal.0.book);
        if let Some(index) = book.entries.find(self.id, |entry| entry.id) {
            book.entries.grow(index, body.len());
        }
        while book.entries.shed().is_some() {}
    }

    /// Changes the entry, if it is still kept.
    pub(crate) fn edit(&self, edit: impl FnOnce(&mut Entry)) {
        let mut book = lock(&self.journal.0.book);
        let found = book.entries.find(self.id, |entry| entry.id);
        if let Some(entry) = found.and_then(|index| book.entries.get_mut(index)) {
            edit(entry);
        }
    }

    pub(crate) fn close(&self, outcome: Outcome, why: &str) {
        self.closed.store(true, Ordering::Relaxed);
        self.journal.finish(self.id, outcome, why);
        // The number is the same; those who wait for something to finish look again.
        self.journal.0.total.send_modify(|_| {});
    }
}

impl Drop for Pen {
    fn drop(&mut self) {
        if !self.closed.load(Ordering::Relaxed) {
            self.close(
                Outcome::ClientLeft,
                "The client closed the connection before its request was complete.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{BODY_LIMIT, LOG_BYTES};

    #[test]
    fn a_million_requests_keep_the_newest_and_all_counts() {
        const MILLION: u64 = 1_000_000;
        let journal = Journal::new();
        for number in 0..MILLION {
            let operation = if number % 4 == 0 { "p.rare" } else { "p.often" };
            journal.open(|entry| entry.operation = Some(operation)).close(Outcome::Answered(200), "Fine.");
        }
        let entries = journal.entries();
        let kept = JOURNAL_CAPACITY as u64;
        assert_eq!((entries.len(), entries[0].id), (JOURNAL_CAPACITY, MILLION - kept + 1));
        assert!(entries.iter().all(|entry| entry.outcome == Outcome::Answered(200)));
        assert_eq!((journal.requests("p.rare"), journal.requests("often")), (MILLION / 4, MILLION / 4 * 3));
        assert_eq!((journal.total_requests(), journal.dropped()), (MILLION, MILLION - kept));
        journal.clear();
        assert_eq!((journal.entries().len(), journal.total_requests(), journal.dropped()), (0, 0, 0));
    }

    #[test]
    fn long_bodies_push_older_entries_out() {
        let journal = Journal::new();
        let body = Bytes::from(vec![b'x'; BODY_LIMIT]);
        let fit = LOG_BYTES / BODY_LIMIT;
        let late = journal.open(|_| {});
        for _ in 0..=fit {
            let pen = journal.open(|_| {});
            pen.body(&body);
            pen.close(Outcome::Answered(200), "Fine.");
        }
        late.close(Outcome::ClientLeft, "Nobody reads this: the entry is gone.");
        assert_eq!(
            (journal.entries().len(), journal.dropped(), journal.total_requests()),
            (fit, 2, fit as u64 + 2)
        );
    }
}
