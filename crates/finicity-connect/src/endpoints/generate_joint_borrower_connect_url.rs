//! `POST /connect/v2/generate/jointBorrower`: makes a link for two people who apply together.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::connect::{Body, Borrower, ConnectLink, Generated, Options, setters};
use crate::{Client, Finicity, PartnerId, envelope};

/// A link with which two people who apply together connect their accounts (Connect Full for joint borrowers).
///
/// **Effect:** makes a link; another one does no harm, so it is repeated where a network failed. With a
/// [`webhook`](Self::webhook) Finicity posts a `ping` to it each time.
///
/// **Errors:** [`InvalidRequest`](crate::ErrorCode::InvalidRequest), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: Finicity's page "Generate V2 Connect URL Links", OAS 1.42 (`GenerateJointBorrowerConnectUrl`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerateJointBorrowerConnectUrl {
    borrowers: Vec<Borrower>,
    options: Options,
}

impl GenerateJointBorrowerConnectUrl {
    /// For these people, each a customer and consumer of this client's partner.
    pub fn new(borrowers: impl IntoIterator<Item = Borrower>) -> Self {
        Self { borrowers: borrowers.into_iter().collect(), options: Options::default() }
    }
}

setters!(GenerateJointBorrowerConnectUrl: all, report);

impl Endpoint for GenerateJointBorrowerConnectUrl {
    type Provider = Finicity;
    type Output = ConnectLink;
    const OPERATION: &'static Operation = &Operation::new(
        "generate_joint_borrower_connect_url",
        Method::POST,
        "/connect/v2/generate/jointBorrower",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let partner_id = parts.context::<PartnerId>()?;
        parts.json(&Body { borrowers: Some(&self.borrowers), ..Body::new(&partner_id, &self.options) })
    }

    fn decode(&self, answer: &Answer) -> Result<ConnectLink, Failure> {
        Ok(envelope::body::<Generated>(answer)?.link)
    }
}

impl Client {
    /// Makes a link for two people who apply together; see [`GenerateJointBorrowerConnectUrl`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{Borrower, ConsumerId, CustomerId, GenerateJointBorrowerConnectUrl};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("generate_joint_borrower_connect_url").answer(200, include_str!("../../tests/samples/generate_joint_borrower_connect_url/link.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let (first, second) = (CustomerId::new("1005061234")?, CustomerId::new("1005063558")?);
    /// let consumer = |id: &str| ConsumerId::new(id);
    /// let request = GenerateJointBorrowerConnectUrl::new([
    ///     Borrower::primary(first, consumer("1973f901305e2ab3ba8840f411f6b057")?),
    ///     Borrower::joint(second, consumer("1973f901305e2ab3ba8840f41112adf9")?),
    /// ]);
    /// let link = client.generate_joint_borrower_connect_url(&request).await?;
    /// # assert!(link.expires_at().is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn generate_joint_borrower_connect_url(
        &self,
        request: &GenerateJointBorrowerConnectUrl,
    ) -> Result<ConnectLink, Error> {
        self.send(request).await
    }
}
