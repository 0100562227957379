//! `POST /v1/users/connect/preverified/userProfile`: connects a person whom the application knows completely.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, PhoneNumber, Pii, Ssn};

use crate::client::SECURE;
use crate::models::{Connection, VerificationAudit};
use crate::{Address, Client, Spinwheel, UserKey, envelope};

/// Connects a person by their whole profile, because the application has verified all of it itself.
///
/// Spinwheel's support has to enable it; what an application without it gets is not documented. Goes to the secure host, since it carries
/// the Social Security number.
///
/// **Effect:** connects the person and returns their identity; never repeated after it may have left.
///
/// **Errors:** the reference's list was not available; that the identity tokens of [`VerifySmsCode`](crate::VerifySmsCode)
/// can come here is our assumption.
///
/// **Consent:** as for [`ConnectSms`](crate::ConnectSms), with its date in the audit.
///
/// Source: Spinwheel's reference "Connect with pre-verified user profile"; the names of the scalar fields are those of
/// the other connect calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectPreverifiedProfile {
    first_name: Pii<String>,
    last_name: Pii<String>,
    phone_number: PhoneNumber,
    date_of_birth: DateOfBirth,
    ssn: Ssn,
    addresses: Vec<Address>,
    user: UserKey,
    audit: VerificationAudit,
}

/// Who the person is, for [`ConnectPreverifiedProfile`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownPerson {
    /// Given name.
    pub first_name: Pii<String>,
    /// Family name.
    pub last_name: Pii<String>,
    /// Phone number.
    pub phone_number: PhoneNumber,
    /// Birth date.
    pub date_of_birth: DateOfBirth,
    /// Social Security number.
    pub ssn: Ssn,
}

impl KnownPerson {
    /// All of it is required.
    pub fn new(
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        phone_number: PhoneNumber,
        date_of_birth: DateOfBirth,
        ssn: Ssn,
    ) -> Self {
        Self { first_name: first_name.into(), last_name: last_name.into(), phone_number, date_of_birth, ssn }
    }
}

impl ConnectPreverifiedProfile {
    /// All of it is required; `user` as for [`ConnectSms`](crate::ConnectSms). Add further addresses with
    /// [`address`](Self::address).
    pub fn new(
        person: KnownPerson,
        address: Address,
        user: impl Into<UserKey>,
        audit: VerificationAudit,
    ) -> Self {
        let KnownPerson { first_name, last_name, phone_number, date_of_birth, ssn } = person;
        let addresses = vec![address];
        Self { first_name, last_name, phone_number, date_of_birth, ssn, addresses, user: user.into(), audit }
    }

    /// Adds an earlier or further address.
    #[must_use]
    pub fn address(mut self, address: Address) -> Self {
        self.addresses.push(address);
        self
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    first_name: &'a Pii<String>,
    last_name: &'a Pii<String>,
    phone_number: &'a PhoneNumber,
    date_of_birth: &'a DateOfBirth,
    ssn: &'a Ssn,
    addresses: &'a [Address],
    #[serde(flatten)]
    user: &'a UserKey,
    audit: &'a VerificationAudit,
}

impl Endpoint for ConnectPreverifiedProfile {
    type Provider = Spinwheel;
    type Output = Connection;
    const OPERATION: &'static Operation = &Operation::new(
        "connect_preverified_profile",
        Method::POST,
        "/v1/users/connect/preverified/userProfile",
        Effect::AtMostOnce("connects the person"),
    )
    .on(SECURE);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            first_name: &self.first_name,
            last_name: &self.last_name,
            phone_number: &self.phone_number,
            date_of_birth: &self.date_of_birth,
            ssn: &self.ssn,
            addresses: &self.addresses,
            user: &self.user,
            audit: &self.audit,
        })
    }

    fn decode(&self, answer: &Answer) -> Result<Connection, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Connects a person whom the application knows completely; see [`ConnectPreverifiedProfile`].
    ///
    /// ```
    /// use spinwheel_connect::models::{VerificationAudit, VerificationType};
    /// use spinwheel_connect::{
    ///     Address, Client, ConnectPreverifiedProfile, DateOfBirth, Environment, ExtUserId, KnownPerson, PhoneNumber,
    ///     Ssn, Timestamp,
    /// };
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/connect_preverified_profile/connected.json");
    /// # script.on("connect_preverified_profile").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    ///
    /// let person = KnownPerson::new(
    ///     "Ada",
    ///     "Byron",
    ///     PhoneNumber::new("+12025550143")?,
    ///     DateOfBirth::new("1990-01-01")?,
    ///     Ssn::new("900-12-3456")?,
    /// );
    /// let today = Timestamp::parse("2026-01-15T12:00:00Z").ok_or("not a time")?;
    /// let audit = VerificationAudit::new(VerificationType::Kyc, today, today);
    /// let address = Address::new("1 Main Street", "Springfield", "IL", "62701");
    /// let request = ConnectPreverifiedProfile::new(person, address, ExtUserId::new("customer-17")?, audit);
    /// assert!(client.connect_preverified_profile(&request).await?.is_connected());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect_preverified_profile(
        &self,
        request: &ConnectPreverifiedProfile,
    ) -> Result<Connection, Error> {
        self.send(request).await
    }
}
