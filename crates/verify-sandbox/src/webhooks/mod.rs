//! Webhooks: registered addresses, deliveries, resends.

mod deliver;
mod error;
pub(crate) mod event;
mod jobs;
mod log;
mod post;
mod saved;
pub(crate) mod target;

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use verify_testkit::ManualClock;

use crate::engine::lock;
use crate::engine::moment::serialize_iso;
use crate::engine::tasks::Tasks;
use target::Target;

pub use error::WebhookError;
use event::{Address, Event, Lane};
use jobs::{Jobs, To};
use log::{Log, Sent};

/// Which events an address gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The registration it went to; `None` when the address was given with a request.
    pub registration: Option<u64>,
    /// The event's name.
    pub event: &'static str,
    /// Where it went.
    pub url: String,
    /// 1 for the first attempt; a resend counts on.
    pub attempt: u32,
    /// When it was sent, by the sandbox's clock.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// The headers of the registration, or of the request that gave the address; with the signature.
    pub headers: Vec<(String, String)>,
    /// The body sent.
    #[serde(serialize_with = "serialize_text")]
    pub body: Bytes,
    /// The status of the answer; `None` when there was none.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
    /// Whether the answer settles it: a 2xx, or what the provider expects.
    pub acknowledged: bool,
}

impl Delivery {
    /// Whether it was answered as the provider expects: with a 2xx, unless the provider is stricter.
    pub fn is_acknowledged(&self) -> bool {
        self.acknowledged
    }
}

fn serialize_text<S: serde::Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(body))
}

#[derive(Debug, Default)]
struct State {
    /// Counts resets: what was scheduled before one is not delivered after it.
    era: u64,
    last_id: u64,
    known: Vec<&'static str>,
    /// Those that an address can be registered for.
    registrable: Vec<&'static str>,
    registrations: Vec<Registration>,
    log: Log,
    /// What is still to be sent.
    jobs: Jobs,
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

    pub(crate) fn set_known(&self, known: Vec<&'static str>, registrable: Vec<&'static str>) {
        let mut state = lock(&self.0.state);
        state.known = known;
        state.registrable = registrable;
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
            if !state.registrable.contains(&name.as_str()) {
                let known = std::iter::once("*").chain(state.registrable.iter().copied()).collect();
                return Err(WebhookError::UnknownEvent { name: name.clone(), known });
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

    /// The newest [`DELIVERY_CAPACITY`](crate::DELIVERY_CAPACITY) attempts that have ended, oldest first; fewer, where they
    /// have more than [`LOG_BYTES`](crate::LOG_BYTES).
    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.0.state).log.deliveries()
    }

    /// How many attempts were dropped from the log to make room for newer ones; they still count.
    pub fn dropped(&self) -> u64 {
        lock(&self.0.state).log.dropped()
    }

    /// Resolves as soon as an attempt to deliver an event of this name (`done`) was acknowledged, and returns the first such
    /// attempt; at once, if that has happened already. A name that no provider of this build sends is refused, since nothing
    /// would ever come.
    ///
    /// The steps of a session are synchronous: what they do is done when they return. Webhooks arrive later, over real HTTP,
    /// and this is how to wait for one. If the receiver refuses, the next attempt is made by the sandbox's clock: on a frozen
    /// one, only when it is advanced. A name that is known and not sent (a link without a webhook) is waited for without end.
    pub async fn wait_for(&self, event: &str) -> Result<Delivery, WebhookError> {
        let mut changes = self.0.count.subscribe();
        loop {
            if let Some(delivery) = self.first_acknowledged(event)? {
                return Ok(delivery);
            }
            // The sender lives as long as this handle, so the wait cannot fail.
            let _ = changes.changed().await;
        }
    }

    fn first_acknowledged(&self, event: &str) -> Result<Option<Delivery>, WebhookError> {
        let state = lock(&self.0.state);
        if !state.known.contains(&event) {
            return Err(WebhookError::UnknownEvent { name: event.to_owned(), known: state.known.clone() });
        }
        Ok(state.log.first_acknowledged(event))
    }

    /// Resolves as soon as at least `count` attempts have ended, and returns those that are kept. Every attempt counts: pings, refused ones,
    /// repeats and resends too. [`wait_for`](Self::wait_for) waits for an event by its name.
    pub async fn wait(&self, count: usize) -> Vec<Delivery> {
        let mut changes = self.0.count.subscribe();
        // The sender lives as long as this handle, so the wait cannot fail.
        let _ = changes.wait_for(|length| *length >= count).await;
        self.deliveries()
    }

    /// How many attempts were acknowledged.
    pub fn acknowledged(&self) -> u64 {
        lock(&self.0.state).log.acknowledged()
    }

    /// Sends a delivery's event again, to the same address, at once.
    pub fn resend(&self, delivery: u64) -> Result<(), WebhookError> {
        let state = lock(&self.0.state);
        let found = state.log.find(delivery);
        let sent = found.filter(|sent| state.still_takes(&sent.address)).cloned();
        let Sent { event, address, .. } = sent.ok_or(WebhookError::NoSuchDelivery(delivery))?;
        let attempt = 1 + state.log.attempts(&address, &event);
        let era = state.era;
        drop(state);
        let this = self.clone();
        self.0.tasks.spawn(async move {
            this.attempt(era, &address, &event, attempt).await;
        });
        Ok(())
    }

    /// Delivers an event to the registered addresses when its time has come.
    pub(crate) fn emit(&self, event: Event) {
        self.begin(event, To::Registered, None);
    }

    /// Delivers an event to an address that was given with a request, whoever is registered; in a lane after what was
    /// sent in it before.
    pub(crate) fn send(&self, event: Event, address: Address, lane: Option<&Lane>) {
        self.begin(event, To::Address(address), lane);
    }

    /// Makes one attempt and waits for its end; `None` when a reset came in between.
    pub(crate) async fn send_now(&self, event: &Event, address: &Address) -> Option<Delivery> {
        let era = lock(&self.0.state).era;
        self.attempt(era, address, event, 1).await
    }

    pub(crate) fn reset(&self) {
        let mut state = lock(&self.0.state);
        state.era += 1;
        state.last_id = 0;
        state.registrations.clear();
        state.log = Log::default();
        state.jobs = Jobs::default();
        self.0.count.send_replace(0);
    }
}

impl State {
    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// An address given with a request stays; a registered one can be taken back.
    fn still_takes(&self, address: &Address) -> bool {
        let known = |id| self.registrations.iter().any(|registration| registration.id == id);
        address.registration.is_none_or(known)
    }
}
