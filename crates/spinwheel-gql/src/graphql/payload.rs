//! What an operation itself answers: `data.<operation>` with `data` and `errors` of its own, which hold messages alone.

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use verify_core::Pii;
use verify_core::provider::{Answer, Failure, Meaning, Refusal};

use super::{succeeded, typed, unreadable, without_errors};
use crate::models::FromWire;

/// What an operation answered.
pub(crate) enum Reply<T> {
    /// What was asked for; its payload has `data` and no errors.
    Data(T),
    /// No, for these reasons; there is at least one error, with or without a message.
    Refused(Vec<Pii<String>>),
}

impl<T> Reply<T> {
    /// The same about a part of the data.
    pub(crate) fn map<U>(self, part: impl FnOnce(T) -> U) -> Reply<U> {
        match self {
            Self::Data(data) => Reply::Data(part(data)),
            Self::Refused(messages) => Reply::Refused(messages),
        }
    }
}

/// Reads the answer of an operation whose refusals are errors.
pub(crate) fn payload<T: DeserializeOwned>(answer: &Answer, operation: &str) -> Result<T, Failure> {
    match reply(answer, operation)? {
        Reply::Data(data) => Ok(data),
        Reply::Refused(_) => Err(Failure::Refused(refusal())),
    }
}

/// Reads the answer of an operation. Neither data nor errors in the payload cannot be read; both together are a refusal of which
/// nobody knows whether there was an effect. A refusal may come with a status that says so too.
pub(crate) fn reply<T: DeserializeOwned>(answer: &Answer, operation: &str) -> Result<Reply<T>, Failure> {
    if agrees(answer.status()) {
        let data = without_errors(answer)?;
        if let Some(errors) = data.as_ref().and_then(|data| data.get(operation)).and_then(refusal_in) {
            return Ok(Reply::Refused(errors.into_iter().filter_map(message).collect()));
        }
    }
    let data = succeeded(answer)?;
    let place = format!("data.{operation}");
    let payload = data.get(operation).and_then(Value::as_object).ok_or_else(|| unreadable(&place))?;
    let errors = errors(payload).ok_or_else(|| unreadable(&format!("{place}.errors")))?;
    if !payload.get("data").is_some_and(Value::is_object) {
        return Err(unreadable(&format!("{place}.data")));
    }
    if errors.is_empty() {
        return Ok(Reply::Data(typed::read(data)?));
    }
    let failed = refusal().with_status(StatusCode::INTERNAL_SERVER_ERROR);
    Err(Failure::Refused(failed.meaning(Meaning::Refused)))
}

/// Whether a status leaves the word to a payload that refuses. Those about tokens, rights and pace, and failures, do not.
fn agrees(status: StatusCode) -> bool {
    status.is_success() || (status.is_client_error() && !matches!(status.as_u16(), 401 | 403 | 429))
}

/// The errors of a payload that has nothing else: a plain refusal.
pub(super) fn refusal_in(payload: &Value) -> Option<Vec<&Value>> {
    let payload = payload.as_object()?;
    let errors = errors(payload).filter(|errors| !errors.is_empty())?;
    payload.get("data").is_none_or(Value::is_null).then_some(errors)
}

/// What the payload of an operation holds as ours.
pub(crate) fn node<W, T: FromWire<W>>(data: Option<W>, operation: &str) -> Result<T, Failure> {
    let data = data.ok_or_else(|| unreadable(&format!("data.{operation}.data")))?;
    Ok(T::from_wire(data)?)
}

/// The errors of a payload without nulls; `None` if they are no list.
fn errors(payload: &Map<String, Value>) -> Option<Vec<&Value>> {
    match payload.get("errors") {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(errors)) => Some(errors.iter().filter(|error| !error.is_null()).collect()),
        Some(_) => None,
    }
}

fn message(error: &Value) -> Option<Pii<String>> {
    error.get("message")?.as_str().map(Pii::from)
}

fn refusal() -> Refusal {
    Refusal::new().with_advice("the reason is in the raw body, which may hold personal data")
}
