//! `POST /decisioning/v1/customers/{customerId}/consumer`: makes a customer's consumer.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, Pii};

use crate::models::{ConsumerDetails, Contact, CreatedConsumer, Identity, consumer_details};
use crate::{Client, CustomerId, Finicity, envelope};

/// The personal data of a customer, as reports need it. E-mails and links for joint borrowers need a consumer too.
///
/// **Effect:** creates a consumer, so it is never repeated after it may have acted: a customer has one, and a repeat would be
/// refused as [`ConsumerExists`](crate::ErrorCode::ConsumerExists). When [`Error::may_have_acted`] is true,
/// [look it up](crate::GetConsumerForCustomer).
///
/// **Errors:** [`ConsumerExists`](crate::ErrorCode::ConsumerExists), [`InvalidFormat`](crate::ErrorCode::InvalidFormat) of
/// number, phone or e-mail, [`NotFound`](crate::ErrorCode::NotFound), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: OAS 1.42, `CreateConsumer`. Older descriptions required address, city, ZIP code and all of phone, e-mail, number
/// and birth date as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateConsumer {
    customer_id: CustomerId,
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    first_name: Pii<String>,
    last_name: Pii<String>,
    state: Pii<String>,
    #[serde(flatten)]
    identity: Identity,
    #[serde(flatten)]
    contact: Contact,
    #[serde(flatten)]
    more: ConsumerDetails,
}

impl CreateConsumer {
    /// Takes what Finicity requires: given name and family name, the state in two letters, by what the person is known (a
    /// Social Security number, a birth date, or both) and how they are reached (a phone number, an e-mail address, or both).
    pub fn new(
        customer_id: CustomerId,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        state: impl Into<Pii<String>>,
        identity: impl Into<Identity>,
        contact: impl Into<Contact>,
    ) -> Self {
        let body = Body {
            first_name: first_name.into(),
            last_name: last_name.into(),
            state: state.into(),
            identity: identity.into(),
            contact: contact.into(),
            more: ConsumerDetails::default(),
        };
        Self { customer_id, body }
    }
}

consumer_details!(CreateConsumer: body.more);

impl Endpoint for CreateConsumer {
    type Provider = Finicity;
    type Output = CreatedConsumer;
    const OPERATION: &'static Operation = &Operation::new(
        "create_consumer",
        Method::POST,
        "/decisioning/v1/customers/{customerId}/consumer",
        Effect::AtMostOnce("creates a consumer"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.customer_id.as_str())?;
        parts.json(&self.body)
    }

    fn decode(&self, answer: &Answer) -> Result<CreatedConsumer, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Creates the consumer of a customer; see [`CreateConsumer`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{CreateConsumer, CustomerId, DateOfBirth, Email};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("create_consumer").answer(201, include_str!("../../tests/samples/create_consumer/created.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let customer = CustomerId::new("1005061234")?;
    /// let (birthday, email) = (DateOfBirth::new("1990-01-01")?, Email::new("ada@example.com")?);
    /// let request = CreateConsumer::new(customer, "Ada", "Lovelace", "UT", birthday, email);
    /// let consumer_id = client.create_consumer(&request).await?.id;
    /// # assert_eq!(consumer_id.as_str().len(), 32);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_consumer(&self, request: &CreateConsumer) -> Result<CreatedConsumer, Error> {
        self.send(request).await
    }
}
