//! What the provider's own crate says of a webhook: it has the last word.

use std::time::{Duration, SystemTime};

use dots_users::webhook as dots;
use finicity_connect::webhook as finicity;
use verify_core::webhook::Rejected;

use super::super::sender::Scheme;
use super::super::signing::clock_at;
use super::{Case, signatures, time};

/// A webhook that is believed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::webhook) struct Genuine {
    /// What has happened; `None` where the event does not say so.
    pub(in crate::webhook) event: Option<String>,
    pub(in crate::webhook) id: Option<String>,
    /// In seconds; below zero for what is still to come.
    pub(in crate::webhook) age: Option<i64>,
    /// What is good enough here, and may not be elsewhere.
    pub(in crate::webhook) remark: Option<&'static str>,
}

/// Checks it as an application would; without a reason where the secret cannot be one.
pub(super) fn receive(case: &Case<'_>) -> Result<Genuine, Option<Rejected>> {
    match case.scheme {
        Scheme::Finicity => {
            let receiver = finicity::Receiver::new([case.secret.clone()]).map_err(|_| None)?;
            let event = receiver.receive(case.headers, case.body)?;
            let id = event.id.as_ref().map(|id| id.as_str().to_owned());
            let age = id.as_deref().and_then(|id| age_of_id(id, case.now));
            let event = Some(event.event_type.as_str().to_owned());
            Ok(Genuine { event, id, age, remark: remark(case) })
        }
        Scheme::Dots => {
            let receiver =
                dots::Receiver::new([case.secret.clone()]).map_err(|_| None)?.clock(clock_at(case.now));
            let message = receiver.receive(case.headers, case.body)?;
            let age = time::stated(case).map(|seconds| age(time::since_1970(seconds), case.now));
            let event = message.event.event_type.map(|event| event.as_str().to_owned());
            Ok(Genuine { event, id: Some(message.id.as_str().to_owned()), age, remark: None })
        }
    }
}

/// Whether it would be believed as one of the other provider that signs, with a secret that is at hand.
pub(super) fn is_of_another_provider(case: &Case<'_>) -> bool {
    let scheme = case.scheme.other();
    let believed = |secret| receive(&Case { scheme, secret, ..*case }).is_ok();
    case.others.iter().any(|(_, secret)| believed(secret)) || believed(case.secret)
}

/// Finicity's ids of events, and Spinwheel's of webhooks, begin with milliseconds since 1970.
pub(in crate::webhook) fn age_of_id(id: &str, now: SystemTime) -> Option<i64> {
    let digits = id.split('-').next().filter(|digits| digits.len() == 13)?;
    let made = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(digits.parse().ok()?))?;
    Some(age(made, now))
}

fn age(made: SystemTime, now: SystemTime) -> i64 {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match now.duration_since(made) {
        Ok(age) => seconds(age),
        Err(ahead) => -seconds(ahead.duration()),
    }
}

/// Finicity writes small letters, and so compare some receivers.
fn remark(case: &Case<'_>) -> Option<&'static str> {
    let value = case.headers.get(signatures::FINICITY)?.to_str().ok()?;
    let capitals = value.bytes().any(|digit| digit.is_ascii_uppercase());
    capitals.then_some(
        "the signature is in capital digits: Finicity sends small ones, and a receiver that compares texts refuses these",
    )
}
