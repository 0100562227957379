//! `POST /v1/users/{userId}/connect/sms/verify`: checks the texted code.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, OtpCode};

use crate::models::Connection;
use crate::{Client, Spinwheel, UserId, VerifyPath, envelope};

/// Checks the code the person received. With the right code Spinwheel looks the person up and connects them.
///
/// **Effect:** uses up one of five tries. Never repeated after it may have left.
///
/// **Errors:** [`Incorrect`] (ask again), [`Expired`] (new connection), [`FailedEligibility`] and
/// [`FailedIdentification`] (KBA), [`FailedIdentificationInfoMismatch`] (correct the input), [`MaxAttemptsReached`]
/// (wait 5 minutes), [`TooManyRequests`] (wait). [`next_step`](crate::ErrorCode::next_step) says it in code.
///
/// Source: Spinwheel's reference "Verify code" and Connect SMS UI prompt.
///
/// [`Incorrect`]: crate::ErrorCode::Incorrect
/// [`Expired`]: crate::ErrorCode::Expired
/// [`FailedEligibility`]: crate::ErrorCode::FailedEligibility
/// [`FailedIdentification`]: crate::ErrorCode::FailedIdentification
/// [`FailedIdentificationInfoMismatch`]: crate::ErrorCode::FailedIdentificationInfoMismatch
/// [`MaxAttemptsReached`]: crate::ErrorCode::MaxAttemptsReached
/// [`TooManyRequests`]: crate::ErrorCode::TooManyRequests
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifySmsCode {
    user_id: UserId,
    code: OtpCode,
}

impl VerifySmsCode {
    /// `user_id` is the one [`connect_sms`](Client::connect_sms) returned.
    pub fn new(user_id: UserId, code: OtpCode) -> Self {
        Self { user_id, code }
    }
}

const EFFECT: Effect = Effect::AtMostOnce("uses up a try at the code");

#[derive(Serialize)]
struct Body<'a> {
    code: &'a OtpCode,
}

impl Endpoint for VerifySmsCode {
    type Provider = Spinwheel;
    type Output = Connection;
    const OPERATION: &'static Operation =
        &Operation::new("verify_sms_code", Method::POST, "/v1/users/{userId}/connect/sms/verify", EFFECT);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&Body { code: &self.code })
    }

    fn decode(&self, answer: &Answer) -> Result<Connection, Failure> {
        envelope::data(answer)
    }
}

/// The same call on the path that the guide prints.
struct OnGuidePath<'a>(&'a VerifySmsCode);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GuideBody<'a> {
    user_id: &'a UserId,
    code: &'a OtpCode,
}

impl Endpoint for OnGuidePath<'_> {
    type Provider = Spinwheel;
    type Output = Connection;
    const OPERATION: &'static Operation =
        &Operation::new("verify_sms_code", Method::POST, "/v1/users/connect/sms/verify", EFFECT);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&GuideBody { user_id: &self.0.user_id, code: &self.0.code })
    }

    fn decode(&self, answer: &Answer) -> Result<Connection, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Checks a texted code; see [`VerifySmsCode`] for what each error asks for. The path is the client's
    /// [`VerifyPath`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, OtpCode, UserId, VerifySmsCode};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("verify_sms_code").answer(200, include_str!("../../tests/samples/verify_sms_code/connected.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let code = OtpCode::new("012345")?;
    /// let connection = client.verify_sms_code(&VerifySmsCode::new(user_id, code)).await?;
    /// assert!(connection.is_connected());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn verify_sms_code(&self, request: &VerifySmsCode) -> Result<Connection, Error> {
        match self.verify_path {
            VerifyPath::Reference => self.send(request).await,
            VerifyPath::Guide => self.send(&OnGuidePath(request)).await,
        }
    }
}
