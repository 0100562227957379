//! Errors at the top level of an answer.

use serde_json::{Value, json};

use super::choices::{AuthBody, DebtCoreChoices};
use super::codes;
use crate::engine::call::Call;
use crate::engine::provider::Refusal;
use crate::engine::wire::Answer;

/// A refusal of one operation: the request was executed.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) code: String,
    /// One for each problem.
    pub(crate) messages: Vec<String>,
    /// Spinwheel's token, where Spinwheel refused.
    pub(crate) token: Option<String>,
    /// For the journal.
    pub(crate) why: String,
}

impl Trouble {
    pub(crate) fn new(code: &str, message: impl Into<String>, why: impl Into<String>) -> Self {
        Self { code: code.to_owned(), messages: vec![message.into()], token: None, why: why.into() }
    }

    pub(crate) fn not_found(message: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(codes::NOT_FOUND, message, why)
    }

    pub(crate) fn invalid(messages: Vec<String>) -> Self {
        let why = format!("The input is not valid: {}.", messages.join("; "));
        Self { messages, ..Self::new(codes::VALIDATION_ERROR, "", why) }
    }
}

/// A request that is not executed.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) status: u16,
    /// The list `errors`.
    pub(crate) errors: Vec<Value>,
    pub(crate) why: String,
}

impl Failed {
    pub(crate) fn new(status: u16, code: &str, message: impl AsRef<str>) -> Self {
        let message = message.as_ref();
        Self { status, errors: vec![error(message, code)], why: format!("Not executed: {message}") }
    }

    pub(crate) fn into_answer(self) -> Answer {
        Answer::new(self.status, json!({"errors": self.errors}), self.why)
    }
}

/// An error with its code.
pub(crate) fn error(message: &str, code: &str) -> Value {
    json!({"message": message, "extensions": {"code": code}})
}

/// The answer to a call without a good token.
pub(crate) fn unauthorized(choices: &DebtCoreChoices, call: &mut Call, why: &str) -> Answer {
    for choice in ["auth_status", "auth_body", "auth_code"] {
        call.rests_on(choice);
    }
    let text = "The token is missing, not valid, or has expired.";
    let body = match choices.auth_body {
        AuthBody::Graphql => json!({"data": null, "errors": [error(text, &choices.auth_code)]}),
        AuthBody::Plain => json!({"error": "invalid_token"}),
        AuthBody::Empty => Value::Null,
    };
    Answer::new(choices.auth_status, body, why)
}

/// What the engine asks for, as GraphQL.
pub(crate) fn refuse(choices: &DebtCoreChoices, refusal: &Refusal<'_>) -> Answer {
    let with = |status: u16, code: &str, text: &str, why: &str| {
        Answer::new(status, json!({"errors": [error(text, code)]}), why)
    };
    match refusal {
        Refusal::NoSuchPath(why) => with(404, codes::NOT_FOUND, "Not found.", why),
        Refusal::OtherMethod(operation) => {
            let why = format!("The path belongs to {}, which has another method.", operation.name);
            with(405, codes::BAD_REQUEST, "The method is not allowed here.", &why)
        }
        Refusal::OtherHost(_) => with(404, codes::NOT_FOUND, "Not found.", "Another host serves this."),
        Refusal::TooLarge => {
            with(413, codes::BAD_REQUEST, "The body is too large.", "The body is longer than 1 MiB.")
        }
        Refusal::Status(status) => {
            with(*status, code_of(*status), "The request failed.", "An injected status.")
        }
        Refusal::Token(code) => {
            let text = codes::find(code).map_or("The request was refused.", |code| code.text);
            with(status_of(choices, code), code, text, "An injected code.")
        }
        Refusal::TooManyRequests => {
            with(429, code_of(429), "There were too many requests.", "An injected 429.")
        }
    }
}

fn code_of(status: u16) -> &'static str {
    match status {
        401 => codes::UNAUTHORIZED,
        404 => codes::NOT_FOUND,
        400..=499 => codes::BAD_REQUEST,
        _ => codes::INTERNAL,
    }
}

/// The status that comes with a code.
fn status_of(choices: &DebtCoreChoices, code: &str) -> u16 {
    match code {
        codes::UNAUTHORIZED | codes::UNAUTHENTICATED => choices.auth_status,
        codes::VALIDATION_ERROR | codes::NOT_FOUND => choices.error_status,
        codes::BAD_USER_INPUT => choices.bad_variables_status,
        codes::INTERNAL => 500,
        _ => choices.request_error_status,
    }
}
