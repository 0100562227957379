//! `POST /sandbox/login`: a token for username and password. The path is this sandbox's own; the bodies are those of the
//! published logins of other products.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;
use crate::signzy::choices::TtlType;
use crate::signzy::desk::{Access, Body, Desk, Endpoint, Handled};
use crate::signzy::dialect::Trouble;
use crate::signzy::form::Form;
use crate::signzy::{API, LOGIN};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "signzy.login",
        routes: &[Route { method: "POST", template: LOGIN }],
        hosts: &[API],
    },
    access: Access::Login,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::new(desk, &["username", "password"]);
    let (username, password) = (form.required("username"), form.required("password"));
    form.finish()?;
    desk.state.logins += 1;
    if username != desk.credentials.username {
        return Err(Trouble::token("LOGIN_FAILED", "The username is not this tenant's."));
    }
    if password != desk.credentials.password {
        return Err(Trouble::token("LOGIN_FAILED", "The password is wrong."));
    }
    for choice in ["ttl_type", "token_lifetime_seconds", "new_token_ends_older"] {
        desk.call.rests_on(choice);
    }
    if desk.choices.new_token_ends_older {
        desk.state.tokens.iter_mut().for_each(|token| token.revoked = true);
    }
    let (now, seconds) = (desk.call.now, desk.choices.token_lifetime_seconds);
    let token = desk.state.new_token(now, Duration::from_secs(seconds));
    let ttl = match desk.choices.ttl_type {
        TtlType::Number => json!(seconds),
        TtlType::Text => json!(seconds.to_string()),
    };
    let created = Timestamp::try_from(now.wall)
        .map_or_else(|_| String::new(), |stamp| stamp.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
    let body = json!({"id": token, "ttl": ttl, "created": created, "userId": desk.credentials.user_id});
    Ok(Answer::new(200, body, format!("A new token, for {seconds} s.")))
}
