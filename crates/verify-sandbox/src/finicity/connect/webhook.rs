//! Webhooks of Connect: bodies as captured, signed with the partner's secret, repeated by the documented plans.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;
use verify_testkit::ManualClock;

use super::super::choices::{
    Acknowledged, FinicityChoices, GraceSecret, WebhookOrder, WebhookRetries, XmlWebhook,
};
use super::super::simulator::Simulator;
use super::super::state::{Account, Partner, State};
use super::link::{Hook, LinkOrder};
use super::signature::hex_hmac_sha256;
use super::views::serialize_amount;
use crate::engine::lock;
use crate::engine::moment::{Moment, millis};
use crate::engine::rng::Rng;
use crate::tenant::Context;
use crate::webhooks::event::{Accepts, Address, Event, Lane, Plan, Sign, Tie, Tied};
use crate::webhooks::target::is_reachable;

/// Lower case, as in the captures.
const SIGNATURE: &str = "x-finicity-signature";
const XML: &str = "application/xml";

/// Every name under which something is sent.
pub(crate) const EVENTS: &[&str] = &[
    "accountsDeleted",
    "added",
    "adding",
    "credentialsUpdated",
    "discovered",
    "done",
    "institutionNotFound",
    "institutionNotSupported",
    "institutionSupported",
    "invalidCredentials",
    "mfa",
    "ping",
    "processing",
    "started",
    "unableToConnect",
];

/// `payload`, in the order in which its fields were put in.
#[derive(Debug, Default)]
pub(super) struct Payload(Vec<(&'static str, Field)>);

/// A field of a payload.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Field {
    Text(String),
    Number(u32),
    Flag(bool),
    Texts(Vec<String>),
    Accounts(Vec<WebhookAccount>),
}

impl Payload {
    pub(super) fn with(mut self, name: &'static str, field: Field) -> Self {
        self.0.push((name, field));
        self
    }

    pub(super) fn institution(self, id: u64) -> Self {
        self.with("institutionId", Field::Text(id.to_string()))
    }

    /// `"oauth": true`, or what the choice says for the others.
    pub(super) fn oauth(self, oauth: bool, choices: &FinicityChoices) -> Self {
        if oauth || choices.webhook_oauth_false { self.with("oauth", Field::Flag(oauth)) } else { self }
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, field) in &self.0 {
            map.serialize_entry(name, field)?;
        }
        map.end()
    }
}

/// An account as it was captured in `added`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebhookAccount {
    id: String,
    number: String,
    name: String,
    #[serde(serialize_with = "serialize_amount")]
    balance: i64,
    #[serde(rename = "type")]
    kind: String,
    status: String,
    customer_id: String,
    institution_id: String,
    created_date: u64,
    /// 0 when new.
    last_updated_date: u64,
    currency: String,
    institution_login_id: u64,
    display_position: u32,
}

impl WebhookAccount {
    pub(super) fn new(account: &Account, customer_id: &str, institution_id: u64, login_id: u64) -> Self {
        let seconds = |at: SystemTime| millis(at) / 1000;
        Self {
            id: account.id.clone(),
            number: account.number.clone(),
            name: account.name.clone(),
            balance: account.balance_cents,
            kind: account.kind.clone(),
            status: account.status.clone(),
            customer_id: customer_id.to_owned(),
            institution_id: institution_id.to_string(),
            created_date: seconds(account.created),
            last_updated_date: account.updated.map_or(0, seconds),
            currency: account.currency.clone(),
            institution_login_id: login_id,
            display_position: account.position,
        }
    }
}

/// The whole body, in the order of the captures.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumer_id: Option<&'a str>,
    event_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_id: Option<String>,
    payload: &'a Payload,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_data: Option<&'a Value>,
}

impl Body<'_> {
    /// Compact: each captured length fits JSON without a space.
    fn bytes(&self) -> Bytes {
        // Text keys and plain values can always be written.
        serde_json::to_vec(self).unwrap_or_default().into()
    }
}

pub(super) fn body(order: &LinkOrder, name: &str, event_id: String, payload: &Payload) -> Bytes {
    let body = Body {
        customer_id: Some(&order.customer_id),
        consumer_id: order.consumer_id.as_deref(),
        event_type: name,
        event_id: Some(event_id),
        payload,
        webhook_data: order.webhook.as_ref().and_then(|hook| hook.data.as_ref()),
    };
    body.bytes()
}

/// `<milliseconds>-<24 hex>`.
pub(super) fn event_id(rng: &mut Rng, now: Moment) -> String {
    format!("{}-{}", millis(now.wall), rng.hex(24))
}

/// The secret that signs now.
pub(crate) fn signing_secret<'a>(partner: &'a Partner, choices: &FinicityChoices, now: Duration) -> &'a str {
    let old = partner.old_secret.as_ref().filter(|(_, until)| now < *until);
    match old {
        Some((old, _)) if choices.webhook_grace_secret == GraceSecret::Old => old,
        _ => &partner.secret,
    }
}

/// What hangs on a session: who signs, and in which order it is sent.
pub(crate) fn tied(simulator: &Simulator, session: &str) -> Tied {
    let sign = signer(&simulator.state, &simulator.choices, &simulator.context.clock);
    let lane = lock(&simulator.state).sessions.get(session).map(|session| session.lane.clone());
    Tied { sign: Some(sign), lane, ..Tied::default() }
}

/// Signs with the secret of the moment in which something is sent.
pub(super) fn signer(
    state: &Arc<Mutex<State>>,
    choices: &Arc<Mutex<FinicityChoices>>,
    clock: &ManualClock,
) -> Sign {
    let (state, choices, clock) = (Arc::clone(state), Arc::clone(choices), clock.clone());
    Arc::new(move |body| {
        let choices = lock(&choices).clone();
        let now = Moment::of(&clock).mono;
        signed(signing_secret(&lock(&state).partner, &choices, now), body)
    })
}

