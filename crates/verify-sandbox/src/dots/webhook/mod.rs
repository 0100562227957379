//! Webhooks as Svix delivers them for Dots: flat bodies, several attempts, one id for all of them.

mod endpoint;
mod events;
mod handle;
mod news;
mod signature;
mod tax_check;

use std::sync::Arc;
use std::time::Duration;

use verify_testkit::ManualClock;

use super::choices::WebhookHeaders;
use super::simulator::Simulator;
use crate::engine::lock;
use crate::engine::moment::{Moment, millis};
use crate::webhooks::event::{Accepts, Address, Event, Plan, Settled, Sign, Tie, Tied};
use news::News;

pub(crate) use endpoint::Endpoint;
pub(crate) use events::EVENTS;
pub(crate) use handle::{CONTROL_ROUTES, control};

/// The pauses before the attempts after the first one.
const PAUSES: [Duration; 7] = [
    Duration::from_secs(5),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 3600),
    Duration::from_secs(5 * 3600),
    Duration::from_secs(10 * 3600),
    Duration::from_secs(10 * 3600),
];

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// What the bodies rest on.
const CHOICES: [&str; 5] =
    ["webhook_headers", "webhook_event_key", "webhook_metadata", "webhook_level", "id_verified_event"];

impl Simulator {
    /// Tells the endpoint what the state says has happened. Returns the choices on which the messages rest: none, when there
    /// is nothing to tell or no endpoint. Neither state nor choices may be locked.
    pub(crate) fn tell_happenings(&self) -> &'static [&'static str] {
        let choices = lock(&self.choices).clone();
        let news: Vec<_> = {
            let mut state = lock(&self.state);
            let happenings = std::mem::take(&mut state.happenings);
            for happening in &happenings {
                self.await_tax_check(&mut state, happening, &choices);
            }
            happenings.iter().filter_map(|happening| News::of(happening, &state, &choices)).collect()
        };
        let rests_on: &[_] = if news.is_empty() || !self.endpoint.is_receiving() { &[] } else { &CHOICES };
        for news in news {
            self.tell(news);
        }
        rests_on
    }

    /// Tells the endpoint, when there is one, and returns the message's id. This is the only way an event leaves.
    fn tell(&self, news: News) -> String {
        let (choices, endpoint) = (lock(&self.choices).clone(), &self.endpoint);
        let id = endpoint.message_id();
        if let Some((url, void)) = endpoint.receiver() {
            let (name, body) = news.into_body(&choices);
            let plan = Plan { pauses: PAUSES.to_vec(), patience: PATIENCE, accepts: Accepts::Success };
            let tie = tie(choices.webhook_headers, &id);
            let event = Event { name, body, after: Duration::ZERO, plan, void, tie };
            let clock = &self.context.clock;
            let sign = signer(endpoint, clock, choices.webhook_headers, id.clone());
            let settled = watcher(endpoint, clock);
            let address = Address {
                registration: None,
                url,
                headers: Vec::new(),
                sign: Some(sign),
                settled: Some(settled),
            };
            self.context.webhooks.send(event, address, None);
        }
        id
    }
}

/// A message, and how its headers are called.
fn tie(headers: WebhookHeaders, id: &str) -> Tie {
    let prefix = prefix(headers);
    Tie::new("dots", format!("{prefix}/{id}"))
}

/// What hangs on a message.
pub(crate) fn tied(simulator: &Simulator, key: &str) -> Tied {
    let (endpoint, clock) = (&simulator.endpoint, &simulator.context.clock);
    let (prefix, id) = key.split_once('/').unwrap_or_default();
    let headers = if prefix == "webhook" { WebhookHeaders::Webhook } else { WebhookHeaders::Svix };
    let sign = signer(endpoint, clock, headers, id.to_owned());
    Tied { void: endpoint.void(), sign: Some(sign), settled: Some(watcher(endpoint, clock)), lane: None }
}

fn prefix(headers: WebhookHeaders) -> &'static str {
    match headers {
        WebhookHeaders::Svix => "svix",
        WebhookHeaders::Webhook => "webhook",
    }
}

/// The three headers of an attempt: the id of the message, the time of the attempt, and both with the body signed by every
/// secret of that moment.
fn signer(endpoint: &Endpoint, clock: &ManualClock, headers: WebhookHeaders, id: String) -> Sign {
    let (endpoint, clock) = (endpoint.clone(), clock.clone());
    let prefix = prefix(headers);
    Arc::new(move |body| {
        let now = Moment::of(&clock);
        let timestamp = (millis(now.wall) / 1000).to_string();
        let signatures: Vec<_> =
            endpoint.keys(now.mono).iter().map(|key| signature::signed(key, &id, &timestamp, body)).collect();
        vec![
            (format!("{prefix}-id"), id.clone()),
            (format!("{prefix}-timestamp"), timestamp),
            (format!("{prefix}-signature"), signatures.join(" ")),
        ]
    })
}

/// Lets the endpoint count its failures.
fn watcher(endpoint: &Endpoint, clock: &ManualClock) -> Settled {
    let (endpoint, clock) = (endpoint.clone(), clock.clone());
    Arc::new(move |delivery| endpoint.attempted(delivery.is_acknowledged(), Moment::of(&clock).mono))
}
