//! `POST /connect/v2/generate/lite`: makes a link to one institution.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::connect::{Body, ConnectLink, Generated, Options, setters};
use crate::{Client, CustomerId, Finicity, InstitutionId, PartnerId, envelope};

/// A link with which a customer signs in at one given institution, without search and account management (Connect Lite).
///
/// **Effect:** makes a link; another one does no harm, so it is repeated where a network failed. With a
/// [`webhook`](Self::webhook) Finicity posts a `ping` to it each time.
///
/// **Errors:** [`InvalidRequest`](crate::ErrorCode::InvalidRequest), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: Finicity's page "Generate V2 Connect URL Links", OAS 1.42 (`GenerateLiteConnectUrl`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateLiteConnectUrl {
    customer_id: CustomerId,
    institution_id: InstitutionId,
    options: Options,
}

impl GenerateLiteConnectUrl {
    /// For a customer of this client's partner, at this institution.
    pub fn new(customer_id: CustomerId, institution_id: InstitutionId) -> Self {
        Self { customer_id, institution_id, options: Options::default() }
    }
}

setters!(GenerateLiteConnectUrl: all, mobile);

impl Endpoint for GenerateLiteConnectUrl {
    type Provider = Finicity;
    type Output = ConnectLink;
    const OPERATION: &'static Operation = &Operation::new(
        "generate_lite_connect_url",
        Method::POST,
        "/connect/v2/generate/lite",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let partner_id = parts.context::<PartnerId>()?;
        parts.json(&Body {
            customer_id: Some(&self.customer_id),
            institution_id: Some(self.institution_id),
            ..Body::new(&partner_id, &self.options)
        })
    }

    fn decode(&self, answer: &Answer) -> Result<ConnectLink, Failure> {
        Ok(envelope::body::<Generated>(answer)?.link)
    }
}

impl Client {
    /// Makes a link to one institution; see [`GenerateLiteConnectUrl`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{CustomerId, GenerateLiteConnectUrl, InstitutionId};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("generate_lite_connect_url").answer(200, include_str!("../../tests/samples/generate_lite_connect_url/link.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let customer = CustomerId::new("1005061234")?;
    /// let request = GenerateLiteConnectUrl::new(customer, InstitutionId::new(101_732));
    /// let link = client.generate_lite_connect_url(&request).await?;
    /// # assert!(link.expires_at().is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn generate_lite_connect_url(
        &self,
        request: &GenerateLiteConnectUrl,
    ) -> Result<ConnectLink, Error> {
        self.send(request).await
    }
}
