//! What a fault does to an answer.

use std::time::Duration;

use http::header::RETRY_AFTER;
use serde_json::{Value, json};

use super::moment::{Moment, imf_fixdate};
use super::provider::{Operation, Provider, Refusal};
use super::wire::{Answer, Content, Manner, Wire};
use crate::fault::{FaultKind, RetryAfter};
use crate::journal::Outcome;

/// When a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    BeforeReading,
    /// The request was read; the operation is not carried out.
    AfterReading,
    /// The operation is carried out; its answer suffers.
    AfterProcessing,
}

impl FaultKind {
    pub(crate) fn stage(&self) -> Stage {
        match self {
            Self::CloseBeforeReading => Stage::BeforeReading,
            Self::CloseAfterReading
            | Self::NoAnswer
            | Self::BadGatewayHtml
            | Self::Status(_)
            | Self::Refusal(_)
            | Self::TooManyRequests(_) => Stage::AfterReading,
            _ => Stage::AfterProcessing,
        }
    }
}

const HTML: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";

/// The answer given instead of the operation's; `None` when there is none at all.
pub(crate) fn instead(
    kind: &FaultKind,
    provider: &dyn Provider,
    operation: &'static Operation,
    now: Moment,
) -> Option<Wire> {
    let refused = |refusal: &Refusal<'_>| Wire::of(provider.refuse_call(operation, refusal));
    match kind {
        FaultKind::BadGatewayHtml => {
            let mut wire = Wire::json(502, &Value::Null);
            wire.content_type = "text/html";
            wire.body = HTML.into();
            Some(wire)
        }
        FaultKind::Status(status) => Some(refused(&Refusal::Status(*status))),
        FaultKind::Refusal(token) => Some(refused(&Refusal::Token(token))),
        FaultKind::TooManyRequests(after) => {
            let wire = refused(&Refusal::TooManyRequests);
            Some(match retry_after(after, now) {
                Some(value) => wire.header(RETRY_AFTER, &value),
                None => wire,
            })
        }
        _ => None,
    }
}

fn retry_after(after: &RetryAfter, now: Moment) -> Option<String> {
    match after {
        RetryAfter::Absent => None,
        RetryAfter::Seconds(seconds) => Some(seconds.to_string()),
        RetryAfter::Date(from_now) => now.wall.checked_add(*from_now).map(imf_fixdate),
        RetryAfter::PastDate => now.wall.checked_sub(Duration::from_secs(3600)).map(imf_fixdate),
        RetryAfter::Garbage => Some("soon, probably".to_owned()),
        RetryAfter::Huge => Some(u64::MAX.to_string()),
    }
}

/// What became of an answer.
#[derive(Debug)]
pub(crate) struct Spoiled {
    /// `None`: nothing is sent.
    pub(crate) wire: Option<Wire>,
    pub(crate) outcome: Outcome,
    pub(crate) why: String,
}

/// Lets a fault at the answer of an operation that has been carried out.
pub(crate) fn spoil(kind: &FaultKind, provider: &dyn Provider, mut answer: Answer) -> Spoiled {
    let status = answer.status;
    let why = std::mem::take(&mut answer.why);
    let note = change(kind, provider, &mut answer.content);
    let mut wire = Wire::of(answer);
    let mut outcome = Outcome::Answered(status);
    match kind {
        FaultKind::AcceptedThenLost => {
            let why = format!("{why} A fault closed the connection instead of answering {status}.");
            return Spoiled { wire: None, outcome: Outcome::ClosedAfterProcessing, why };
        }
        FaultKind::Slow { pause } => wire.manner = Manner::Slow(*pause),
        FaultKind::CutBody => {
            wire.manner = Manner::Cut;
            outcome = Outcome::CutBody(status);
        }
        FaultKind::InvalidJson => wire.body = wire.body.slice(..wire.body.len() * 2 / 3),
        FaultKind::EmptyBody => wire.body.clear(),
        _ => {}
    }
    let why = format!("{why} A fault changed the answer{note}.");
    Spoiled { wire: Some(wire), outcome, why }
}

