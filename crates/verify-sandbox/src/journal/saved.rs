//! The counts of a journal as they stand in a saved state.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Book, Journal};
use crate::engine::lock;
use crate::engine::ring::Ring;
use crate::limits::JOURNAL_CAPACITY;
use crate::state::plain;

/// The counts of a saved journal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedCounts {
    opened: u64,
    finished: u64,
    counts: BTreeMap<String, u64>,
    total: u64,
}

/// The same, with the operations as the code has them.
#[derive(Debug)]
pub(crate) struct Counts {
    opened: u64,
    finished: u64,
    total: u64,
    by_operation: BTreeMap<&'static str, u64>,
}

impl Journal {
    /// Its counts as they stand in a saved state; the entries are not in it.
    pub(crate) fn save(&self) -> Value {
        let Book { opened, finished, counts, total, .. } = &*lock(&self.0.book);
        json!({"opened": opened, "finished": finished, "counts": counts, "total": total})
    }

    /// Reads what was saved; nothing is changed yet.
    pub(crate) fn read(saved: Value, operations: &[&'static str]) -> Result<Counts, String> {
        let saved: SavedCounts = serde_json::from_value(saved).map_err(|error| plain(&error))?;
        let count = |(name, count)| {
            let known = operations.iter().copied().find(|operation| *operation == name);
            known.map(|name| (name, count)).ok_or_else(|| "an operation is not known".to_owned())
        };
        let by_operation = saved.counts.into_iter().map(count).collect::<Result<_, String>>()?;
        let SavedCounts { opened, finished, total, .. } = saved;
        Ok(Counts { opened, finished, total, by_operation })
    }

    /// Puts in place what was read. Ids go on where this journal was further: an entry that is still open keeps its own.
    pub(crate) fn put(&self, read: Counts) {
        let Counts { opened, finished, total, by_operation } = read;
        let mut book = lock(&self.0.book);
        book.entries = Ring::with_dropped(JOURNAL_CAPACITY, total);
        (book.opened, book.finished) = (book.opened.max(opened), book.finished.max(finished));
        (book.total, book.counts) = (total, by_operation);
        self.0.total.send_replace(total);
    }
}
