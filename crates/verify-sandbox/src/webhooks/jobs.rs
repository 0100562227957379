//! What is still to be sent: known at every moment, so that a state can be saved with it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::event::{Address, Event};

/// Where an event goes.
#[derive(Debug, Clone)]
pub(super) enum To {
    /// To whoever is registered when it is due.
    Registered,
    Address(Address),
}

/// An event on its way to one address, or to those that will be registered.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) event: Event,
    pub(super) to: To,
    /// The attempt that comes next, or is being made.
    pub(super) attempt: u32,
    /// When that is, on the monotonic clock.
    pub(super) due: Duration,
    /// It keeps the order of its lane until its first attempt was made.
    pub(super) in_lane: bool,
}

impl Job {
    pub(super) fn new(event: Event, to: To, now: Duration, in_lane: bool) -> Self {
        let due = now.saturating_add(event.after);
        Self { event, to, attempt: 1, due, in_lane }
    }

    /// The pause after this attempt; `None` after the last one.
    pub(super) fn pause_after(&self, attempt: u32) -> Option<Duration> {
        let index = usize::try_from(attempt.saturating_sub(1)).ok()?;
        self.event.plan.pauses.get(index).copied()
    }
}

/// The jobs there are, in the order in which they were begun.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    last: u64,
    open: BTreeMap<u64, Job>,
}

impl Jobs {
    /// Its number.
    pub(super) fn add(&mut self, job: Job) -> u64 {
        self.last += 1;
        self.open.insert(self.last, job);
        self.last
    }

    pub(super) fn remove(&mut self, id: u64) {
        self.open.remove(&id);
    }

    /// The first attempt is over: this is the next one, at that moment.
    pub(super) fn wait(&mut self, id: u64, attempt: u32, due: Duration) {
        if let Some(job) = self.open.get_mut(&id) {
            (job.attempt, job.due, job.in_lane) = (attempt, due, false);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Job> {
        self.open.values()
    }
}
