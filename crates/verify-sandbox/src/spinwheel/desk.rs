//! What an endpoint works with.

use serde_json::{Value, json};

use super::choices::{ExtUserIdReuse, SpinwheelChoices};
use super::data::{Unmask, View};
use super::dialect::Trouble;
use super::form::Who;
use super::state::{State, User};
use crate::engine::call::Call;
use crate::engine::provider::Operation;
use crate::engine::wire::Answer;
use crate::tenant::Context;

/// What the body of a request has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// JSON in any case.
    Json,
    /// Nothing, or JSON.
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
    pub(crate) choices: &'a SpinwheelChoices,
    pub(crate) call: &'a mut Call,
    pub(crate) context: &'a Context,
    /// Whose call it is: the operation that text messages are noted under.
    pub(crate) operation: &'static str,
    /// The id of a subscription the call has made, whose pulls have to be watched.
    pub(crate) subscribed: Option<String>,
}

impl<'a> Desk<'a> {
    /// How the call sees a user.
    pub(crate) fn view(&self, unmask: Unmask) -> View<'a> {
        View { choices: self.choices, now: self.call.now, seed: self.context.seed, unmask }
    }

    /// A documented error; its status is a choice.
    pub(crate) fn token(&mut self, name: &str, why: impl Into<String>) -> Trouble {
        Trouble::token(self.choices, name, why)
    }

    pub(crate) fn invalid(&self, message: impl Into<String>) -> Trouble {
        Trouble::invalid(self.choices, vec![message.into()])
    }

    /// The user, or `USER_NOT_FOUND`.
    pub(crate) fn user(&mut self, id: &str) -> Result<&mut User, Trouble> {
        let missing = Trouble::token(self.choices, "USER_NOT_FOUND", format!("There is no user {id:?}."));
        self.state.users.get_mut(id).ok_or(missing)
    }

    /// The user somebody means, if there is one already. An unknown `userId` is an error, an unknown `extUserId` is not.
    pub(crate) fn known(&mut self, who: &Who) -> Result<Option<String>, Trouble> {
        match who {
            Who::Nobody => Ok(None),
            Who::UserId(id) => Ok(Some(self.user(id)?.id.clone())),
            Who::ExtUserId(ext_id) => Ok(self.state.by_ext_id(ext_id).map(|user| user.id.clone())),
        }
    }

    /// Whether a known user may come with this number and birth date.
    pub(crate) fn check_person(&mut self, id: &str, number: Option<&str>, born: &str) -> Result<(), Trouble> {
        let user = self.user(id)?;
        let other_number = number.is_some() && user.phone.is_some() && user.phone.as_deref() != number;
        let (other, connected) = (other_number || user.birth_date != born, user.verified.is_some());
        if !other {
            return Ok(());
        }
        self.call.rests_on("ext_user_id_reuse");
        let refused = match self.choices.ext_user_id_reuse {
            ExtUserIdReuse::ConflictOnceConnected => connected,
            ExtUserIdReuse::Conflict => true,
            ExtUserIdReuse::Silent => false,
        };
        if !refused {
            return Ok(());
        }
        self.call.rests_on("conflict_status");
        self.call.rests_on("conflict_desc");
        Err(Trouble {
            status: self.choices.conflict_status,
            desc: self.choices.conflict_desc.clone(),
            messages: vec!["The id stands for another person.".to_owned()],
            why: "The id is that of a user with another phone number or birth date.".to_owned(),
        })
    }

    /// The three ids most answers hold.
    pub(crate) fn ids(user: &User) -> Value {
        let mut ids = json!({"userId": user.id, "connectionId": user.connection_id});
        if let Some(ext_id) = &user.ext_id {
            ids["extUserId"] = json!(ext_id);
        }
        ids
    }

    pub(crate) fn check_body(&mut self, wanted: Body) -> Result<(), Trouble> {
        let empty = self.call.body.is_empty();
        if wanted == Body::Ignored || (wanted == Body::Optional && empty) {
            return Ok(());
        }
        let given = self.call.header("content-type").unwrap_or("nothing").to_owned();
        let kind = given.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            self.call.rests_on("content_type_status");
            let why = format!("The body must be application/json; the request says {given}.");
            return Err(Trouble::plain(self.choices.content_type_status, &why, why.clone()));
        }
        if let Err(error) = serde_json::from_slice::<Value>(&self.call.body) {
            return Err(self.invalid(format!("the body is not JSON: {error}")));
        }
        Ok(())
    }
}
