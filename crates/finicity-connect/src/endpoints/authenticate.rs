//! `POST /aggregation/v2/partners/authentication`: gets an access token.

use http::Method;
use serde::{Serialize, Serializer};
use verify_core::provider::{Answer, Endpoint, Failure, Meaning, Operation, Parts, Unreadable, answer};
use verify_core::{Effect, Error, Pii, Secret};

use crate::{Client, Finicity, PartnerId, envelope};

/// A login with a partner secret.
///
/// **Effect:** counts as a login; five failed ones lock the partner's account.
pub(crate) struct Login<'a> {
    pub(crate) partner_id: &'a PartnerId,
    pub(crate) partner_secret: &'a Secret,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    partner_id: &'a PartnerId,
    partner_secret: Exposed<'a>,
}

/// A secret does not serialise by itself: here it has to.
pub(crate) struct Exposed<'a>(pub(crate) &'a Secret);

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl Endpoint for Login<'_> {
    type Provider = Finicity;
    type Output = Granted;
    const OPERATION: &'static Operation = &Operation::new(
        "authenticate",
        Method::POST,
        "/aggregation/v2/partners/authentication",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body { partner_id: self.partner_id, partner_secret: Exposed(self.partner_secret) })
    }

    fn decode(&self, answer: &Answer) -> Result<Granted, Failure> {
        match envelope::body::<Granted>(answer) {
            Ok(granted) if granted.token.expose().is_empty() => {
                Err(Failure::Unreadable(Unreadable::at("token")))
            }
            // What Finicity does not accept about a login it will not accept the next time either.
            Err(Failure::Refused(refusal)) if answer.status().as_u16() == 400 => {
                Err(Failure::Refused(refusal.meaning(Meaning::Credentials)))
            }
            read => read,
        }
    }
}

answer! {
    /// An access token. How long it lives is not in the answer.
    pub(crate) struct Granted {
        required {
            /// The token.
            token: Pii<String> => "token",
        }
    }
}

impl Client {
    /// Makes sure that there is an access token, for instance when a program starts: wrong credentials show here instead of
    /// at the first call. Without it the first call does the same. A login that got lost is not repeated by itself, whatever the
    /// retry policy: it may have counted.
    ///
    /// **Effect:** counts as a login unless a token is there; five failed logins lock the partner's account, so refused
    /// credentials are not tried a second time.
    ///
    /// **Errors:** [`InvalidCredentials`](crate::ErrorCode::InvalidCredentials),
    /// [`AccountLocked`](crate::ErrorCode::AccountLocked), [`MissingAppKey`](crate::ErrorCode::MissingAppKey),
    /// [`NotAuthorized`](crate::ErrorCode::NotAuthorized), [`PartnerNotFound`](crate::ErrorCode::PartnerNotFound).
    ///
    /// Source: OAS 1.42, `/aggregation/v2/partners/authentication`.
    ///
    /// ```
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use finicity_connect::{Client, Environment, Partner};
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    ///
    /// let partner = Partner::new("1445585709680".parse()?, "partner-secret", "key");
    /// let client = Client::builder(Environment::Finicity, partner);
    /// # let client = client.transport(script);
    /// let client = client.build()?;
    /// client.authenticate().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn authenticate(&self) -> Result<(), Error> {
        self.tokens().ready().await
    }
}
