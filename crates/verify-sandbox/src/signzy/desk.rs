//! What an endpoint works with.

use serde_json::{Value, json};

use super::choices::{Envelope, SignzyChoices};
use super::dialect::{Form as TroubleForm, Trouble};
use super::state::{Credentials, State};
use crate::engine::call::Call;
use crate::engine::provider::Operation;
use crate::engine::wire::Answer;
use crate::tenant::Context;

/// What a call needs before it is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nothing: it is the login, and its errors are a login's.
    Login,
    /// A token.
    Token,
}

/// What the body of a request has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// A JSON object.
    Json,
    /// Not looked at.
    Ignored,
}

/// One file under `endpoints/`.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) operation: Operation,
    pub(crate) access: Access,
    pub(crate) body: Body,
    pub(crate) run: fn(&mut Desk<'_>) -> Handled,
}

pub(crate) type Handled = Result<Answer, Trouble>;

/// One call, and everything it may look at and change.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) choices: &'a SignzyChoices,
    pub(crate) call: &'a mut Call,
    pub(crate) context: &'a Context,
    pub(crate) credentials: &'a Credentials,
    pub(crate) access: Access,
}

impl Desk<'_> {
    /// Something is wrong with the request's fields.
    pub(crate) fn invalid(&mut self, what: impl Into<String>) -> Trouble {
        let what = what.into();
        let why = format!("The request is not valid: {what}.");
        if self.access == Access::Login {
            self.call.rests_on("login_missing_status");
            let plain = Trouble::plain(self.choices.login_missing_status, what, why);
            return Trouble { form: TroubleForm::Login, ..plain };
        }
        self.call.rests_on("validation_status");
        let status = self.choices.validation_status;
        Trouble::token("VALIDATION_ERROR", why).saying(what).with_status(status)
    }

    pub(crate) fn check_body(&mut self, wanted: Body) -> Result<(), Trouble> {
        self.call.fields.look();
        if wanted == Body::Ignored {
            return Ok(());
        }
        let given = self.call.header("content-type").unwrap_or("nothing").to_owned();
        let kind = given.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            self.call.rests_on("content_type_status");
            let what = format!("the body must be application/json; the request says {given}");
            let status = self.choices.content_type_status;
            return Err(self.invalid(what).with_status(status));
        }
        match serde_json::from_slice::<Value>(&self.call.body) {
            Ok(Value::Object(_)) => Ok(()),
            Ok(_) => Err(self.invalid("the body is no JSON object")),
            Err(error) => Err(self.malformed(&error)),
        }
    }

    fn malformed(&mut self, error: &serde_json::Error) -> Trouble {
        let what = format!("the body is no JSON: {error}");
        if self.access == Access::Login {
            // Documented for a login.
            return Trouble { name: "SyntaxError", ..self.invalid(what) }.with_status(400);
        }
        self.call.rests_on("malformed_json_status");
        let status = self.choices.malformed_json_status;
        self.invalid(what).with_status(status)
    }
}

/// The fields of a success, and what stands around them.
pub(crate) fn wrapped(envelope: Envelope, fields: Value) -> Value {
    match envelope {
        Envelope::Flat => fields,
        Envelope::Result => json!({"result": fields}),
        Envelope::Response => json!({"response": fields}),
    }
}
