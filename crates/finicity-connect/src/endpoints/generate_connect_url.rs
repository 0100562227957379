//! `POST /connect/v2/generate`: makes a link to the full Connect page.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::connect::{Body, ConnectLink, Generated, Options, setters};
use crate::{Client, ConsumerId, CustomerId, Finicity, PartnerId, envelope};

/// A link with which a customer connects accounts at institutions of their choice (Connect Full).
///
/// **Effect:** makes a link; another one does no harm, so it is repeated where a network failed. With a
/// [`webhook`](Self::webhook) Finicity posts a `ping` to it each time.
///
/// **Errors:** [`InvalidRequest`](crate::ErrorCode::InvalidRequest), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: Finicity's page "Generate V2 Connect URL Links", OAS 1.42 (`GenerateConnectUrl`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateConnectUrl {
    customer_id: CustomerId,
    consumer_id: Option<ConsumerId>,
    options: Options,
}

impl GenerateConnectUrl {
    /// For a customer of this client's partner.
    pub fn new(customer_id: CustomerId) -> Self {
        Self::with_options(customer_id, Options::default())
    }

    pub(crate) fn with_options(customer_id: CustomerId, options: Options) -> Self {
        Self { customer_id, consumer_id: None, options }
    }

    /// Adds the consumer, whom experiences with a report need.
    #[must_use]
    pub fn consumer_id(mut self, consumer_id: ConsumerId) -> Self {
        self.consumer_id = Some(consumer_id);
        self
    }
}

setters!(GenerateConnectUrl: all, report, consumer, mobile);

impl Endpoint for GenerateConnectUrl {
    type Provider = Finicity;
    type Output = ConnectLink;
    const OPERATION: &'static Operation =
        &Operation::new("generate_connect_url", Method::POST, "/connect/v2/generate", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let partner_id = parts.context::<PartnerId>()?;
        parts.json(&Body {
            customer_id: Some(&self.customer_id),
            consumer_id: self.consumer_id.as_ref(),
            ..Body::new(&partner_id, &self.options)
        })
    }

    fn decode(&self, answer: &Answer) -> Result<ConnectLink, Failure> {
        Ok(envelope::body::<Generated>(answer)?.link)
    }
}

impl Client {
    /// Makes a link to the full Connect page; see [`GenerateConnectUrl`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{CustomerId, GenerateConnectUrl};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("generate_connect_url").answer(200, include_str!("../../tests/samples/generate_connect_url/link.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let customer = CustomerId::new("1005061234")?;
    /// let request = GenerateConnectUrl::new(customer).redirect_uri("https://app.example.com/connected")?;
    /// let link = client.generate_connect_url(&request).await?;
    /// println!("open until {:?}", link.expires_at());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn generate_connect_url(&self, request: &GenerateConnectUrl) -> Result<ConnectLink, Error> {
        self.send(request).await
    }
}