/// Changes fields of the answer; says so when the fault found nothing to change.
fn change(kind: &FaultKind, provider: &dyn Provider, content: &mut Content) -> &'static str {
    let mut nothing = Value::Null;
    let body = match content {
        Content::Json(body) => body,
        Content::Other(..) => &mut nothing,
    };
    let changed = match kind {
        FaultKind::UnknownEnum => {
            let (names, bare) = (provider.enum_fields(), body.get("data").is_none());
            unknown_enums(if bare { body } else { &mut body["data"] }, names)
        }
        FaultKind::MissingField(path) => at(body, path, &mut |parent, key| remove(parent, key)),
        FaultKind::NullField(path) => {
            at(body, path, &mut |parent, key| replace(parent, key, |_| Value::Null))
        }
        FaultKind::RetypedField(path) => at(body, path, &mut |parent, key| replace(parent, key, retyped)),
        _ => true,
    };
    if changed { "" } else { ", but the answer has no such field" }
}

fn unknown_enums(value: &mut Value, names: &[&str]) -> bool {
    match value {
        Value::Object(map) => {
            let mut any = false;
            for (key, child) in map {
                if child.is_string() && names.contains(&key.as_str()) {
                    *child = json!("UNHEARD_OF_VALUE");
                    any = true;
                } else {
                    any |= unknown_enums(child, names);
                }
            }
            any
        }
        Value::Array(items) => items.iter_mut().fold(false, |any, item| unknown_enums(item, names) | any),
        _ => false,
    }
}

type Edit<'a> = dyn FnMut(&mut Value, &str) -> bool + 'a;

/// Walks a dotted path; a number is an index, `*` is every element.
fn at(value: &mut Value, path: &str, edit: &mut Edit<'_>) -> bool {
    let Some((first, rest)) = path.split_once('.') else { return edit(value, path) };
    match value {
        Value::Object(map) => map.get_mut(first).is_some_and(|child| at(child, rest, edit)),
        Value::Array(items) if first == "*" => {
            items.iter_mut().fold(false, |any, item| at(item, rest, edit) | any)
        }
        Value::Array(items) => {
            let index = first.parse::<usize>().ok();
            index.and_then(|index| items.get_mut(index)).is_some_and(|child| at(child, rest, edit))
        }
        _ => false,
    }
}

fn remove(parent: &mut Value, key: &str) -> bool {
    match parent {
        Value::Object(map) => map.remove(key).is_some(),
        Value::Array(items) => {
            let index = key.parse().ok().filter(|index| *index < items.len());
            index.map(|index: usize| items.remove(index)).is_some()
        }
        _ => false,
    }
}

fn replace(parent: &mut Value, key: &str, new: fn(&Value) -> Value) -> bool {
    let child = match parent {
        Value::Object(map) => map.get_mut(key),
        Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get_mut(index)),
        _ => None,
    };
    match child {
        Some(child) => {
            *child = new(child);
            true
        }
        None => false,
    }
}

fn retyped(value: &Value) -> Value {
    match value {
        Value::String(_) => json!(12345),
        Value::Number(number) => json!(number.to_string()),
        Value::Object(_) => json!("an object was here"),
        Value::Array(_) => json!({}),
        Value::Bool(truth) => json!(truth.to_string()),
        Value::Null => json!(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reaches_into_lists() {
        let mut body = json!({"data": {"list": [{"a": 1}, {"a": 2}]}});
        assert!(at(&mut body, "data.list.1.a", &mut |parent, key| replace(parent, key, retyped)));
        assert_eq!(body, json!({"data": {"list": [{"a": 1}, {"a": "2"}]}}));
        assert!(at(&mut body, "data.list.*.a", &mut |parent, key| remove(parent, key)));
        assert_eq!(body, json!({"data": {"list": [{}, {}]}}));
        assert!(!at(&mut body, "data.other", &mut |parent, key| remove(parent, key)));
    }
}
