//! `POST /v2/users/{user_id}/send-verification-token`: texts or speaks a token.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::{Client, Dots, UserId, envelope};

/// Sends a one-time token to the phone of a user: in a text message, or spoken in a call.
///
/// How long a token lives, how often one can be sent, and whether an earlier one stays good are not documented. An answer
/// means that Dots took it on, not that the person has it.
///
/// **Effect:** sends a text message or calls, so it is never repeated after it may have left. When [`Error::may_have_acted`]
/// is true, a token may be on its way: ask the person whether it came before sending another one.
///
/// **Errors:** none is documented. Those of phone numbers can be expected:
/// [`InvalidPhoneNumber`](crate::ErrorCode::InvalidPhoneNumber),
/// [`InvalidPhoneNumberVoip`](crate::ErrorCode::InvalidPhoneNumberVoip),
/// [`InvalidPhoneNumberLandline`](crate::ErrorCode::InvalidPhoneNumberLandline).
///
/// Source: the description of the API (`send-verification-token`), the page "Create a User".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendVerificationToken {
    user_id: UserId,
    use_voice: bool,
}

impl SendVerificationToken {
    /// In a text message.
    pub fn text(user_id: UserId) -> Self {
        Self { user_id, use_voice: false }
    }

    /// Spoken, in a phone call.
    pub fn voice(user_id: UserId) -> Self {
        Self { user_id, use_voice: true }
    }
}

#[derive(Serialize)]
struct Body {
    use_voice: bool,
}

impl Endpoint for SendVerificationToken {
    type Provider = Dots;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new(
        "send_verification_token",
        Method::POST,
        "/v2/users/{user_id}/send-verification-token",
        Effect::AtMostOnce("sends a text message or calls"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        // For a text message without a body, as in all of Dots' examples.
        if self.use_voice { parts.json(&Body { use_voice: true }) } else { Ok(()) }
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Texts or speaks a token; see [`SendVerificationToken`].
    ///
    /// ```
    /// use dots_users::{SendVerificationToken, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("send_verification_token").answer(202, "");
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// client.send_verification_token(&SendVerificationToken::text(user_id)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_verification_token(&self, request: &SendVerificationToken) -> Result<(), Error> {
        self.send(request).await
    }
}
