//! Webhooks: registered addresses, deliveries, resends.

mod post;
mod target;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::watch;
use verify_core::Clock;
use verify_testkit::ManualClock;

use crate::engine::lock;
use crate::engine::moment::{Moment, serialize_iso};
use crate::engine::tasks::Tasks;
use target::Target;

pub(crate) use target::is_loopback_host;

/// Which events an address gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Events {
    /// Every event.
    All,
    /// The event of this name.
    Named(String),
}

impl From<&str> for Events {
    /// `*` means all.
    fn from(name: &str) -> Self {
        if name == "*" { Self::All } else { Self::Named(name.to_owned()) }
    }
}

impl Events {
    fn include(&self, event: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(name) => name == event,
        }
    }
}

/// A registered address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Registration {
    /// Its number.
    pub id: u64,
    /// What it gets.
    pub events: Events,
    /// Where it is sent to.
    pub url: String,
    /// Headers sent with it.
    pub headers: Vec<(String, String)>,
}

/// One attempt to deliver one event to one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Delivery {
    /// Its number, from 1.
    pub id: u64,
    /// The registration it went to.
    pub registration: u64,
    /// The event's name.
    pub event: &'static str,
    /// Where it went.
    pub url: String,
    /// 1 for the first attempt; a resend counts on.
    pub attempt: u32,
    /// When it was sent, by the sandbox's clock.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// The body sent.
    #[serde(serialize_with = "serialize_text")]
    pub body: Bytes,
    /// The status of the answer; `None` when there was none.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
}

impl Delivery {
    /// Whether it was answered with 2xx.
    pub fn is_acknowledged(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

fn serialize_text<S: serde::Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(body))
}

/// Why an address was not registered, or nothing sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The address is not `http://` on this machine. The sandbox sends nothing anywhere else.
    NotLoopback(String),
    /// No provider has an event of this name.
    UnknownEvent {
        /// The name given.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// Not a header.
    InvalidHeader(String),
    /// There is no delivery of this number.
    NoSuchDelivery(u64),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(url) => {
                write!(
                    f,
                    "{url:?} is not an http:// address on 127.0.0.0/8, [::1] or localhost; the sandbox sends only there"
                )
            }
            Self::UnknownEvent { name, known } => {
                write!(f, "there is no event {name:?}; known are *, {}", known.join(", "))
            }
            Self::InvalidHeader(name) => write!(f, "{name:?} is no header, or its value cannot be sent"),
            Self::NoSuchDelivery(id) => write!(f, "there is no delivery {id}"),
        }
    }
}

impl std::error::Error for WebhookError {}

/// Something that is to be told to the registered addresses.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) body: Bytes,
    /// How long from now.
    pub(crate) after: Duration,
    pub(crate) plan: Plan,
    /// Once it is true, nothing of it is sent any more.
    pub(crate) void: Arc<AtomicBool>,
}

/// How a provider delivers.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// The pause before each attempt after the first one.
    pub(crate) pauses: Vec<Duration>,
    /// How long an answer is waited for.
    pub(crate) patience: Duration,
}

#[derive(Debug, Default)]
struct State {
    /// Counts resets: what was scheduled before one is not delivered after it.
    era: u64,
    last_id: u64,
    known: Vec<&'static str>,
    registrations: Vec<Registration>,
    deliveries: Vec<(Delivery, Event)>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    count: watch::Sender<usize>,
    clock: ManualClock,
    tasks: Tasks,
}

/// The webhooks of one tenant. A cheap handle.
#[derive(Debug, Clone)]
pub struct Webhooks(Arc<Shared>);

impl Webhooks {
    pub(crate) fn new(clock: ManualClock, tasks: Tasks) -> Self {
        Self(Arc::new(Shared { state: Mutex::default(), count: watch::Sender::new(0), clock, tasks }))
    }

    pub(crate) fn set_known(&self, known: Vec<&'static str>) {
        lock(&self.0.state).known = known;
    }

    /// Registers an address for an event (`USER_LIABILITIES_CONNECTED`) or all (`*`), with headers to send along. An
    /// event goes to the addresses that are registered when it is delivered. Returns the registration's number.
    pub fn register(
        &self,
        events: impl Into<Events>,
        url: &str,
        headers: &[(&str, &str)],
    ) -> Result<u64, WebhookError> {
        let events = events.into();
        Target::parse(url).ok_or_else(|| WebhookError::NotLoopback(url.to_owned()))?;
        if let Some((name, _)) = headers.iter().find(|(name, value)| !post::is_header(name, value)) {
            return Err(WebhookError::InvalidHeader((*name).to_owned()));
        }
        let mut state = lock(&self.0.state);
        if let Events::Named(name) = &events {
            if !state.known.contains(&name.as_str()) {
                return Err(WebhookError::UnknownEvent { name: name.clone(), known: state.known.clone() });
            }
        }
        let id = state.next_id();
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        state.registrations.push(Registration { id, events, url: url.to_owned(), headers });
        Ok(id)
    }

