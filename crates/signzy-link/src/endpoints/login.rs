//! The login: username and password for an access token.

use http::{Method, StatusCode};
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Meaning, Operation, Parts, Unreadable};
use verify_core::{Effect, Error};

use crate::auth::Login;
use crate::client::{LOGIN, Signzy};
use crate::models::AccessToken;
use crate::{Client, envelope};

/// The login itself, with username and password.
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
        let granted: AccessToken = envelope::body(answer).map_err(|failure| match failure {
            // Here a 401 is about username and password. To renew a token would be this very call.
            Failure::Refused(refusal) if envelope::is_unauthorized(answer) => {
                Failure::Refused(refusal.meaning(Meaning::Credentials))
            }
            // It can also be a limit that was reached, which is over one day: no reason never to log in again.
            Failure::Refused(refusal) if answer.status() == StatusCode::FORBIDDEN => {
                Failure::Refused(refusal.meaning(Meaning::Refused))
            }
            other => other,
        })?;
        if granted.id.expose().is_empty() {
            return Err(Unreadable::at("id").into());
        }
        Ok(granted)
    }
}

impl Client {
    /// Makes sure that there is an access token, for instance when a program starts: a wrong password or path shows here
    /// instead of at the first call. Without it the first call does the same. With [`Access::Token`](crate::Access::Token) there
    /// is nothing to do, and nothing is asked.
    ///
    /// **Effect:** gives a token, unless there is one; whether earlier ones stay good is not documented. A username or password
    /// that was refused is not tried a second time, until [`replace_login`](Client::replace_login).
    ///
    /// **Errors:** [`LoginFailed`](crate::ErrorCode::LoginFailed).
    ///
    /// Source: Signzy's pages "Customer Login" of other products; that of `api.signzy.us` is not published.
    ///
    /// ```
    /// use signzy_link::{Access, Client, Environment};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("login").answer(200, include_str!("../../tests/samples/login/number.json"));
    ///
    /// let client = Client::builder(Environment::PreProduction, Access::login("username", "password"))
    ///     .send_link_path("/send-link") // of your account, and so is the next one
    ///     .login_path("/login");
    /// # let client = client.transport(script);
    /// let client = client.build()?;
    /// client.login().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn login(&self) -> Result<(), Error> {
        match self.logins() {
            Some(logins) => logins.tokens.ready().await,
            None => Ok(()),
        }
    }
}
