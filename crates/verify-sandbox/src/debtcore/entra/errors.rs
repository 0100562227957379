//! Entra's errors: the documented codes, our wording.

use serde_json::{Value, json};

use crate::engine::moment::Moment;
use crate::engine::provider::Refusal;
use crate::engine::rng::Rng;
use crate::engine::wire::Answer;

/// A documented error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntraError {
    /// `error` of the body.
    pub(crate) name: &'static str,
    /// The number behind `AADSTS`.
    pub(crate) number: u32,
    pub(crate) status: u16,
    pub(crate) text: &'static str,
}

const fn entra(name: &'static str, number: u32, status: u16, text: &'static str) -> EntraError {
    EntraError { name, number, status, text }
}

pub(crate) const NO_TENANT: EntraError =
    entra("invalid_request", 90002, 400, "The tenant of the address was not found.");
pub(crate) const NO_PARAMETER: EntraError =
    entra("invalid_request", 900_144, 400, "The request body lacks a parameter that must be there.");
pub(crate) const GRANT_TYPE: EntraError =
    entra("unsupported_grant_type", 70003, 400, "The grant type is not supported.");
pub(crate) const NO_CLIENT: EntraError =
    entra("unauthorized_client", 700_016, 400, "The application was not found in the directory.");
pub(crate) const NO_SECRET: EntraError =
    entra("invalid_client", 7_000_218, 401, "The request body must hold client_secret or an assertion.");
pub(crate) const WRONG_SECRET: EntraError =
    entra("invalid_client", 7_000_215, 401, "The client secret is not the right one.");
pub(crate) const NO_DEFAULT_SCOPE: EntraError =
    entra("invalid_scope", 1_002_012, 400, "With client credentials the scope must end with /.default.");
pub(crate) const NO_RESOURCE: EntraError =
    entra("invalid_resource", 500_011, 400, "The resource of the scope was not found in the tenant.");
const UNAVAILABLE: EntraError =
    entra("temporarily_unavailable", 90033, 503, "The service is not available for the moment.");

/// One of each name: those a fault can ask for.
pub(crate) const ERRORS: &[EntraError] =
    &[WRONG_SECRET, NO_CLIENT, NO_PARAMETER, GRANT_TYPE, NO_DEFAULT_SCOPE, NO_RESOURCE, UNAVAILABLE];

/// The body of an error, with ids of its own for every moment.
pub(crate) fn body(error: EntraError, seed: u64, now: Moment) -> Value {
    let at = crate::engine::moment::iso(now.wall).replace('T', " ");
    let mut rng = Rng::new(seed, &["entra", &at, error.name]);
    let (trace, correlation) = (rng.uuid(), rng.uuid());
    let description = format!(
        "AADSTS{}: {} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {at}",
        error.number, error.text
    );
    json!({
        "error": error.name,
        "error_description": description,
        "error_codes": [error.number],
        "timestamp": at,
        "trace_id": trace,
        "correlation_id": correlation,
    })
}

/// What the engine asks for, in Entra's dialect.
pub(crate) fn refuse(refusal: &Refusal<'_>, seed: u64, now: Moment) -> Answer {
    let (status, error, why) = match refusal {
        Refusal::Token(name) => {
            let error = ERRORS.iter().find(|error| error.name == *name).copied().unwrap_or(NO_PARAMETER);
            (error.status, error, "An injected error.")
        }
        Refusal::Status(401) => (401, WRONG_SECRET, "An injected status."),
        Refusal::Status(status) if *status < 500 => (*status, NO_PARAMETER, "An injected status."),
        Refusal::Status(status) => (*status, UNAVAILABLE, "An injected status."),
        Refusal::TooManyRequests => (429, UNAVAILABLE, "An injected 429."),
        Refusal::OtherMethod(_) => (405, NO_PARAMETER, "Tokens are asked for by POST."),
        _ => (400, NO_PARAMETER, "The request is not one for a token."),
    };
    Answer::new(status, body(error, seed, now), why)
}