    /// The registered addresses.
    pub fn registrations(&self) -> Vec<Registration> {
        lock(&self.0.state).registrations.clone()
    }

    /// Takes an address back; false when there is none of this number.
    pub fn unregister(&self, id: u64) -> bool {
        let mut state = lock(&self.0.state);
        let before = state.registrations.len();
        state.registrations.retain(|registration| registration.id != id);
        state.registrations.len() < before
    }

    /// The attempts that have ended, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.0.state).deliveries.iter().map(|(delivery, _)| delivery.clone()).collect()
    }

    /// Resolves as soon as at least `count` attempts have ended, and returns them.
    pub async fn wait(&self, count: usize) -> Vec<Delivery> {
        let mut changes = self.0.count.subscribe();
        // The sender lives as long as this handle, so the wait cannot fail.
        let _ = changes.wait_for(|length| *length >= count).await;
        self.deliveries()
    }

    /// How many attempts were answered with 2xx.
    pub fn acknowledged(&self) -> u64 {
        lock(&self.0.state).deliveries.iter().map(|(delivery, _)| u64::from(delivery.is_acknowledged())).sum()
    }

    /// Sends a delivery's event again, to the same address, at once.
    pub fn resend(&self, delivery: u64) -> Result<(), WebhookError> {
        let state = lock(&self.0.state);
        let found = state.deliveries.iter().find(|(done, _)| done.id == delivery);
        let (done, event) = found.cloned().ok_or(WebhookError::NoSuchDelivery(delivery))?;
        let registration =
            state.registrations.iter().find(|registration| registration.id == done.registration);
        let registration = registration.cloned().ok_or(WebhookError::NoSuchDelivery(delivery))?;
        let attempt = 1 + state.attempts(&registration, &event);
        let era = state.era;
        drop(state);
        let this = self.clone();
        self.0.tasks.spawn(async move {
            this.attempt(era, &registration, &event, attempt).await;
        });
        Ok(())
    }

    /// Delivers an event when its time has come.
    pub(crate) fn emit(&self, event: Event) {
        let era = lock(&self.0.state).era;
        let due = self.0.clock.timeout(event.after);
        let this = self.clone();
        self.0.tasks.spawn(async move {
            due.await;
            for registration in this.registrations() {
                if registration.events.include(event.name) && lock(&this.0.state).era == era {
                    // One address that does not answer must not hold up the others.
                    let (worker, event) = (this.clone(), event.clone());
                    this.0.tasks.spawn(async move { worker.deliver(era, &registration, &event).await });
                }
            }
        });
    }

    async fn deliver(&self, era: u64, registration: &Registration, event: &Event) {
        let pauses = std::iter::once(Duration::ZERO).chain(event.plan.pauses.iter().copied());
        for (attempt, pause) in (1..).zip(pauses) {
            if attempt > 1 {
                self.0.clock.timeout(pause).await;
            }
            let void = event.void.load(Ordering::Relaxed) || !self.is_registered(registration.id);
            if void || self.attempt(era, registration, event, attempt).await {
                return;
            }
        }
    }

    /// Whether the matter is settled: acknowledged, or forgotten by a reset.
    async fn attempt(&self, era: u64, registration: &Registration, event: &Event, attempt: u32) -> bool {
        let at = Moment::of(&self.0.clock).wall;
        let posted = tokio::select! {
            biased;
            posted = post::post(&registration.url, &registration.headers, event.body.clone()) => posted,
            () = self.0.clock.timeout(event.plan.patience) => {
                Err(format!("no answer within {:?} of the sandbox's clock", event.plan.patience))
            }
        };
        let mut state = lock(&self.0.state);
        if state.era != era {
            return true;
        }
        let delivery = Delivery {
            id: state.next_id(),
            registration: registration.id,
            event: event.name,
            url: registration.url.clone(),
            attempt,
            at,
            body: event.body.clone(),
            status: posted.as_ref().ok().copied(),
            error: posted.err(),
        };
        let settled = delivery.is_acknowledged();
        state.deliveries.push((delivery, event.clone()));
        self.0.count.send_replace(state.deliveries.len());
        settled
    }

    fn is_registered(&self, id: u64) -> bool {
        lock(&self.0.state).registrations.iter().any(|registration| registration.id == id)
    }

    pub(crate) fn reset(&self) {
        let mut state = lock(&self.0.state);
        state.era += 1;
        state.registrations.clear();
        state.deliveries.clear();
        self.0.count.send_replace(0);
    }
}

impl State {
    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    fn attempts(&self, registration: &Registration, event: &Event) -> u32 {
        let same = |(delivery, sent): &&(Delivery, Event)| {
            delivery.registration == registration.id && sent.body == event.body
        };
        u32::try_from(self.deliveries.iter().filter(same).count()).unwrap_or(u32::MAX)
    }
}
