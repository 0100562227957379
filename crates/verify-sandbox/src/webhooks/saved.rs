//! Webhooks as they stand in a saved state: addresses, log, and what is still to be sent.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use verify_core::Clock;

use super::event::{Address, Event, Plan, Tie, Tied, Turn};
use super::jobs::{Job, Jobs, To};
use super::log::{Log, Sent};
use super::{Delivery, Registration, State, Webhooks};
use crate::engine::lock;

/// The webhooks of a tenant.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedWebhooks {
    last_id: u64,
    registrations: Vec<Registration>,
    log: SavedLog,
    /// In the order in which they were begun.
    jobs: Vec<SavedJob>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedLog {
    /// Oldest first.
    sent: Vec<SavedSent>,
    total: usize,
    acknowledged: u64,
    dropped: u64,
    first_acknowledged: Vec<SavedDelivery>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedSent {
    delivery: SavedDelivery,
    event: SavedEvent,
    /// Without what signs.
    headers: Vec<(String, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedDelivery {
    id: u64,
    registration: Option<u64>,
    event: String,
    url: String,
    attempt: u32,
    at: SystemTime,
    headers: Vec<(String, String)>,
    #[serde(with = "crate::state::text::body")]
    body: Bytes,
    status: Option<u16>,
    error: Option<String>,
    acknowledged: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedEvent {
    name: String,
    #[serde(with = "crate::state::text::body")]
    body: Bytes,
    plan: Plan,
    tie: Tie,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedJob {
    event: SavedEvent,
    /// `None`: to whoever is registered then.
    to: Option<SavedAddress>,
    attempt: u32,
    #[serde(with = "crate::state::time")]
    due: Duration,
    in_lane: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedAddress {
    registration: Option<u64>,
    url: String,
    headers: Vec<(String, String)>,
}

/// The event of this name, as the code has it.
fn event_name(known: &[&'static str], name: &str) -> Result<&'static str, String> {
    let found = known.iter().copied().find(|known| *known == name);
    found.ok_or_else(|| "a webhook has an event that this sandbox does not know".to_owned())
}

impl SavedDelivery {
    fn of(delivery: &Delivery) -> Self {
        let Delivery {
            id,
            registration,
            event,
            url,
            attempt,
            at,
            headers,
            body,
            status,
            error,
            acknowledged,
        } = delivery.clone();
        let event = event.to_owned();
        Self { id, registration, event, url, attempt, at, headers, body, status, error, acknowledged }
    }

    fn restore(self, known: &[&'static str]) -> Result<Delivery, String> {
        let event = event_name(known, &self.event)?;
        let Self { id, registration, url, attempt, at, headers, body, status, error, acknowledged, .. } =
            self;
        Ok(Delivery { id, registration, event, url, attempt, at, headers, body, status, error, acknowledged })
    }
}

impl SavedEvent {
    fn of(event: &Event) -> Self {
        let Event { name, body, plan, tie, .. } = event.clone();
        Self { name: name.to_owned(), body, plan, tie }
    }

    /// What hangs on its tie is asked for when all providers are restored.
    fn restore(self, known: &[&'static str]) -> Result<Event, String> {
        let name = event_name(known, &self.name)?;
        let Self { body, plan, tie, .. } = self;
        Ok(Event { name, body, after: Duration::ZERO, plan, void: Tied::default().void, tie })
    }
}

impl SavedAddress {
    fn restore(self) -> Address {
        let Self { registration, url, headers } = self;
        Address { registration, url, headers, sign: None, settled: None }
    }
}

impl SavedJob {
    fn of(job: &Job) -> Self {
        let to = match &job.to {
            To::Registered => None,
            To::Address(Address { registration, url, headers, .. }) => {
                Some(SavedAddress { registration: *registration, url: url.clone(), headers: headers.clone() })
            }
        };
        let Job { attempt, due, in_lane, .. } = *job;
        Self { event: SavedEvent::of(&job.event), to, attempt, due, in_lane }
    }

    fn restore(self, known: &[&'static str]) -> Result<Job, String> {
        let Self { event, to, attempt, due, in_lane } = self;
        let to = to.map_or(To::Registered, |address| To::Address(address.restore()));
        Ok(Job { event: event.restore(known)?, to, attempt, due, in_lane })
    }
}

/// Read, and not yet put in place.
#[derive(Debug)]
pub(crate) struct ReadWebhooks {
    last_id: u64,
    registrations: Vec<Registration>,
    log: Log,
    jobs: Vec<Job>,
}

impl Webhooks {
    /// What a saved state says of them.
    pub(crate) fn save(&self) -> SavedWebhooks {
        let state = lock(&self.0.state);
        let lives = |job: &&Job| !job.event.void.load(Ordering::Relaxed);
        SavedWebhooks {
            last_id: state.last_id,
            registrations: state.registrations.clone(),
            log: SavedLog {
                sent: state.log.iter().map(saved_sent).collect(),
                total: state.log.total(),
                acknowledged: state.log.acknowledged(),
                dropped: state.log.dropped(),
                first_acknowledged: state.log.all_first_acknowledged().map(SavedDelivery::of).collect(),
            },
            jobs: state.jobs.iter().filter(lives).map(SavedJob::of).collect(),
        }
    }

    /// Reads what was saved; nothing is changed yet.
    pub(crate) fn read(&self, saved: SavedWebhooks) -> Result<ReadWebhooks, String> {
        let known = lock(&self.0.state).known.clone();
        let SavedLog { sent, total, acknowledged, dropped, first_acknowledged } = saved.log;
        let sent = sent.into_iter().map(|sent| restored_sent(sent, &known)).collect::<Result<_, _>>()?;
        let first = first_acknowledged.into_iter().map(|first| first.restore(&known));
        let log = Log::restored(sent, (total, acknowledged, dropped), first.collect::<Result<_, _>>()?);
        let jobs = saved.jobs.into_iter().map(|job| job.restore(&known)).collect::<Result<_, _>>()?;
        Ok(ReadWebhooks { last_id: saved.last_id, registrations: saved.registrations, log, jobs })
    }

    /// Puts in place what was read, after a reset and after the providers: `tied` asks them what hangs on a tie.
    pub(crate) fn put(&self, read: ReadWebhooks, tied: impl Fn(&Tie) -> Tied) {
        let ReadWebhooks { last_id, registrations, mut log, jobs } = read;
        log.iter_mut().for_each(|Sent { event, address, .. }| {
            tie_up(event, Some(address), &tied);
        });
        let total = log.total();
        let now = self.0.clock.monotonic();
        let mut state = lock(&self.0.state);
        let State { era, .. } = *state;
        (state.last_id, state.registrations, state.log) = (last_id, registrations, log);
        let mut started = Vec::new();
        for mut job in jobs {
            let address = if let To::Address(address) = &mut job.to { Some(address) } else { None };
            let lane = tie_up(&mut job.event, address, &tied).lane.filter(|_| job.in_lane);
            let turn: Option<Turn> = lane.map(|lane| lane.turn());
            started.push((Jobs::add(&mut state.jobs, job.clone()), job, turn));
        }
        drop(state);
        self.0.count.send_replace(total);
        for (id, job, turn) in started {
            self.start(era, id, job, now, turn);
        }
    }
}

/// Signatures and what watches over attempts belong to addresses that came with a request.
fn tie_up(event: &mut Event, address: Option<&mut Address>, tied: &impl Fn(&Tie) -> Tied) -> Tied {
    let mut found = tied(&event.tie);
    event.void = std::sync::Arc::clone(&found.void);
    if let Some(address) = address.filter(|address| address.registration.is_none()) {
        (address.sign, address.settled) = (found.sign.take(), found.settled.take());
    }
    found
}

fn saved_sent(sent: &Sent) -> SavedSent {
    let (delivery, event) = (SavedDelivery::of(&sent.delivery), SavedEvent::of(&sent.event));
    SavedSent { delivery, event, headers: sent.address.headers.clone() }
}

fn restored_sent(saved: SavedSent, known: &[&'static str]) -> Result<Sent, String> {
    let SavedSent { delivery, event, headers } = saved;
    let delivery = delivery.restore(known)?;
    let Delivery { registration, url, .. } = delivery.clone();
    let address = Address { registration, url, headers, sign: None, settled: None };
    Ok(Sent { delivery, event: event.restore(known)?, address })
}
