//! What comes without a signature: the header that was chosen.

use http::{HeaderMap, HeaderValue};
use spinwheel_connect::webhook::{Event, HeaderCheck};
use std::time::SystemTime;

use verify_core::Secret;

use super::genuine::age_of_id;
use super::mistake::{Mistake, Whose};
use super::secrets::unquoted;
use super::{Genuine, Verdict, certain};

/// Judges a webhook of Spinwheel by its header. An error when header or value cannot be used.
pub(in crate::webhook) fn diagnose_unsigned(
    name: &str,
    value: &Secret,
    others: &[(Whose, Secret)],
    headers: &HeaderMap,
    body: &[u8],
    now: SystemTime,
) -> Result<Verdict, verify_core::Error> {
    let check = HeaderCheck::new(name, value.clone())?;
    if !check.accepts(headers) {
        return Ok(certain(vec![header_mistake(name, value, others, headers)]));
    }
    let Ok(event) = Event::parse(body) else { return Ok(certain(vec![Mistake::Unreadable])) };
    let id = event.webhook_id.as_ref().map(|id| id.as_str().to_owned());
    let age = id.as_deref().and_then(|id| age_of_id(id, now));
    let event = Some(event.event_type.as_str().to_owned());
    Ok(Verdict::Genuine(Genuine { event, id, age, remark: None }))
}

fn header_mistake(name: &str, value: &Secret, others: &[(Whose, Secret)], headers: &HeaderMap) -> Mistake {
    let right = value.expose();
    let came: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    let text = match came.as_slice() {
        [] => {
            let elsewhere = headers.values().any(|value: &HeaderValue| value.as_bytes() == right.as_bytes());
            return if elsewhere { Mistake::ValueElsewhere } else { Mistake::NoHeader };
        }
        [only] => only.trim(),
        _ => return Mistake::HeaderTwice,
    };
    let spaces = |text: &str| text.split_whitespace().collect::<String>();
    let other = others.iter().find(|(_, secret)| secret.expose() == text);
    match other {
        _ if unquoted(text) == right => Mistake::HeaderQuotes,
        _ if unquoted(right.trim()) == text && right.trim() != text => Mistake::SecretQuotes,
        _ if right.trim() == text => Mistake::SecretSpace,
        _ if spaces(text) == spaces(right) => Mistake::HeaderSpace,
        _ if text.eq_ignore_ascii_case(right) => Mistake::HeaderCapitals,
        Some((whose, _)) => Mistake::OtherSecret(*whose),
        None => Mistake::OtherValue,
    }
}
