//! `PUT /decisioning/v1/consumers/{consumerId}`: changes a consumer.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, Pii};

use crate::models::{ConsumerDetails, Contact, Identity, consumer_details};
use crate::{Client, ConsumerId, Finicity, envelope};

/// Changes of a consumer. What is not given stays as it is.
///
/// **Effect:** changes the data; repeating it is harmless.
///
/// **Errors:** [`InvalidFormat`](crate::ErrorCode::InvalidFormat), which is also what Finicity says of an unknown consumer
/// (with HTTP status 404), [`BadRequest`](crate::ErrorCode::BadRequest). A request without a change is not sent.
///
/// Source: OAS 1.42, `ModifyConsumer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModifyConsumer {
    consumer_id: ConsumerId,
    changes: Changes,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Changes {
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<Pii<String>>,
    #[serde(flatten)]
    identity: Option<Identity>,
    #[serde(flatten)]
    contact: Option<Contact>,
    #[serde(flatten)]
    more: ConsumerDetails,
}

impl ModifyConsumer {
    /// Changes nothing yet.
    pub fn new(consumer_id: ConsumerId) -> Self {
        Self { consumer_id, changes: Changes::default() }
    }

    /// Changes the given name.
    #[must_use]
    pub fn first_name(mut self, first_name: impl Into<Pii<String>>) -> Self {
        self.changes.first_name = Some(first_name.into());
        self
    }

    /// Changes the family name.
    #[must_use]
    pub fn last_name(mut self, last_name: impl Into<Pii<String>>) -> Self {
        self.changes.last_name = Some(last_name.into());
        self
    }

    /// Changes the state, in two letters.
    #[must_use]
    pub fn state(mut self, state: impl Into<Pii<String>>) -> Self {
        self.changes.state = Some(state.into());
        self
    }

    /// Changes Social Security number, birth date or both.
    #[must_use]
    pub fn identity(mut self, identity: impl Into<Identity>) -> Self {
        self.changes.identity = Some(identity.into());
        self
    }

    /// Changes phone number, e-mail address or both.
    #[must_use]
    pub fn contact(mut self, contact: impl Into<Contact>) -> Self {
        self.changes.contact = Some(contact.into());
        self
    }
}

consumer_details!(ModifyConsumer: changes.more);

impl Endpoint for ModifyConsumer {
    type Provider = Finicity;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new(
        "modify_consumer",
        Method::PUT,
        "/decisioning/v1/consumers/{consumerId}",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.changes == Changes::default() {
            return Err(Error::invalid_input("there is nothing to change: give at least one field"));
        }
        parts.path_value(self.consumer_id.as_str())?;
        parts.json(&self.changes)
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Changes a consumer; see [`ModifyConsumer`].
    ///
    /// ```
    /// use finicity_connect::{ConsumerId, Email, ModifyConsumer};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("modify_consumer").answer(204, "");
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let consumer = ConsumerId::new("1973f901305e2ab3ba8840f411f6b057")?;
    /// let request = ModifyConsumer::new(consumer).contact(Email::new("ada@example.com")?).city("Murray");
    /// client.modify_consumer(&request).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn modify_consumer(&self, request: &ModifyConsumer) -> Result<(), Error> {
        self.send(request).await
    }
}
