//! What the `errors` of an answer mean.

use http::StatusCode;
use serde_json::Value;
use verify_core::provider::{Code, Meaning, Refusal};

use super::payload::refusal_in;
use crate::ErrorCode;

/// What errors, the HTTP status and the `data` beside them mean together.
///
/// Absent data says that nothing was executed (GraphQL, "Response"), and so does a listed code, except for the one of a failure.
/// An error without a listed code that comes with data in a success of HTTP, be the data null, is of the execution: the call may
/// have had its effect. So it may where the operation answered beside the errors.
pub(super) fn of(status: StatusCode, errors: &[Value], data: Option<&Value>) -> Refusal {
    let codes: Vec<_> = errors.iter().map(code).collect();
    let code = main(&codes);
    let mut refusal = meaning(status, &codes, data);
    if let Some(code) = code {
        refusal = refusal.with_code(Code::new(code.listed(), code.as_str()));
    }
    let advice = match code.and_then(ErrorCode::advice) {
        _ if answered(data) => {
            Some("the operation answered beside it; see the raw body, which may hold personal data")
        }
        Some(advice) => Some(advice),
        None => by_status(status),
    };
    match advice {
        Some(advice) => refusal.with_advice(advice),
        None => refusal,
    }
}

/// A GraphQL error's code, as the frameworks write it.
fn code(error: &Value) -> Option<ErrorCode> {
    let code = error.get("extensions")?.get("code")?.as_str().filter(|code| !code.is_empty())?;
    Some(ErrorCode::from(code))
}

/// The one to tell: a listed one before another one.
fn main(codes: &[Option<ErrorCode>]) -> Option<&ErrorCode> {
    let mut all = codes.iter().flatten();
    all.clone().find(|code| code.listed().is_some()).or_else(|| all.next())
}

/// Whether an operation has something to say beside the errors, other than a plain refusal.
fn answered(data: Option<&Value>) -> bool {
    let says = |value: &Value| !value.is_null() && refusal_in(value).is_none();
    data.and_then(Value::as_object).is_some_and(|data| data.values().any(says))
}

fn meaning(status: StatusCode, codes: &[Option<ErrorCode>], data: Option<&Value>) -> Refusal {
    let any = |of: fn(&ErrorCode) -> bool| codes.iter().flatten().any(of);
    let executed = status.is_success() && data.is_some();
    let failed = || Refusal::new().with_status(StatusCode::INTERNAL_SERVER_ERROR);
    // One of HTTP says more: 503 can be tried again.
    if !status.is_server_error() && any(|code| *code == ErrorCode::InternalServerError) {
        return failed();
    }
    if answered(data) && !status.is_server_error() {
        return failed().meaning(Meaning::Refused);
    }
    if executed && codes.contains(&None) {
        return failed();
    }
    if executed && any(|code| code.listed().is_none()) {
        return failed().meaning(Meaning::Refused);
    }
    if !answered(data) && (any(ErrorCode::is_about_the_token) || status == StatusCode::UNAUTHORIZED) {
        return Refusal::new().meaning(Meaning::Token);
    }
    match main(codes) {
        // A failure stays one, whatever it says; so does a request to slow down.
        _ if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => Refusal::new(),
        Some(ErrorCode::Forbidden) => Refusal::new().meaning(Meaning::Credentials),
        Some(code) if code.listed().is_some() => Refusal::new().meaning(Meaning::Refused),
        _ => Refusal::new(),
    }
}

/// What the status alone gives to go by.
fn by_status(status: StatusCode) -> Option<&'static str> {
    Some(match status.as_u16() {
        401 => "the access token was not accepted, not even a new one where one can be fetched",
        403 => "check the scope of the access token; the account may not include this call",
        404 | 405 => "check the endpoint: it is the whole address of the GraphQL service, with its path",
        200..=299 | 400 | 422 => "the reason is in the raw body, which may hold personal data",
        _ => return None,
    })
}
