//! `GET /decisioning/v1/consumers/{consumerId}`: one consumer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::Consumer;
use crate::{Client, ConsumerId, Finicity, envelope};

/// Looks a consumer up by their own id.
///
/// **Effect:** reads. **Errors:** [`InvalidFormat`](crate::ErrorCode::InvalidFormat), which is what Finicity says of an unknown
/// consumer (with HTTP status 404).
///
/// Source: OAS 1.42, `GetConsumer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetConsumer {
    consumer_id: ConsumerId,
}

impl GetConsumer {
    /// By the id of the consumer.
    pub fn new(consumer_id: ConsumerId) -> Self {
        Self { consumer_id }
    }
}

impl Endpoint for GetConsumer {
    type Provider = Finicity;
    type Output = Consumer;
    const OPERATION: &'static Operation =
        &Operation::new("get_consumer", Method::GET, "/decisioning/v1/consumers/{consumerId}", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.consumer_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Consumer, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Looks a consumer up; see [`GetConsumer`].
    ///
    /// ```
    /// use finicity_connect::{ConsumerId, GetConsumer};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("get_consumer").answer(200, include_str!("../../tests/samples/get_consumer/consumer.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let consumer = ConsumerId::new("1973f901305e2ab3ba8840f411f6b057")?;
    /// let consumer = client.get_consumer(&GetConsumer::new(consumer)).await?;
    /// # assert!(consumer.birthday.unwrap().date_of_birth().is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_consumer(&self, request: &GetConsumer) -> Result<Consumer, Error> {
        self.send(request).await
    }
}
