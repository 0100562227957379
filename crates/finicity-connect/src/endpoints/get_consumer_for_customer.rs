//! `GET /decisioning/v1/customers/{customerId}/consumer`: a customer's consumer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::Consumer;
use crate::{Client, CustomerId, Finicity, envelope};

/// Looks up the consumer of a customer; there is at most one.
///
/// **Effect:** reads. **Errors:** [`NotFound`](crate::ErrorCode::NotFound), or
/// [`InvalidFormat`](crate::ErrorCode::InvalidFormat) with HTTP status 404.
///
/// Source: OAS 1.42, `GetConsumerForCustomer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetConsumerForCustomer {
    customer_id: CustomerId,
}

impl GetConsumerForCustomer {
    /// By the id of the customer.
    pub fn new(customer_id: CustomerId) -> Self {
        Self { customer_id }
    }
}

impl Endpoint for GetConsumerForCustomer {
    type Provider = Finicity;
    type Output = Consumer;
    const OPERATION: &'static Operation = &Operation::new(
        "get_consumer_for_customer",
        Method::GET,
        "/decisioning/v1/customers/{customerId}/consumer",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.customer_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Consumer, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Looks up the consumer of a customer; see [`GetConsumerForCustomer`].
    ///
    /// ```
    /// use finicity_connect::{CustomerId, GetConsumerForCustomer};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("get_consumer_for_customer").answer(200, include_str!("../../tests/samples/get_consumer_for_customer/consumer.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = GetConsumerForCustomer::new(CustomerId::new("1005061234")?);
    /// let consumer_id = client.get_consumer_for_customer(&request).await?.id;
    /// # assert_eq!(consumer_id.as_str().len(), 32);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_consumer_for_customer(
        &self,
        request: &GetConsumerForCustomer,
    ) -> Result<Consumer, Error> {
        self.send(request).await
    }
}