fn signed(secret: &str, body: &[u8]) -> Vec<(String, String)> {
    vec![(SIGNATURE.to_owned(), hex_hmac_sha256(secret.as_bytes(), body))]
}

/// The ping of a call that gives out a link: one request, awaited. An error says why there was no 2xx.
pub(crate) async fn ping(
    context: &Context,
    choices: &FinicityChoices,
    secret: &str,
    hook: &Hook,
) -> Result<(), String> {
    if hook.content_type.as_deref() == Some(XML) && choices.webhook_xml == XmlWebhook::Refuse {
        let why =
            "the shape of XML webhooks is not documented; the choice webhook_xml sends JSON all the same";
        return Err(why.to_owned());
    }
    let payload = Payload::default();
    let body = Body {
        customer_id: None,
        consumer_id: None,
        event_type: "ping",
        event_id: None,
        payload: &payload,
        webhook_data: None,
    };
    let secret = secret.to_owned();
    let address = address(hook, Arc::new(move |body| signed(&secret, body)));
    let patience = Duration::from_secs(choices.ping_patience_seconds);
    let plan = Plan { pauses: Vec::new(), patience, accepts: Accepts::Success };
    let event = event("ping", body.bytes(), plan, "");
    let delivery = context.webhooks.send_now(&event, &address).await;
    let delivery = delivery.ok_or("the tenant was reset meanwhile")?;
    match (delivery.is_acknowledged(), delivery.status) {
        (true, _) => Ok(()),
        (false, Some(status)) => Err(format!("the webhook answered the ping with {status}")),
        (false, None) => Err(format!("the ping failed: {}", delivery.error.unwrap_or_default())),
    }
}

/// Sends an event after those sent in the lane before.
pub(super) fn send(
    context: &Context,
    choices: &FinicityChoices,
    hook: &Hook,
    name: &'static str,
    body: Bytes,
    sign: Sign,
    (lane, session): (&Lane, &str),
) {
    // Only when a choice has let the call pass without a ping.
    if !is_reachable(&hook.url) {
        return;
    }
    let accepts = match choices.webhook_acknowledged_by {
        Acknowledged::Status200 => Accepts::Only(200),
        Acknowledged::AnySuccess => Accepts::Success,
    };
    let patience = Duration::from_secs(choices.webhook_patience_seconds);
    let plan = Plan { pauses: pauses(choices.webhook_retries), patience, accepts };
    let lane = (choices.webhook_order == WebhookOrder::InOrder).then_some(lane);
    context.webhooks.send(event(name, body, plan, session), address(hook, sign), lane);
}

/// An event of a session; of none, a ping.
fn event(name: &'static str, body: Bytes, plan: Plan, session: &str) -> Event {
    debug_assert!(EVENTS.contains(&name), "{name} is missing in EVENTS");
    let void = Arc::new(AtomicBool::new(false));
    Event { name, body, after: Duration::ZERO, plan, void, tie: Tie::new("finicity", session) }
}

/// With the headers of the captures, then the link's own; the signature comes last and cannot be replaced.
fn address(hook: &Hook, sign: Sign) -> Address {
    let content_type = hook.content_type.as_deref().unwrap_or("application/json");
    let captured = [
        ("accept", "application/json, text/plain, */*"),
        ("content-type", content_type),
        ("user-agent", "axios/0.25.0"),
    ];
    let captured = captured.map(|(name, value)| (name.to_owned(), value.to_owned()));
    // What belongs to the connection would make the request unreadable.
    let connection = ["connection", "content-length", "host", "transfer-encoding"];
    let own =
        |(name, _): &&(String, String)| !connection.iter().any(|taken| name.eq_ignore_ascii_case(taken));
    let headers = captured.into_iter().chain(hook.headers.iter().filter(own).cloned()).collect();
    Address { registration: None, url: hook.url.clone(), headers, sign: Some(sign), settled: None }
}

/// The pauses before the attempts after the first one.
fn pauses(retries: WebhookRetries) -> Vec<Duration> {
    const DAY: Duration = Duration::from_secs(86_400);
    const HOUR: Duration = Duration::from_secs(3600);
    match retries {
        WebhookRetries::Growing => {
            let mut pauses: Vec<_> =
                [12, 72, 432, 2600, 15_600, 93_000].into_iter().map(Duration::from_millis).collect();
            let mut passed: Duration = pauses.iter().sum();
            while passed + HOUR <= 3 * DAY {
                pauses.push(HOUR);
                passed += HOUR;
            }
            pauses
        }
        WebhookRetries::FiveThenDaily => {
            let mut pauses = vec![Duration::from_secs(75); 4];
            pauses.extend([DAY; 3]);
            pauses
        }
        WebhookRetries::Never => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_growing_plan_ends_after_three_days() {
        let pauses = pauses(WebhookRetries::Growing);
        let total: Duration = pauses.iter().sum();
        assert_eq!(pauses.len(), 6 + 71);
        assert!(total <= Duration::from_secs(3 * 86_400) && total > Duration::from_secs(71 * 3600));
    }

    #[test]
    fn amounts_are_written_as_javascript_does() {
        let text = |cents| {
            let mut written = Vec::new();
            serialize_amount(&cents, &mut serde_json::Serializer::new(&mut written)).unwrap();
            String::from_utf8(written).unwrap()
        };
        assert_eq!([0, 500_000, 182_050, -195_240, 1].map(text), ["0", "5000", "1820.5", "-1952.4", "0.01"]);
    }
}
