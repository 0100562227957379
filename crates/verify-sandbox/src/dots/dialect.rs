//! Errors as Dots writes them: `{"success": false, "message": …, "error_code": …}`.

use serde_json::{Map, Value, json};

use super::choices::{DotsChoices, ErrorBody, WrongTokenBody};
use super::tokens;
use crate::engine::call::Call;
use crate::engine::provider::Refusal;
use crate::engine::wire::Answer;

/// A refusal on its way into its body.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    pub(crate) status: u16,
    /// A code of the documents; they name none for many refusals.
    pub(crate) code: Option<&'static str>,
    pub(crate) message: String,
    /// About the token that was sent to the phone.
    pub(crate) of_token: bool,
    /// For the journal.
    pub(crate) why: String,
}

impl Trouble {
    /// A documented code; its status is a choice.
    pub(crate) fn token(choices: &DotsChoices, code: &str, why: impl Into<String>) -> Self {
        let Some(token) = tokens::find(code) else { return Self::plain(400, code, why) };
        let status = choices.code_status.get(code).copied().unwrap_or(token.status);
        Self { code: Some(token.code), ..Self::plain(status, token.message, why) }
    }

    /// A refusal for which no code is documented.
    pub(crate) fn plain(status: u16, message: impl Into<String>, why: impl Into<String>) -> Self {
        Self { status, code: None, message: message.into(), of_token: false, why: why.into() }
    }

    pub(crate) fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Something is wrong with the request's form.
    pub(crate) fn invalid(choices: &DotsChoices, what: impl Into<String>) -> Self {
        let what = what.into();
        Self::token(choices, "invalid-input", format!("The request is not valid: {what}.")).saying(what)
    }

    pub(crate) fn into_answer(self, choices: &DotsChoices) -> Answer {
        match choices.wrong_token_body {
            WrongTokenBody::Empty if self.of_token => {
                return Answer::new(self.status, Value::Null, self.why);
            }
            WrongTokenBody::Text if self.of_token => {
                return Answer::other(self.status, "text/plain", self.message, self.why);
            }
            _ => {}
        }
        let unnamed = Some(choices.unnamed_error_code.as_str()).filter(|code| !code.is_empty());
        let mut body = Map::new();
        body.insert("success".to_owned(), json!(false));
        match choices.error_body {
            ErrorBody::Full => {
                body.insert("message".to_owned(), json!(self.message));
                if let Some(code) = self.code.or(unnamed) {
                    body.insert("error_code".to_owned(), json!(code));
                }
            }
            ErrorBody::Message => {
                body.insert("message".to_owned(), json!(self.message));
            }
            ErrorBody::SuccessOnly => {}
            ErrorBody::Text => return Answer::other(self.status, "text/plain", self.message, self.why),
            ErrorBody::Empty => return Answer::new(self.status, Value::Null, self.why),
        }
        Answer::new(self.status, body.into(), self.why)
    }

    /// Notes which choices decided the form of this refusal.
    pub(crate) fn note_choices(&self, call: &mut Call) {
        call.rests_on(if self.code.is_some() { "code_status" } else { "unnamed_error_code" });
        call.rests_on("error_body");
        if self.of_token {
            call.rests_on("wrong_token_body");
        }
    }
}

/// What the engine asks for.
pub(crate) fn refuse(choices: &DotsChoices, refusal: &Refusal<'_>) -> Answer {
    let trouble = match refusal {
        Refusal::NoSuchPath(why) => Trouble::plain(404, "Not found.", *why),
        Refusal::OtherMethod(operation) => {
            let why = format!("The path belongs to {}, which has another method.", operation.name);
            Trouble::plain(405, "The method is not allowed here.", why)
        }
        Refusal::OtherHost(operation) => {
            Trouble::plain(404, "Not found.", format!("{} is served by another host.", operation.name))
        }
        Refusal::TooLarge => Trouble::plain(413, "The body is too large.", "The body is longer than 1 MiB."),
        Refusal::Status(status) => Trouble::plain(*status, reason(*status), "An injected status."),
        Refusal::Token(code) => Trouble::token(choices, code, "An injected code."),
        Refusal::TooManyRequests => Trouble::plain(429, reason(429), "An injected 429."),
    };
    trouble.into_answer(choices)
}

fn reason(status: u16) -> &'static str {
    let known = http::StatusCode::from_u16(status).ok();
    known.and_then(|status| status.canonical_reason()).unwrap_or("Error")
}
