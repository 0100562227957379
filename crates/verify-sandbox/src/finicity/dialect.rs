//! Errors in Finicity's envelopes.

use serde_json::{Map, Value, json};

use super::choices::{CodeType, ConnectEnvelope, FinicityChoices, InvalidKeyBody, PartnerNotFoundBody};
use super::tokens;
use crate::engine::call::Call;
use crate::engine::provider::Refusal;
use crate::engine::wire::Answer;

/// Codes that were seen as numbers from the live service, or are documented as one.
const SEEN_AS_NUMBERS: &[&str] = &["10001", "11000", "12401", "14001"];

/// What Connect tells the user about a token.
pub(crate) const SESSION: &str = "The session has expired or is invalid";

/// The envelope of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `{"code", "message"}`.
    Plain,
    /// Connect's own: also `status`, `user_message` and `tags`; `code` is text.
    Connect,
    /// `{"code", "message"}` from a Connect call, or its own envelope by choice; `code` is text.
    ConnectShort,
    /// `text/plain`, or JSON by choice: a wrong app key.
    InvalidKey,
    /// Plain, or the list of other services by choice: an unknown partner.
    PartnerNotFound,
}

/// A refusal on its way into an envelope.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) user_message: Option<&'static str>,
    pub(crate) form: Form,
    /// For the journal.
    pub(crate) why: String,
}

impl Trouble {
    pub(crate) fn plain(status: u16, code: &str, message: impl Into<String>, why: impl Into<String>) -> Self {
        let (code, message, why) = (code.to_owned(), message.into(), why.into());
        Self { status, code, message, user_message: None, form: Form::Plain, why }
    }

    /// In Connect's own envelope.
    pub(crate) fn connect(
        status: u16,
        code: &str,
        message: impl Into<String>,
        why: impl Into<String>,
    ) -> Self {
        Self { form: Form::Connect, ..Self::plain(status, code, message, why) }
    }

    /// A row of the documents.
    pub(crate) fn token(name: &str, why: impl Into<String>) -> Self {
        let Some(token) = tokens::find(name) else { return Self::plain(400, name, "Bad request.", why) };
        let mut trouble = Self::plain(token.status, token.code(), token.message, why);
        trouble.form = token.form;
        trouble.user_message = (name == "10022_CONNECT").then_some(SESSION);
        trouble
    }

    /// With what the documents leave to the case: an id, a field's name.
    pub(crate) fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    pub(crate) fn bad_request(why: impl Into<String>) -> Self {
        Self::token("14020", why)
    }

    pub(crate) fn into_answer(self, choices: &FinicityChoices) -> Answer {
        let body = match self.form {
            Form::InvalidKey if choices.invalid_key_is_rate_limited => return too_many_requests(self.why),
            Form::InvalidKey if choices.invalid_key_body == InvalidKeyBody::PlainText => {
                return Answer::other(self.status, "text/plain", self.message, self.why);
            }
            Form::InvalidKey => json!({"code": "10027", "message": "Invalid parameter (Finicity-App-Key)"}),
            Form::ConnectShort if choices.connect_envelope == ConnectEnvelope::AsInExamples => {
                json!({"code": self.code, "message": self.message})
            }
            Form::Connect | Form::ConnectShort => self.connect_body(choices),
            Form::Plain | Form::PartnerNotFound => self.plain_body(choices),
        };
        let listed = choices.partner_not_found_body == PartnerNotFoundBody::ErrorsList;
        let body = if self.form == Form::PartnerNotFound && listed {
            json!({"Errors": {"Error": [body]}})
        } else {
            body
        };
        Answer::new(self.status, body, self.why)
    }

    fn plain_body(&self, choices: &FinicityChoices) -> Value {
        let as_number = match choices.code_type {
            CodeType::SeenLive => SEEN_AS_NUMBERS.contains(&self.code.as_str()),
            CodeType::Documented => self.code == "12401",
            CodeType::Numbers => true,
        };
        let number = self.code.parse::<u64>().ok().filter(|_| as_number);
        let code = number.map_or_else(|| json!(self.code), |number| json!(number));
        json!({"code": code, "message": self.message})
    }

    fn connect_body(&self, choices: &FinicityChoices) -> Value {
        let user_message = self.user_message.unwrap_or(&choices.connect_user_message);
        let mut body = Map::new();
        body.insert("code".to_owned(), json!(self.code));
        body.insert("status".to_owned(), json!(self.status.to_string()));
        body.insert("message".to_owned(), json!(self.message));
        body.insert("user_message".to_owned(), json!(user_message));
        body.insert("tags".to_owned(), json!(""));
        body.into()
    }

    /// Notes which choices decided the form of this refusal.
    pub(crate) fn note_choices(&self, call: &mut Call) {
        match self.form {
            Form::InvalidKey => {
                call.rests_on("invalid_key_is_rate_limited");
                call.rests_on("invalid_key_body");
            }
            Form::Connect if self.user_message.is_none() => call.rests_on("connect_user_message"),
            Form::ConnectShort => call.rests_on("connect_envelope"),
            Form::PartnerNotFound => call.rests_on("partner_not_found_body"),
            Form::Plain if SEEN_AS_NUMBERS.contains(&self.code.as_str()) => call.rests_on("code_type"),
            Form::Plain | Form::Connect => {}
        }
    }
}

/// What the engine asks for, in the usual envelope.
pub(crate) fn refuse(choices: &FinicityChoices, refusal: &Refusal<'_>) -> Answer {
    let trouble = match refusal {
        Refusal::NoSuchPath(why) => Trouble::token("14001", *why).saying("Resource not found."),
        Refusal::OtherMethod(operation) => {
            let why = format!("The path belongs to {}, which has another method.", operation.name);
            Trouble::plain(405, "14020", "Bad request.", why)
        }
        Refusal::OtherHost(operation) => {
            let hosts = operation.hosts.join(" or ");
            let why = format!("{} is served by the {hosts} host only.", operation.name);
            Trouble::token("14001", why).saying("Resource not found.")
        }
        Refusal::TooLarge => Trouble::plain(413, "14020", "Bad request.", "The body is longer than 1 MiB."),
        Refusal::Status(status) => Trouble::plain(
            *status,
            &status.to_string(),
            reason(*status),
            "An injected status; its code is ours.",
        ),
        Refusal::Token(token) => Trouble::token(token, "An injected token."),
        Refusal::TooManyRequests => return too_many_requests("An injected 429."),
    };
    trouble.into_answer(choices)
}

/// Declared without a body, where it is declared at all.
fn too_many_requests(why: impl Into<String>) -> Answer {
    Answer::new(429, Value::Null, why)
}

fn reason(status: u16) -> &'static str {
    let known = http::StatusCode::from_u16(status).ok();
    known.and_then(|status| status.canonical_reason()).unwrap_or("Error")
}
