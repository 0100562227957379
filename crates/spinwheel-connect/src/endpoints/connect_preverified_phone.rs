//! `POST /v1/users/connect/preverified/phoneNumber`: connects a person whose phone the application verified itself.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, PhoneNumber};

use crate::models::{Connection, VerificationAudit};
use crate::{Client, Spinwheel, UserKey, envelope};

/// Connects a person without a texted code, because the application has verified the phone number itself.
///
/// Spinwheel's support has to enable it; what an application without it gets is not documented.
///
/// **Effect:** connects the person and returns their identity; never repeated after it may have left.
///
/// **Errors:** the reference's list was not available; that the identity tokens of [`VerifySmsCode`](crate::VerifySmsCode)
/// can come here is our assumption.
///
/// **Consent:** as for [`ConnectSms`](crate::ConnectSms), with its date in the audit.
///
/// Source: Spinwheel's guide "Connect API - Pre-verified".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectPreverifiedPhone {
    phone_number: PhoneNumber,
    date_of_birth: DateOfBirth,
    user: UserKey,
    audit: VerificationAudit,
}

impl ConnectPreverifiedPhone {
    /// All of it is required; `user` as for [`ConnectSms`](crate::ConnectSms).
    pub fn new(
        phone_number: PhoneNumber,
        date_of_birth: DateOfBirth,
        user: impl Into<UserKey>,
        audit: VerificationAudit,
    ) -> Self {
        Self { phone_number, date_of_birth, user: user.into(), audit }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    phone_number: &'a PhoneNumber,
    date_of_birth: &'a DateOfBirth,
    #[serde(flatten)]
    user: &'a UserKey,
    audit: &'a VerificationAudit,
}

impl Endpoint for ConnectPreverifiedPhone {
    type Provider = Spinwheel;
    type Output = Connection;
    const OPERATION: &'static Operation = &Operation::new(
        "connect_preverified_phone",
        Method::POST,
        "/v1/users/connect/preverified/phoneNumber",
        Effect::AtMostOnce("connects the person"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            phone_number: &self.phone_number,
            date_of_birth: &self.date_of_birth,
            user: &self.user,
            audit: &self.audit,
        })
    }

    fn decode(&self, answer: &Answer) -> Result<Connection, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Connects a person whose phone the application verified; see [`ConnectPreverifiedPhone`].
    ///
    /// ```
    /// use spinwheel_connect::models::{VerificationAudit, VerificationType};
    /// use spinwheel_connect::{Client, ConnectPreverifiedPhone, DateOfBirth, Environment, ExtUserId, PhoneNumber, Timestamp};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/connect_preverified_phone/connected.json");
    /// # script.on("connect_preverified_phone").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    ///
    /// let today = Timestamp::parse("2026-01-15T12:00:00Z").ok_or("not a time")?;
    /// let audit = VerificationAudit::new(VerificationType::Sms, today, today);
    /// let (phone, birth_date) = (PhoneNumber::new("+12025550143")?, DateOfBirth::new("1990-01-01")?);
    /// let request = ConnectPreverifiedPhone::new(phone, birth_date, ExtUserId::new("customer-17")?, audit);
    /// assert!(client.connect_preverified_phone(&request).await?.is_connected());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect_preverified_phone(
        &self,
        request: &ConnectPreverifiedPhone,
    ) -> Result<Connection, Error> {
        self.send(request).await
    }
}
