//! `POST /connect/v2/generate/fix`: makes a link that repairs a connection.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::connect::{Body, ConnectLink, Generated, Options, setters};
use crate::{Client, CustomerId, Finicity, InstitutionLoginId, PartnerId, envelope};

/// A link with which a customer repairs a connection (Connect Fix): when it was lost, the credentials changed, or a challenge of
/// the institution ran out.
///
/// **Effect:** makes a link; another one does no harm, so it is repeated where a network failed. With a
/// [`webhook`](Self::webhook) Finicity posts a `ping` to it each time.
///
/// **Errors:** [`InvalidRequest`](crate::ErrorCode::InvalidRequest), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest),
/// [`UnknownInstitutionLogin`](crate::ErrorCode::UnknownInstitutionLogin), [`NotFound`](crate::ErrorCode::NotFound).
///
/// Source: Finicity's page "Generate V2 Connect URL Links", OAS 1.42 (`GenerateFixConnectUrl`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateFixConnectUrl {
    customer_id: CustomerId,
    institution_login_id: InstitutionLoginId,
    options: Options,
}

impl GenerateFixConnectUrl {
    /// For a customer of this client's partner; the login is in each of its accounts
    /// ([`institution_login_id`](crate::models::Account::institution_login_id)).
    pub fn new(customer_id: CustomerId, institution_login_id: InstitutionLoginId) -> Self {
        Self { customer_id, institution_login_id, options: Options::default() }
    }
}

setters!(GenerateFixConnectUrl: all, mobile);

impl Endpoint for GenerateFixConnectUrl {
    type Provider = Finicity;
    type Output = ConnectLink;
    const OPERATION: &'static Operation = &Operation::new(
        "generate_fix_connect_url",
        Method::POST,
        "/connect/v2/generate/fix",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let partner_id = parts.context::<PartnerId>()?;
        parts.json(&Body {
            customer_id: Some(&self.customer_id),
            institution_login_id: Some(&self.institution_login_id),
            ..Body::new(&partner_id, &self.options)
        })
    }

    fn decode(&self, answer: &Answer) -> Result<ConnectLink, Failure> {
        Ok(envelope::body::<Generated>(answer)?.link)
    }
}

impl Client {
    /// Makes a link that repairs a connection; see [`GenerateFixConnectUrl`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{CustomerId, GenerateFixConnectUrl, InstitutionLoginId};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("generate_fix_connect_url").answer(200, include_str!("../../tests/samples/generate_fix_connect_url/link.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let customer = CustomerId::new("1005061234")?;
    /// let login = InstitutionLoginId::new("1007302745")?;
    /// let link = client.generate_fix_connect_url(&GenerateFixConnectUrl::new(customer, login)).await?;
    /// # assert!(link.expires_at().is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn generate_fix_connect_url(
        &self,
        request: &GenerateFixConnectUrl,
    ) -> Result<ConnectLink, Error> {
        self.send(request).await
    }
}
