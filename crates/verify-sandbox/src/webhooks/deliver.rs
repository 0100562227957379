//! From an event to its attempts, when they are due.

use std::sync::atomic::Ordering;
use std::time::Duration;

use verify_core::Clock;

use super::event::{Address, Event, Lane, Turn};
use super::jobs::{Job, Jobs, To};
use super::log::Sent;
use super::{Delivery, Registration, Webhooks, post};
use crate::engine::lock;
use crate::engine::moment::Moment;

impl Webhooks {
    pub(super) fn begin(&self, event: Event, to: To, lane: Option<&Lane>) {
        let now = self.0.clock.monotonic();
        let job = Job::new(event, to, now, lane.is_some());
        let mut state = lock(&self.0.state);
        let (era, id) = (state.era, state.jobs.add(job.clone()));
        drop(state);
        self.start(era, id, job, now, lane.map(Lane::turn));
    }

    /// Carries a job out when it is due.
    pub(super) fn start(&self, era: u64, id: u64, job: Job, now: Duration, turn: Option<Turn>) {
        let due = self.0.clock.timeout(job.due.saturating_sub(now));
        let this = self.clone();
        self.0.tasks.spawn(async move {
            due.await;
            match &job.to {
                To::Registered => this.fan_out(era, id, &job),
                To::Address(_) => this.deliver(era, id, job, turn).await,
            }
        });
    }

    /// One address that does not answer must not hold up the others: each gets a job of its own.
    fn fan_out(&self, era: u64, id: u64, job: &Job) {
        let now = self.0.clock.monotonic();
        let mut state = lock(&self.0.state);
        if state.era != era {
            return;
        }
        state.jobs.remove(id);
        let wanted = |registration: &&Registration| registration.events.include(job.event.name);
        let addresses: Vec<_> = state.registrations.iter().filter(wanted).map(Address::registered).collect();
        let job = |address| Job { due: now, ..Job::new(job.event.clone(), To::Address(address), now, false) };
        let jobs: Vec<_> =
            addresses.into_iter().map(job).map(|job| (state.jobs.add(job.clone()), job)).collect();
        drop(state);
        for (id, job) in jobs {
            let worker = self.clone();
            self.0.tasks.spawn(async move { worker.deliver(era, id, job, None).await });
        }
    }

    /// Attempt for attempt, from the job's own on; then the job is done.
    async fn deliver(&self, era: u64, id: u64, job: Job, turn: Option<Turn>) {
        let To::Address(address) = &job.to else { return };
        let event = &job.event;
        let mut turn = Turn::come(turn).await;
        let mut attempt = job.attempt;
        loop {
            if event.void.load(Ordering::Relaxed) || !self.goes_on(era, address) {
                break;
            }
            let done = self.attempt(era, address, event, attempt).await;
            // The next one in the lane waits for the first attempt, not for the repeated ones.
            drop(turn.take());
            let pause = job.pause_after(attempt).filter(|_| done.is_some_and(|done| !done.is_acknowledged()));
            let Some(pause) = pause else { break };
            attempt += 1;
            let due = self.0.clock.timeout(pause);
            let at = self.0.clock.monotonic().saturating_add(pause);
            self.with_jobs(era, |jobs| jobs.wait(id, attempt, at));
            due.await;
        }
        self.with_jobs(era, |jobs| jobs.remove(id));
    }

    /// After a reset the numbers are those of other jobs.
    fn with_jobs(&self, era: u64, work: impl FnOnce(&mut Jobs)) {
        let mut state = lock(&self.0.state);
        if state.era == era {
            work(&mut state.jobs);
        }
    }

    /// What became of it; `None` when a reset has forgotten it.
    pub(super) async fn attempt(
        &self,
        era: u64,
        address: &Address,
        event: &Event,
        attempt: u32,
    ) -> Option<Delivery> {
        let at = Moment::of(&self.0.clock).wall;
        let headers = address.headers(&event.body);
        let posted = tokio::select! {
            biased;
            posted = post::post(&address.url, &headers, event.body.clone()) => posted,
            () = self.0.clock.timeout(event.plan.patience) => {
                Err(format!("no answer within {:?} of the sandbox's clock", event.plan.patience))
            }
        };
        let mut state = lock(&self.0.state);
        if state.era != era {
            return None;
        }
        let delivery = Delivery {
            id: state.next_id(),
            registration: address.registration,
            event: event.name,
            url: address.url.clone(),
            attempt,
            at,
            headers,
            body: event.body.clone(),
            acknowledged: posted.as_ref().is_ok_and(|status| event.plan.accepts.include(*status)),
            status: posted.as_ref().ok().copied(),
            error: posted.err(),
        };
        if let Some(settled) = &address.settled {
            settled(&delivery);
        }
        let sent = Sent { delivery: delivery.clone(), event: event.clone(), address: address.clone() };
        self.0.count.send_replace(state.log.add(sent));
        Some(delivery)
    }

    fn goes_on(&self, era: u64, address: &Address) -> bool {
        let state = lock(&self.0.state);
        state.era == era && state.still_takes(address)
    }
}
