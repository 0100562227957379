//! `POST /v2/users/{user_id}/verify`: checks a token.

use http::{Method, StatusCode};
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, InvalidValue, OtpCode};

use crate::{Client, Dots, UserId, envelope};

/// Checks the token that the person received.
///
/// How many tries there are, and what is answered once they are used up, once the token is too old, or for a user who is
/// verified already, is not documented: each of these may look like a wrong token.
///
/// **Effect:** uses up a try at the code. Never repeated after it may have left.
///
/// **Errors:** none is documented but the wrong token, which is a [`Verification`] and no error.
///
/// Source: the description of the API (`verify-user`), the page "Create a User".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyToken {
    user_id: UserId,
    token: OtpCode,
}

impl VerifyToken {
    /// Takes a token of at least 6 digits; shorter ones Dots does not take.
    pub fn new(user_id: UserId, token: OtpCode) -> Result<Self, InvalidValue> {
        if token.expose().len() < 6 {
            return Err(InvalidValue::new("token", "must be at least 6 digits"));
        }
        Ok(Self { user_id, token })
    }
}

#[derive(Serialize)]
struct Body<'a> {
    token: &'a OtpCode,
}

/// What came of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verification {
    /// It was right: the phone number is proved. [Retrieve the user](crate::RetrieveUser) to see what they are now.
    Verified,
    /// It was wrong: let the person try again, or send another one.
    WrongToken,
}

impl Verification {
    /// Whether the token was right.
    pub fn is_verified(self) -> bool {
        self == Self::Verified
    }
}

impl Endpoint for VerifyToken {
    type Provider = Dots;
    type Output = Verification;
    const OPERATION: &'static Operation = &Operation::new(
        "verify_token",
        Method::POST,
        "/v2/users/{user_id}/verify",
        Effect::AtMostOnce("uses up a try at the code"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&Body { token: &self.token })
    }

    /// Documented are 200 and, for a wrong token, 400, both without a word about the body. A 400 with one of the documented
    /// codes, none of which is about tokens, is something else, and so is a web page.
    fn decode(&self, answer: &Answer) -> Result<Verification, Failure> {
        let named = || envelope::code(answer).is_some_and(|code| code.listed().is_some());
        if answer.status() == StatusCode::BAD_REQUEST && !envelope::is_page(answer) && !named() {
            return Ok(Verification::WrongToken);
        }
        envelope::check(answer).map(|()| Verification::Verified)
    }
}

impl Client {
    /// Checks a token; see [`VerifyToken`].
    ///
    /// ```
    /// use dots_users::{OtpCode, UserId, Verification, VerifyToken};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("verify_token").answer(400, include_str!("../../tests/samples/verify_token/wrong.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// let request = VerifyToken::new(user_id, OtpCode::new("012345")?)?;
    /// match client.verify_token(&request).await? {
    ///     Verification::Verified => println!("welcome"),
    ///     _ => println!("that was not the code, try again"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn verify_token(&self, request: &VerifyToken) -> Result<Verification, Error> {
        self.send(request).await
    }
}
