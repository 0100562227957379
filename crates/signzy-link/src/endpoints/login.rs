//! The login: username and password for an access token.

use http::{Method, StatusCode};
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Meaning, Operation, Parts};
use verify_core::{Effect, Error};

use crate::auth::Login;
use crate::client::{LOGIN, Signzy};
use crate::envelope;
use crate::models::AccessToken;

/// Logs in. The client does it by itself, when it needs a token.
///
/// **Effect:** gives a token; whether earlier ones stay good is not documented.
///
/// **Errors:** [`LoginFailed`](crate::ErrorCode::LoginFailed).
///
/// Source: Signzy's pages "Customer Login" of other products; that of `api.signzy.us` is not published.
pub(crate) struct LogIn<'a> {
    pub(crate) login: &'a Login,
}

#[derive(Serialize)]
struct Body<'a> {
    username: &'a str,
    password: &'a str,
}

impl Endpoint for LogIn<'_> {
    type Provider = Signzy;
    type Output = AccessToken;
    const OPERATION: &'static Operation =
        &Operation::new("login", Method::POST, "", Effect::Idempotent).on(LOGIN);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let (username, password) = (self.login.username.expose(), self.login.password.expose());
        parts.json(&Body { username, password })
    }

    fn decode(&self, answer: &Answer) -> Result<AccessToken, Failure> {
        envelope::body(answer).map_err(|failure| match failure {
            // Here a 401 is about username and password. To renew a token would be this very call.
            Failure::Refused(refusal) if answer.status() == StatusCode::UNAUTHORIZED => {
                Failure::Refused(refusal.meaning(Meaning::Credentials))
            }
            other => other,
        })
    }
}
