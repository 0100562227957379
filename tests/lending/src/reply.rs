//! What the person's browser is told.

use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use spinwheel_connect::{Amount, Error, ErrorKind};

/// An answer of the application.
#[derive(Debug, Clone, Serialize)]
pub struct Reply {
    #[serde(skip)]
    status: StatusCode,
    result: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_in_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<Question>,
    #[serde(skip_serializing_if = "Option::is_none")]
    debts: Option<Vec<Debt>>,
}

/// A question to the person.
#[derive(Clone, Serialize)]
pub struct Question {
    /// What to send back.
    pub id: String,
    /// What to ask.
    pub text: String,
    /// What to choose from.
    pub choices: Vec<Choice>,
}

/// A possible answer.
#[derive(Clone, Serialize)]
pub struct Choice {
    /// What to send back.
    pub id: String,
    /// What to show.
    pub text: String,
}

/// What the person owes somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Debt {
    /// The kind of debt, as Spinwheel writes it.
    pub kind: &'static str,
    /// What it is called.
    pub name: Option<String>,
    /// What is still owed.
    pub balance: Option<Amount>,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, result: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { status, result, message, retry_in_seconds: None, questions: Vec::new(), debts: None }
    }

    pub(crate) fn ok(result: &'static str, message: &str) -> Self {
        Self::new(StatusCode::OK, result, message)
    }

    pub(crate) fn conflict(result: &'static str, message: &str) -> Self {
        Self::new(StatusCode::CONFLICT, result, message)
    }

    pub(crate) fn wait(result: &'static str, message: &str, wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let retry_in_seconds = Some(seconds);
        Self { retry_in_seconds, ..Self::new(StatusCode::TOO_MANY_REQUESTS, result, message) }
    }

    pub(crate) fn correct(what: &str) -> Self {
        let message = format!("Please correct this: {what}.");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "correct_input", message)
    }

    pub(crate) fn with_questions(mut self, questions: Vec<Question>) -> Self {
        self.questions = questions;
        self
    }

    pub(crate) fn with_debts(mut self, debts: Vec<Debt>) -> Self {
        self.debts = Some(debts);
        self
    }

    /// A call that failed, and that the person can make again.
    pub(crate) fn trouble(error: &Error, pace: Duration) -> Self {
        match error.kind() {
            ErrorKind::InvalidInput => Self::correct("what was entered"),
            ErrorKind::Throttled => {
                let wait = error.retry_after().unwrap_or(pace);
                Self::wait("busy", "There is a lot going on. Please try again later.", wait)
            }
            _ => Self::new(
                StatusCode::BAD_GATEWAY,
                "try_again",
                "That did not work, and it is not your fault. Please try again.",
            ),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

// Questions come from the person's credit file.
impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Question({} choices)", self.choices.len())
    }
}

impl std::fmt::Debug for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Choice(***)")
    }
}
