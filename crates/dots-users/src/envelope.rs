//! How Dots says no: `{"success":false,"message":…,"error_code":…}`, of which everything but `success` may be missing; the
//! older `{"success":false,"error":400,"message":…}`; or no JSON at all.
//!
//! Source: Dub's client, which met these, and the description of version 1 of the API. Successes have no envelope.

use http::StatusCode;
use verify_core::provider::{Answer, Code, Failure, Lenient, Meaning, Refusal, answer};

use crate::error::ErrorCode;

/// Reads the body of a success.
pub(crate) fn body<T: Lenient>(answer: &Answer) -> Result<T, Failure> {
    succeeded(answer)?;
    Ok(answer.json()?)
}

/// A success whose body is not documented: empty, a text or JSON. A web page is none, since Dots did not write it; nor is JSON
/// that says `"success":false`.
pub(crate) fn check(answer: &Answer) -> Result<(), Failure> {
    succeeded(answer)?;
    if is_page(answer) {
        // Which it cannot be read as.
        answer.json::<Envelope>()?;
    }
    Ok(())
}

fn succeeded(answer: &Answer) -> Result<(), Failure> {
    let denied = || answer.json::<Envelope>().is_ok_and(|envelope| envelope.success == Some(false));
    if answer.status().is_success() && !denied() {
        return Ok(());
    }
    Err(Failure::Refused(refusal(answer)))
}

/// Whether it is a web page, as proxies send it.
pub(crate) fn is_page(answer: &Answer) -> bool {
    answer.body().trim_ascii_start().starts_with(b"<")
}

/// The code of a refusal, listed or not.
pub(crate) fn code(answer: &Answer) -> Option<ErrorCode> {
    let code = answer.json::<Envelope>().ok()?.error_code.filter(|code| !code.is_empty())?;
    Some(ErrorCode::from(code.as_str()))
}

fn refusal(answer: &Answer) -> Refusal {
    let refusal = by_status(answer);
    let Some(code) = code(answer) else { return refusal };
    let refusal = refusal.with_code(Code::new(code.listed(), code.as_str()));
    let Some(advice) = code.advice() else { return refusal };
    let refusal = refusal.with_advice(advice);
    match code {
        // A failure stays one, whatever it says; so does a request to slow down.
        _ if answer.status().is_server_error() || answer.status() == StatusCode::TOO_MANY_REQUESTS => refusal,
        ErrorCode::ServiceUnavailable => refusal.with_status(StatusCode::SERVICE_UNAVAILABLE),
        ErrorCode::ResourceBusy => refusal.meaning(Meaning::SlowDown { before_effect: false }),
        // None of the listed codes is about the client's keys.
        _ => refusal.meaning(Meaning::Refused),
    }
}

/// What the status alone gives to go by.
fn by_status(answer: &Answer) -> Refusal {
    let advice = match answer.status().as_u16() {
        401 | 403 => {
            "check client id and API key, which differ between environments, and the app id; \
             it can also be about a user of another app"
        }
        404 => "check the ids, and the environment and app they belong to",
        200..=299 | 400 | 409 | 422 => "the reason is in the raw body, which may hold personal data",
        _ => return Refusal::new(),
    };
    Refusal::new().with_advice(advice)
}

answer! {
    /// The body of a refusal.
    struct Envelope {
        /// Whether it is none.
        success: Option<bool> => "success",
        /// The code.
        error_code: Option<String> => "error_code",
    }
}
