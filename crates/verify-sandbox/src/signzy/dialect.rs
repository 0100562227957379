//! Errors in the shapes that documents and public clients show.

use serde_json::{Map, Value, json};

use super::choices::{ErrorShape, SignzyChoices, StatusCodeType};
use super::tokens;
use crate::engine::call::Call;
use crate::engine::provider::Refusal;
use crate::engine::wire::Answer;

/// Which part of the service refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the choice `error_shape` says.
    Usual,
    /// About the token: as the choice `token_error_shape` says.
    Token,
    /// The documented errors of a login.
    Login,
    /// A gateway in front.
    Gateway,
}

/// A refusal on its way into a body.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    pub(crate) status: u16,
    /// `reason`, where one is known.
    pub(crate) reason: Option<&'static str>,
    pub(crate) message: String,
    pub(crate) form: Form,
    /// `name` of a login's error.
    pub(crate) name: &'static str,
    /// `code` of a login's error.
    pub(crate) code: Option<&'static str>,
    /// For the journal.
    pub(crate) why: String,
}

impl Trouble {
    /// A refusal for which no reason is known.
    pub(crate) fn plain(status: u16, message: impl Into<String>, why: impl Into<String>) -> Self {
        let (message, why) = (message.into(), why.into());
        Self { status, reason: None, message, form: Form::Usual, name: "Error", code: None, why }
    }

    /// A row of the table.
    pub(crate) fn token(name: &str, why: impl Into<String>) -> Self {
        let Some(token) = tokens::find(name) else { return Self::plain(400, name, why) };
        let code = Some("LOGIN_FAILED").filter(|_| token.form == Form::Login);
        let plain = Self::plain(token.status, token.message, why);
        Self { reason: token.reason, form: token.form, code, ..plain }
    }

    pub(crate) fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn into_answer(self, choices: &SignzyChoices) -> Answer {
        let shape = match self.form {
            Form::Usual => choices.error_shape,
            Form::Token => choices.token_error_shape,
            Form::Login => ErrorShape::LoopBack,
            Form::Gateway => ErrorShape::Gateway,
        };
        let status = if shape == ErrorShape::Nested && self.status == 400 { 422 } else { self.status };
        let body = match shape {
            ErrorShape::SendLink => json!({"error": self.full(status, &self.message, choices)}),
            ErrorShape::Flat => {
                let mut body = self.full(status, &self.message, choices);
                body.remove("status");
                body.into()
            }
            ErrorShape::LoopBack => self.loop_back(),
            ErrorShape::Old => {
                json!({"error": {"name": self.name, "status": status, "message": self.message}})
            }
            ErrorShape::Gateway => json!({"message": self.message}),
            ErrorShape::Html => return Answer::other(status, "text/html", html(status), self.why),
            ErrorShape::Nested => {
                let inner = json!({"message": self.message, "statusCode": status}).to_string();
                json!({"error": self.full(status, &inner, choices)})
            }
        };
        Answer::new(status, body, self.why)
    }

    fn full(&self, status: u16, message: &str, choices: &SignzyChoices) -> Map<String, Value> {
        let unnamed = Some(choices.unnamed_reason.as_str()).filter(|reason| !reason.is_empty());
        let status_code = match choices.status_code_type {
            StatusCodeType::Number => json!(status),
            StatusCodeType::Text => json!(status.to_string()),
        };
        let mut body = Map::new();
        body.insert("name".to_owned(), json!("error"));
        body.insert("message".to_owned(), json!(message));
        body.insert("status".to_owned(), json!(status));
        if let Some(reason) = self.reason.or(unnamed) {
            body.insert("reason".to_owned(), json!(reason));
        }
        body.insert("type".to_owned(), json!(phrase(status)));
        body.insert("statusCode".to_owned(), status_code);
        body
    }

    fn loop_back(&self) -> Value {
        let mut error = json!({"statusCode": self.status, "name": self.name, "message": self.message});
        if let Some(code) = self.code {
            error["code"] = json!(code);
        }
        json!({"error": error})
    }

    /// Notes which choices decided the form of this refusal.
    pub(crate) fn note_choices(&self, choices: &SignzyChoices, call: &mut Call) {
        let shape = match self.form {
            Form::Usual => {
                call.rests_on("error_shape");
                choices.error_shape
            }
            Form::Token => {
                call.rests_on("token_error_shape");
                choices.token_error_shape
            }
            Form::Login | Form::Gateway => return,
        };
        if matches!(shape, ErrorShape::SendLink | ErrorShape::Flat | ErrorShape::Nested) {
            call.rests_on("status_code_type");
            if self.reason.is_none() {
                call.rests_on("unnamed_reason");
            }
        }
    }
}

/// What the engine asks for.
pub(crate) fn refuse(choices: &SignzyChoices, refusal: &Refusal<'_>) -> Answer {
    // Documented for an unknown route.
    let no_route = |why: String| Trouble { form: Form::Login, ..Trouble::plain(404, "Not Found", why) };
    let trouble = match refusal {
        Refusal::NoSuchPath(why) => no_route((*why).to_owned()),
        Refusal::OtherMethod(operation) => {
            no_route(format!("The path belongs to {}, which has another method.", operation.name))
        }
        Refusal::OtherHost(operation) => no_route(format!("{} is served by another host.", operation.name)),
        Refusal::TooLarge => Trouble::plain(413, "The body is too large", "The body is longer than 1 MiB."),
        Refusal::Status(status) => Trouble::plain(*status, phrase(*status), "An injected status."),
        Refusal::Token(name) => Trouble::token(name, "An injected refusal."),
        Refusal::TooManyRequests => Trouble::plain(429, phrase(429), "An injected 429."),
    };
    trouble.into_answer(choices)
}

fn html(status: u16) -> String {
    let title = format!("{status} {}", phrase(status));
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
}

fn phrase(status: u16) -> &'static str {
    let known = http::StatusCode::from_u16(status).ok();
    known.and_then(|status| status.canonical_reason()).unwrap_or("Error")
}
