//! Connect links.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

use super::super::choices::FinicityChoices;
use super::super::simulator::Simulator;
use super::super::state::State;
use super::signature::hex_hmac_sha256;
use crate::engine::lock;
use crate::engine::moment::{Moment, millis};
use crate::engine::route;
use crate::tenant::Context;

/// Seen in all links of generate calls: `ttl` is two hours after `timestamp`.
const LIFE: Duration = Duration::from_secs(7200);

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum LinkKind {
    Full,
    Joint,
    Lite,
    Fix,
}

impl LinkKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Joint => "joint",
            Self::Lite => "lite",
            Self::Fix => "fix",
        }
    }

    /// With a search for institutions and the management of accounts.
    pub(super) fn is_full(self) -> bool {
        matches!(self, Self::Full | Self::Joint)
    }
}

/// How the link reaches the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Origin {
    Url,
    Email,
}

/// Who borrows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Borrower {
    pub(crate) customer_id: String,
    pub(crate) consumer_id: String,
    /// `primary` or `jointBorrower`.
    pub(crate) kind: String,
}

/// Where the webhooks of a link's sessions go.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Hook {
    pub(crate) url: String,
    pub(crate) content_type: Option<String>,
    /// `webhookData`.
    #[serde(with = "crate::state::text")]
    pub(crate) data: Option<Value>,
    /// `webhookHeaders`.
    pub(crate) headers: Vec<(String, String)>,
}

/// What a link is to be made of.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct LinkOrder {
    pub(crate) kind: LinkKind,
    pub(crate) origin: Origin,
    /// Of a joint link: the primary borrower's.
    pub(crate) customer_id: String,
    pub(crate) consumer_id: Option<String>,
    pub(crate) borrowers: Vec<Borrower>,
    /// Of a lite link.
    pub(crate) institution_id: Option<u64>,
    /// Of a fix link.
    pub(crate) login_id: Option<u64>,
    pub(crate) language: Option<String>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) webhook: Option<Hook>,
    pub(crate) experience: Option<String>,
    /// It dies when a session has been completed successfully.
    pub(crate) single_use: bool,
}

/// A link that was given out.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Link {
    pub(crate) order: LinkOrder,
    pub(crate) url: String,
    /// On the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(crate) expires: Duration,
    /// A session was completed successfully.
    pub(crate) completed: bool,
}

impl Link {
    pub(crate) fn has_expired(&self, now: Moment) -> bool {
        now.mono >= self.expires
    }

    /// It was for one use, and that has been made of it.
    pub(crate) fn is_used(&self) -> bool {
        self.order.single_use && self.completed
    }

    fn query(&self) -> &str {
        self.url.split_once('?').map_or("", |(_, query)| query)
    }
}

/// Puts a link together and remembers it.
pub(crate) fn issue(
    state: &mut State,
    choices: &FinicityChoices,
    context: &Context,
    now: Moment,
    order: LinkOrder,
) -> Link {
    let life = match order.origin {
        Origin::Url => LIFE,
        Origin::Email => Duration::from_secs(choices.email_link_life_seconds),
    };
    let expires = now.after(life);
    let mut pairs = parameters(&order, &state.partner.id, now, expires);
    // The number keeps links apart that are ordered within one millisecond.
    let text = format!("{}#{}", encoded(&pairs), state.links.len());
    let key = format!("{}/{}/{}", context.seed, context.tenant, state.partner.app_key);
    pairs.push(("signature", hex_hmac_sha256(key.as_bytes(), text.as_bytes())));
    pairs.sort_by_key(|(name, _)| *name);
    let url = format!("{}/finicity-connect?{}", context.base_url, encoded(&pairs));
    let link = Link { order, url, expires: expires.mono, completed: false };
    state.links.push(link.clone());
    link
}

fn parameters(
    order: &LinkOrder,
    partner_id: &str,
    now: Moment,
    expires: Moment,
) -> Vec<(&'static str, String)> {
    let kind = match order.kind {
        LinkKind::Full | LinkKind::Joint => None,
        LinkKind::Lite | LinkKind::Fix => Some(order.kind.as_str().to_owned()),
    };
    let origin = if order.origin == Origin::Email { "email" } else { "url" };
    let hook = order.webhook.as_ref();
    let all = [
        ("consumerId", order.consumer_id.clone()),
        ("customerId", Some(order.customer_id.clone())),
        ("institutionId", order.institution_id.map(|id| id.to_string())),
        ("institutionLoginId", order.login_id.map(|id| id.to_string())),
        ("language", order.language.clone()),
        ("origin", Some(origin.to_owned())),
        ("partnerId", Some(partner_id.to_owned())),
        ("redirectUri", order.redirect_uri.clone()),
        ("timestamp", Some(millis(now.wall).to_string())),
        ("ttl", Some(millis(expires.wall).to_string())),
        ("type", kind),
        ("webhook", hook.map(|hook| hook.url.clone())),
        ("webhookContentType", hook.and_then(|hook| hook.content_type.clone())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn encoded(pairs: &[(&'static str, String)]) -> String {
    let one = |(name, value): &(&str, String)| format!("{name}={}", percent_encoded(value));
    pairs.iter().map(one).collect::<Vec<_>>().join("&")
}

/// Everything but letters, digits and `-._~`.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// When a link runs out, on the monotonic clock; `None` when it was changed, or never given out here.
pub(crate) fn runs_out(simulator: &Simulator, link: &str) -> Option<Duration> {
    let state = lock(&simulator.state);
    let known = state.links.get(find(&state, link)?)?;
    Some(known.expires)
}

/// The number of the link: of a whole link, or of its query alone. `None` when it was changed, or never given out here.
pub(super) fn find(state: &State, link: &str) -> Option<usize> {
    let link = link.strip_prefix('?').unwrap_or(link);
    let query = match link.split_once('?') {
        Some((before, query)) => {
            let known = |known: &Link| known.url.split('?').next() == Some(before.trim_end_matches('/'));
            state.links.iter().any(known).then_some(query)?
        }
        None => link,
    };
    let pairs = route::query_pairs(query.split('#').next().unwrap_or_default());
    state.links.iter().position(|known| route::query_pairs(known.query()) == pairs)
}
