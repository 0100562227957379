//! What an endpoint works with.

use serde_json::{Value, json};

use super::choices::FinicityChoices;
use super::connect::LinkOrder;
use super::dialect::Trouble;
use super::state::{Customer, State};
use crate::engine::call::Call;
use crate::engine::provider::Operation;
use crate::engine::wire::Answer;

/// What lets a call in besides the app key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nothing.
    Key,
    /// A token.
    Token,
    /// A token; errors come in Connect's own envelope.
    Connect,
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

/// What became of a call.
#[derive(Debug)]
pub(crate) enum Done {
    Answer(Answer),
    /// A link is to be made, after the webhook has been tried.
    Link(Box<Wanted>),
}

/// A link that is to be made.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) order: LinkOrder,
    /// For the two calls that send the link.
    pub(crate) mail: Option<Mail>,
    /// For the journal.
    pub(crate) notes: Vec<String>,
}

/// An e-mail around a link.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) operation: &'static str,
    pub(crate) to: String,
    /// Everything above the link.
    pub(crate) above: String,
    /// Everything below it.
    pub(crate) below: String,
    /// As it was sent.
    pub(crate) config: Value,
}

pub(crate) type Handled = Result<Done, Trouble>;

/// One call, and everything it may look at and change.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) choices: &'a FinicityChoices,
    pub(crate) call: &'a mut Call,
    pub(crate) access: Access,
}

/// A success.
pub(crate) fn answer(status: u16, body: Value, why: impl Into<String>) -> Done {
    Done::Answer(Answer::new(status, body, why))
}

/// A success without a body.
pub(crate) fn no_content(why: impl Into<String>) -> Done {
    answer(204, Value::Null, why)
}

impl Desk<'_> {
    /// The customer in the path, or `14001`.
    pub(crate) fn customer(&mut self) -> Result<&mut Customer, Trouble> {
        let id = self.call.param("customerId").unwrap_or_default();
        let missing = Trouble::token("14001", format!("There is no customer {id:?}."));
        self.state.customers.get_mut(id).ok_or(missing)
    }

    /// The id of the customer in the path, who exists.
    pub(crate) fn customer_id(&mut self) -> Result<String, Trouble> {
        Ok(self.customer()?.id.clone())
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
            let why = format!("The body must be application/json; the request says {given}.");
            return Err(Trouble { status: self.choices.content_type_status, ..self.bad_request(why) });
        }
        match serde_json::from_slice::<Value>(&self.call.body) {
            Ok(Value::Object(_)) => Ok(()),
            Ok(_) => Err(self.bad_request("The body is no JSON object.")),
            Err(error) => Err(self.bad_request(format!("The body is no JSON: {error}."))),
        }
    }

    /// The general `14020`, in the call's envelope.
    pub(crate) fn bad_request(&self, why: impl Into<String>) -> Trouble {
        let name = if self.access == Access::Connect { "14020_CONNECT" } else { "14020" };
        Trouble::token(name, why)
    }
}

/// Seconds since 1970.
pub(crate) fn seconds(at: std::time::SystemTime) -> u64 {
    crate::engine::moment::millis(at) / 1000
}

/// The same as text.
pub(crate) fn seconds_text(at: std::time::SystemTime) -> Value {
    json!(seconds(at).to_string())
}
