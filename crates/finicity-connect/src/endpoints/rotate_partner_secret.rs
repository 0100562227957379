//! `PUT /aggregation/v2/partners/authentication`: changes the partner secret.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, InvalidValue, Secret};

use super::authenticate::Exposed;
use crate::{Client, ErrorCode, Finicity, PartnerId, envelope};

/// A new partner secret.
///
/// **Effect:** changes the partner secret for everybody who uses it, so it is never repeated after it may have acted. The old one
/// stops working at once, or after [a grace period](Self::with_grace_period). The secret also signs webhooks: receivers have
/// to know the new one, and for a while both.
///
/// When [`Error::may_have_acted`] is true, either secret may be the valid one. Do not try both: failed logins lock the
/// account. Ask Finicity's support, or wait for a webhook and see which secret signed it.
///
/// **Errors:** [`SecretPolicy`](crate::ErrorCode::SecretPolicy),
/// [`InvalidCredentials`](crate::ErrorCode::InvalidCredentials).
///
/// Source: OAS 1.42, `/aggregation/v2/partners/authentication`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotatePartnerSecret {
    new_secret: Secret,
    immediate: bool,
}

impl RotatePartnerSecret {
    /// Takes 12 to 255 letters, digits and `! @ # $ % & * _ - +`, with at least one letter and one digit.
    pub fn new(new_secret: impl Into<Secret>) -> Result<Self, InvalidValue> {
        let new_secret = new_secret.into();
        let text = new_secret.expose();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!@#$%&*_-+".contains(&byte);
        let well_formed = (12..=255).contains(&text.len())
            && text.bytes().all(allowed)
            && text.bytes().any(|byte| byte.is_ascii_alphabetic())
            && text.bytes().any(|byte| byte.is_ascii_digit());
        if !well_formed {
            return Err(InvalidValue::new(
                "partner secret",
                "must be 12 to 255 letters, digits and ! @ # $ % & * _ - +, with at least one letter and one digit",
            ));
        }
        Ok(Self { new_secret, immediate: true })
    }

    /// Lets the old secret work for another 30 days.
    #[must_use]
    pub fn with_grace_period(mut self) -> Self {
        self.immediate = false;
        self
    }
}

struct Change<'a> {
    partner_id: &'a PartnerId,
    old_secret: &'a Secret,
    request: &'a RotatePartnerSecret,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    partner_id: &'a PartnerId,
    partner_secret: Exposed<'a>,
    new_partner_secret: Exposed<'a>,
    immediate: bool,
}

impl Endpoint for Change<'_> {
    type Provider = Finicity;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new(
        "rotate_partner_secret",
        Method::PUT,
        "/aggregation/v2/partners/authentication",
        Effect::AtMostOnce("changes the partner secret"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            partner_id: self.partner_id,
            partner_secret: Exposed(self.old_secret),
            new_partner_secret: Exposed(&self.request.new_secret),
            immediate: self.request.immediate,
        })
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Changes the partner secret; see [`RotatePartnerSecret`] for effect and errors.
    ///
    /// No login runs meanwhile, and the clones of this client use the new secret from the moment it is valid. The change is
    /// completed even if the future is dropped. **Store the new secret before this call**: other programs and the receivers
    /// of webhooks need it.
    ///
    /// ```
    /// # use finicity_connect::{Client, Environment, Partner, RotatePartnerSecret};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("rotate_partner_secret").answer(204, "");
    /// # let partner = Partner::new("1".parse()?, "partner-secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    /// # let from_the_vault = "n3w-partner-secret";
    /// let change = RotatePartnerSecret::new(from_the_vault)?.with_grace_period();
    /// client.rotate_partner_secret(&change).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn rotate_partner_secret(&self, request: &RotatePartnerSecret) -> Result<(), Error> {
        let (client, request) = (self.clone(), request.clone());
        let change = async move {
            let change = Change {
                partner_id: client.partner_id(),
                old_secret: &client.current().secret(),
                request: &request,
            };
            client.login().call(&change).await?;
            client.current().replace(request.new_secret, client.tokens());
            Ok(())
        };
        self.tokens().while_nobody_fetches(change, condemns_the_secret).await
    }
}

/// That the plan lacks this call says nothing about the secret.
fn condemns_the_secret(error: &Error) -> bool {
    matches!(ErrorCode::of(error), Some(ErrorCode::InvalidCredentials | ErrorCode::AccountLocked))
}
