//! The headers of a webhook: which one, when, signed how.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName};
use verify_core::webhook::Rejected;

/// The version of signatures that is checked.
const VERSION: &str = "v1";

/// The names of the three headers in one of their spellings.
struct Names {
    id: HeaderName,
    timestamp: HeaderName,
    signature: HeaderName,
}

/// As in the portal's documents, and the ones that are looked at first.
static SVIX: Names = Names::new("svix-id", "svix-timestamp", "svix-signature");
static WEBHOOK: Names = Names::new("webhook-id", "webhook-timestamp", "webhook-signature");

/// What the headers of a webhook say.
pub(super) struct Stated<'a> {
    pub(super) id: &'a str,
    /// As it was written, which is how it was signed.
    pub(super) timestamp: &'a str,
    pub(super) time: SystemTime,
    /// The signatures of the version that is checked, in base64.
    pub(super) signatures: Vec<&'a str>,
}

impl<'a> Stated<'a> {
    /// The headers in the spelling that is complete; if both are, in that of Svix. The two are never mixed.
    pub(super) fn read(headers: &'a HeaderMap) -> Result<Self, Rejected> {
        let names = [&SVIX, &WEBHOOK].into_iter().find(|names| names.are_in(headers));
        let names = names.ok_or(Rejected::Missing)?;
        let timestamp = only(headers, &names.timestamp)?;
        let signatures = signatures(headers, &names.signature)?;
        Ok(Self { id: only(headers, &names.id)?, timestamp, time: time(timestamp)?, signatures })
    }
}

impl Names {
    const fn new(id: &'static str, timestamp: &'static str, signature: &'static str) -> Self {
        Self {
            id: HeaderName::from_static(id),
            timestamp: HeaderName::from_static(timestamp),
            signature: HeaderName::from_static(signature),
        }
    }

    fn are_in(&self, headers: &HeaderMap) -> bool {
        let there = |name| headers.get(name).is_some_and(|value| !value.is_empty());
        [&self.id, &self.timestamp, &self.signature].into_iter().all(there)
    }
}

/// The text of a header that stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<&'a str, Rejected> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().map_err(|_| Rejected::Malformed),
        _ => Err(Rejected::Malformed),
    }
}

fn signatures<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Vec<&'a str>, Rejected> {
    let mut signatures = Vec::with_capacity(1);
    for value in headers.get_all(name) {
        let listed = value.to_str().map_err(|_| Rejected::Malformed)?.split(' ');
        let known =
            listed.filter_map(|entry| entry.split_once(',')).filter(|(version, _)| *version == VERSION);
        signatures.extend(known.map(|(_, signature)| signature));
    }
    if signatures.is_empty() { Err(Rejected::Malformed) } else { Ok(signatures) }
}

/// Whole seconds since 1970, in digits.
fn time(text: &str) -> Result<SystemTime, Rejected> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| digits).map(Duration::from_secs);
    seconds.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)).ok_or(Rejected::Malformed)
}

/// The headers as Svix sends them.
pub(super) fn written(id: &str, timestamp: &str, signature: &str) -> Option<HeaderMap> {
    let signature = [VERSION, ",", signature].concat();
    let values = [(&SVIX.id, id), (&SVIX.timestamp, timestamp), (&SVIX.signature, &signature)];
    values.into_iter().map(|(name, value)| Some((name.clone(), value.parse().ok()?))).collect()
}
