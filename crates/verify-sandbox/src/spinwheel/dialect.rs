//! The envelope, and errors in it.

use serde_json::{Map, Value, json};

use super::choices::{AuthText, FailureData, SpinwheelChoices};
use super::tokens;
use crate::engine::provider::Refusal;
use crate::engine::wire::Answer;

/// A refusal on its way into the envelope.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) status: u16,
    pub(crate) desc: String,
    /// The texts of `status.messages`.
    pub(crate) messages: Vec<String>,
    /// For the journal.
    pub(crate) why: String,
}

impl Trouble {
    /// A token of the documents, with its status and text.
    pub(crate) fn token(choices: &SpinwheelChoices, name: &str, why: impl Into<String>) -> Self {
        let known = tokens::find(name);
        let chosen = choices.token_status.get(name).or_else(|| choices.own_token_status.get(name));
        let status = chosen.copied().or(known.map(|token| token.status)).unwrap_or(400);
        let text = known.map_or("The request was refused.", |token| token.text).to_owned();
        let desc = choices.own_token_desc.get(name).map_or(name, String::as_str).to_owned();
        Self { status, desc, messages: vec![text], why: why.into() }
    }

    /// Something is wrong with the request's form.
    pub(crate) fn invalid(choices: &SpinwheelChoices, messages: Vec<String>) -> Self {
        let why = format!("The request is not valid: {}.", messages.join("; "));
        Self { status: choices.validation_status, desc: choices.validation_desc.clone(), messages, why }
    }

    pub(crate) fn unauthorized(choices: &SpinwheelChoices, status: u16, text: &str, why: &str) -> Self {
        let (desc, messages) = match choices.auth_text {
            AuthText::Messages => ("Unauthorized", vec![text.to_owned()]),
            AuthText::Desc => (text, Vec::new()),
        };
        Self { status, desc: desc.to_owned(), messages, why: why.to_owned() }
    }

    pub(crate) fn plain(status: u16, message: &str, why: impl Into<String>) -> Self {
        Self { status, desc: reason(status).to_owned(), messages: vec![message.to_owned()], why: why.into() }
    }

    pub(crate) fn into_answer(self, choices: &SpinwheelChoices) -> Answer {
        let mut status = Map::new();
        status.insert("code".to_owned(), json!(self.status));
        status.insert("desc".to_owned(), json!(self.desc));
        if !self.messages.is_empty() {
            let messages: Vec<_> =
                self.messages.iter().map(|text| json!({"desc": text, "type": "ERROR"})).collect();
            status.insert("messages".to_owned(), messages.into());
        }
        let mut body = json!({"status": status});
        match choices.failure_data {
            FailureData::Absent => {}
            FailureData::Null => body["data"] = Value::Null,
            FailureData::EmptyObject => body["data"] = json!({}),
        }
        Answer::new(self.status, body, self.why)
    }
}

/// The envelope of a success.
pub(crate) fn success(status: u16, data: &Value, why: impl Into<String>) -> Answer {
    Answer::new(status, json!({"status": {"code": status, "desc": "success"}, "data": data}), why)
}

fn reason(status: u16) -> &'static str {
    let known = http::StatusCode::from_u16(status).ok();
    known.and_then(|status| status.canonical_reason()).unwrap_or("Error")
}

/// What the engine asks for, in the envelope.
pub(crate) fn refuse(choices: &SpinwheelChoices, refusal: &Refusal<'_>) -> Answer {
    let trouble = match refusal {
        Refusal::NoSuchPath(why) => Trouble::plain(404, "Not found.", *why),
        Refusal::OtherMethod(operation) => {
            let why = format!("The path belongs to {}, which has another method.", operation.name);
            Trouble::plain(405, "The method is not allowed here.", why)
        }
        Refusal::OtherHost(operation) => {
            let hosts = operation.hosts.join(" or ");
            let why = format!(
                "{} is served by the {hosts} host only; it was called on the other one.",
                operation.name
            );
            Trouble::plain(404, "Not found.", why)
        }
        Refusal::TooLarge => Trouble::plain(413, "The body is too large.", "The body is longer than 1 MiB."),
        Refusal::Status(status) => Trouble::plain(*status, "The request failed.", "An injected status."),
        Refusal::Token(token) => Trouble::token(choices, token, "An injected token."),
        Refusal::TooManyRequests => {
            Trouble { status: 429, ..Trouble::token(choices, "TOO_MANY_REQUESTS", "An injected 429.") }
        }
    };
    trouble.into_answer(choices)
}

impl Trouble {
    /// Notes which choices decided the form of this refusal.
    pub(crate) fn note_choices(&self, choices: &SpinwheelChoices, call: &mut crate::engine::call::Call) {
        // The status of this one token is documented.
        if choices.token_status.contains_key(&self.desc) && self.desc != "INVALID_NUMBER" {
            call.rests_on("token_status");
        } else if choices.own_token_desc.values().any(|desc| *desc == self.desc) {
            call.rests_on("own_token_status");
            call.rests_on("own_token_desc");
        } else if self.desc == choices.validation_desc {
            call.rests_on("validation_status");
            call.rests_on("validation_desc");
        }
        call.rests_on("failure_data");
    }
}
