//! `POST /v1/users/connect/sms`: texts a code to the person's phone.

use std::time::Duration;

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, answer};
use verify_core::{DateOfBirth, Effect, Error, PhoneNumber, Timestamp};

use crate::models::ConnectionStatus;
use crate::{Client, ConnectionId, ExtUserId, Spinwheel, UserId, UserKey, envelope};

/// Starts to connect a person: Spinwheel texts a six-digit code to the phone number.
///
/// **Effect:** sends a text message, so it is never repeated after it may have left. There is no resend call: calling
/// this again texts a new code. Spinwheel recommends at most one text in 30 s for one number and blocks a number for
/// 24 hours after too many.
///
/// When [`Error::may_have_acted`] is true, a text may be on its way. Ask the person whether it came, and look before
/// sending another one: if [`retrieve_user`](Client::retrieve_user) by the same [`ExtUserId`] finds a user, the code of that
/// text can be verified with its id. If it finds none, that proves nothing (what Spinwheel shows before a code was checked
/// is not documented): wait 30 s, then connect again.
///
/// **Consent:** before this call the person must have seen the Spinwheel End User Agreement
/// (<https://spinwheel.io/legal/end-user-agreement>) and agreed to it: these are the "written instructions" that the
/// Fair Credit Reporting Act asks for. Capture the consent, and say when it was given with
/// [`consent_timestamp`](Self::consent_timestamp).
///
/// **Errors:** [`InvalidNumber`], [`UnsupportedCountryCode`], [`UnsupportedNumber`], [`MaxAttemptsReached`],
/// [`TooManyVerifications`].
///
/// Source: Spinwheel's reference "Connect with SMS" and guide "Connect API - SMS".
///
/// [`InvalidNumber`]: crate::ErrorCode::InvalidNumber
/// [`UnsupportedCountryCode`]: crate::ErrorCode::UnsupportedCountryCode
/// [`UnsupportedNumber`]: crate::ErrorCode::UnsupportedNumber
/// [`MaxAttemptsReached`]: crate::ErrorCode::MaxAttemptsReached
/// [`TooManyVerifications`]: crate::ErrorCode::TooManyVerifications
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectSms {
    phone_number: PhoneNumber,
    date_of_birth: DateOfBirth,
    user: UserKey,
    consent_timestamp: Option<Timestamp>,
}

impl ConnectSms {
    /// `user` is an [`ExtUserId`] for a first connection, a [`UserId`] to connect an existing user again.
    /// One external id stands for one real person.
    pub fn new(phone_number: PhoneNumber, date_of_birth: DateOfBirth, user: impl Into<UserKey>) -> Self {
        Self { phone_number, date_of_birth, user: user.into(), consent_timestamp: None }
    }

    /// When the person agreed, as you stored it (not the moment of the call); sent as `audit.consentTimestamp`, ISO 8601 in UTC with milliseconds.
    /// (The form of this field is known from a client's code, not from Spinwheel's documents.)
    #[must_use]
    pub fn consent_timestamp(mut self, at: impl Into<Timestamp>) -> Self {
        self.consent_timestamp = Some(at.into());
        self
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    phone_number: &'a PhoneNumber,
    date_of_birth: &'a DateOfBirth,
    #[serde(flatten)]
    user: &'a UserKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<Audit>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Audit {
    consent_timestamp: Timestamp,
}

impl Endpoint for ConnectSms {
    type Provider = Spinwheel;
    type Output = SmsConnection;
    const OPERATION: &'static Operation = &Operation::new(
        "connect_sms",
        Method::POST,
        "/v1/users/connect/sms",
        Effect::AtMostOnce("sends a text message"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            phone_number: &self.phone_number,
            date_of_birth: &self.date_of_birth,
            user: &self.user,
            audit: self.consent_timestamp.map(|consent_timestamp| Audit { consent_timestamp }),
        })
    }

    fn decode(&self, answer: &Answer) -> Result<SmsConnection, Failure> {
        envelope::data(answer)
    }
}

answer! {
    /// A connection that waits for the texted code. That the text was delivered is not known.
    pub struct SmsConnection {
        required {
            /// Spinwheel's id of the user; keep it, [`VerifySmsCode`](crate::VerifySmsCode) needs it.
            user_id: UserId => "userId",
        }
        /// The application's id of the user.
        ext_user_id: Option<ExtUserId> => "extUserId",
        /// This connection.
        connection_id: Option<ConnectionId> => "connectionId",
        /// How far the connection is; what stands here at this step is not documented.
        connection_status: Option<ConnectionStatus> => "connectionStatus",
        /// The texted code.
        sms: Option<SmsCode> => "sms",
    }
}

answer! {
    /// How long the texted code can be used.
    pub struct SmsCode {
        /// When it expires.
        code_expires_at: Option<Timestamp> => "codeExpiresAt",
        /// How long it lives, in seconds.
        code_timeout_seconds: Option<u32> => "codeTimeoutSeconds",
    }
}

impl SmsConnection {
    /// How long the code can be used: what the answer says, else the documented 5 minutes.
    pub fn code_lifetime(&self) -> Duration {
        let seconds = self.sms.as_ref().and_then(|sms| sms.code_timeout_seconds);
        Duration::from_secs(seconds.unwrap_or(300).into())
    }
}

impl Client {
    /// Texts a code to a person; see [`ConnectSms`] for consent, cost and errors.
    ///
    /// ```
    /// use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("connect_sms").answer(201, include_str!("../../tests/samples/connect_sms/created.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    ///
    /// let phone = PhoneNumber::new("+12025550143")?;
    /// let birth_date = DateOfBirth::new("1990-01-01")?;
    /// let request = ConnectSms::new(phone, birth_date, ExtUserId::new("customer-17")?);
    /// let connection = client.connect_sms(&request).await?;
    /// println!("code sent, valid for {} s", connection.code_lifetime().as_secs());
    /// # assert_eq!(connection.code_lifetime().as_secs(), 300);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect_sms(&self, request: &ConnectSms) -> Result<SmsConnection, Error> {
        self.send(request).await
    }
}
