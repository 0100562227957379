//! What an endpoint works with.

use serde_json::{Value, json};

use super::choices::{DoneBody, DotsChoices};
use super::dialect::Trouble;
use super::flows::Flow;
use super::record;
use super::state::{State, User};
use crate::engine::call::Call;
use crate::engine::provider::Operation;
use crate::engine::wire::Answer;
use crate::tenant::Context;

/// What the body of a request has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// A JSON object.
    Json,
    /// Nothing, or a JSON object.
    Optional,
    /// Not looked at.
    Ignored,
}

/// One file under `endpoints/`.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) operation: Operation,
    pub(crate) body: Body,
    pub(crate) run: fn(&mut Desk<'_>) -> Handled,
}

pub(crate) type Handled = Result<Answer, Trouble>;

/// One call, and everything it may look at and change.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) choices: &'a DotsChoices,
    pub(crate) call: &'a mut Call,
    pub(crate) context: &'a Context,
}

impl Desk<'_> {
    /// A documented code; its status is a choice.
    pub(crate) fn token(&self, code: &str, why: impl Into<String>) -> Trouble {
        Trouble::token(self.choices, code, why)
    }

    pub(crate) fn invalid(&self, what: impl Into<String>) -> Trouble {
        Trouble::invalid(self.choices, what)
    }

    /// The id in the path, of a user who exists.
    pub(crate) fn user_id(&mut self) -> Result<String, Trouble> {
        let id = self.call.param("user_id").unwrap_or_default().to_owned();
        if !is_uuid(&id) {
            return Err(self.invalid("user_id must be a UUID"));
        }
        self.user(&id).map(|user| user.id.clone())
    }

    pub(crate) fn user(&mut self, id: &str) -> Result<&mut User, Trouble> {
        let missing = self.token("no_such_resource", format!("There is no user {id}."));
        self.state.user(id).ok_or_else(|| missing.saying(format!("User not found: {id}")))
    }

    /// A user, or somebody who is not one yet.
    pub(crate) fn person(&mut self, id: &str) -> Result<&mut User, Trouble> {
        let missing = self.token("no_such_resource", format!("There is nobody {id}."));
        self.state.person(id).ok_or_else(|| missing.saying(format!("User not found: {id}")))
    }

    /// The flow in the path.
    pub(crate) fn flow(&mut self) -> Result<&mut Flow, Trouble> {
        let id = self.call.param("flow_id").unwrap_or_default().to_owned();
        if !is_uuid(&id) {
            return Err(self.invalid("flow_id must be a UUID"));
        }
        let missing = self.token("no_such_resource", format!("There is no flow {id}."));
        let flow = self.state.flows.iter_mut().find(|flow| flow.id == id);
        flow.ok_or_else(|| missing.saying(format!("Flow not found: {id}")))
    }

    /// The user as the schema has it.
    pub(crate) fn record(&mut self, id: &str) -> Result<Value, Trouble> {
        let user = self.user(id)?.clone();
        Ok(record::full(&user, self.choices, self.call))
    }

    /// A success without a documented body.
    pub(crate) fn done(
        &mut self,
        status: u16,
        body: DoneBody,
        choice: &'static str,
        id: &str,
        why: impl Into<String>,
    ) -> Handled {
        self.call.rests_on(choice);
        let body = match body {
            DoneBody::Empty => Value::Null,
            DoneBody::Object => json!({}),
            DoneBody::Success => json!({"success": true}),
            DoneBody::Text => return Ok(Answer::other(status, "text/plain", "OK", why)),
            DoneBody::User => self.record(id)?,
        };
        Ok(Answer::new(status, body, why))
    }

    pub(crate) fn check_body(&mut self, wanted: Body) -> Result<(), Trouble> {
        self.call.fields.look();
        let empty = self.call.body.is_empty();
        if wanted == Body::Ignored || (wanted == Body::Optional && empty) {
            return Ok(());
        }
        let given = self.call.header("content-type").unwrap_or("nothing").to_owned();
        let kind = given.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            self.call.rests_on("content_type_status");
            let why = format!("The body must be application/json; the request says {given}.");
            return Err(Trouble { status: self.choices.content_type_status, ..self.invalid(why) });
        }
        match serde_json::from_slice::<Value>(&self.call.body) {
            Ok(Value::Object(_)) => Ok(()),
            Ok(_) => Err(self.invalid("the body is no JSON object")),
            Err(error) => Err(self.invalid(format!("the body is no JSON: {error}"))),
        }
    }
}

/// 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_uuid(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
