//! `POST /v1/users/connect/network`: connects a person by a token that another partner of Spinwheel holds.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Meaning, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, Pii, Ssn, Timestamp};

use crate::models::{Connection, Day};
use crate::{Client, ExtUserId, Spinwheel, envelope};

/// Connects a person whom another partner has connected before, by the network token that partner holds.
///
/// Needs an agreement between the partners and Spinwheel. Tokens live for 5 years.
///
/// **Effect:** makes a user; never repeated after it may have left.
///
/// **Errors** by HTTP status ([`Error::status`]): 400 the partner is not configured, 401 the token is not the partner's or
/// has expired, 403 network access is switched off, 404 no such token, 406 the token cannot be used to make a user, 409 it
/// conflicts with an existing user. A 401 can also mean a wrong client key; it is taken for that if it says so in the one
/// wording that is documented, else all of them are [`ErrorKind::Refused`](crate::ErrorKind::Refused).
///
/// **Consent:** as for [`ConnectSms`](crate::ConnectSms), with its date in the audit.
///
/// Source: Spinwheel's reference "Create network user".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectNetworkToken {
    ext_user_id: ExtUserId,
    network_token: Pii<String>,
    ssn_last_four_digits: Pii<String>,
    date_of_birth: DateOfBirth,
    user_consent_date: Day,
}

impl ConnectNetworkToken {
    /// All of it is required. Of the Social Security number the last four digits are sent; the consent as its day in UTC.
    // Taken over although only its last digits are kept: values are given to all constructors alike.
    #[allow(clippy::needless_pass_by_value)]
    pub fn new(
        ext_user_id: ExtUserId,
        network_token: impl Into<Pii<String>>,
        ssn: Ssn,
        date_of_birth: DateOfBirth,
        agreed_at: impl Into<Timestamp>,
    ) -> Self {
        Self {
            ext_user_id,
            network_token: network_token.into(),
            ssn_last_four_digits: ssn.last_four().into(),
            date_of_birth,
            user_consent_date: Day::of(agreed_at),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    ext_user_id: &'a ExtUserId,
    network_token: &'a Pii<String>,
    ssn_last_four_digits: &'a Pii<String>,
    date_of_birth: &'a DateOfBirth,
    audit: Audit<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Audit<'a> {
    user_consent_date: &'a Day,
}

impl Endpoint for ConnectNetworkToken {
    type Provider = Spinwheel;
    type Output = Connection;
    const OPERATION: &'static Operation = &Operation::new(
        "connect_network_token",
        Method::POST,
        "/v1/users/connect/network",
        Effect::AtMostOnce("makes a user"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            ext_user_id: &self.ext_user_id,
            network_token: &self.network_token,
            ssn_last_four_digits: &self.ssn_last_four_digits,
            date_of_birth: &self.date_of_birth,
            audit: Audit { user_consent_date: &self.user_consent_date },
        })
    }

    fn decode(&self, answer: &Answer) -> Result<Connection, Failure> {
        let about_the_token = matches!(answer.status().as_u16(), 401 | 403);
        envelope::data(answer).map_err(|failure| match failure {
            // A missing client key is 401 too, and says so in words.
            Failure::Refused(refusal) if about_the_token && !envelope::is_about_the_key(answer) => {
                Failure::Refused(refusal.meaning(Meaning::Refused))
            }
            other => other,
        })
    }
}

impl Client {
    /// Connects a person by a network token; see [`ConnectNetworkToken`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, ConnectNetworkToken, DateOfBirth, Environment, ExtUserId, Ssn, Timestamp};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/connect_network_token/connected.json");
    /// # script.on("connect_network_token").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let token_of_the_other_partner = "synthetic-network-token";
    ///
    /// let agreed = Timestamp::parse("2026-01-15T12:00:00Z").ok_or("not a time")?;
    /// let (ssn, birth_date) = (Ssn::new("900-12-3456")?, DateOfBirth::new("1990-01-01")?);
    /// let user = ExtUserId::new("customer-17")?;
    /// let request = ConnectNetworkToken::new(user, token_of_the_other_partner, ssn, birth_date, agreed);
    /// let user_id = client.connect_network_token(&request).await?.user_id;
    /// # assert!(user_id.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect_network_token(&self, request: &ConnectNetworkToken) -> Result<Connection, Error> {
        self.send(request).await
    }
}
