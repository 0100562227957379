//! `PUT /aggregation/v1/customers/{customerId}`: renames a customer.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, Pii};

use crate::{Client, CustomerId, Finicity, envelope};

/// A new name for a customer: given name, family name or both. Nothing else can be changed.
///
/// **Effect:** changes the name; repeating it is harmless.
///
/// **Errors:** [`NotFound`](crate::ErrorCode::NotFound), [`InvalidCharacter`](crate::ErrorCode::InvalidCharacter),
/// [`NothingToUpdate`](crate::ErrorCode::NothingToUpdate), [`BadRequest`](crate::ErrorCode::BadRequest). A request without a name
/// is not sent.
///
/// Source: OAS 1.42, `ModifyCustomer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModifyCustomer {
    customer_id: CustomerId,
    changes: Changes,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Changes {
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<Pii<String>>,
}

impl ModifyCustomer {
    /// Changes nothing yet.
    pub fn new(customer_id: CustomerId) -> Self {
        Self { customer_id, changes: Changes::default() }
    }

    /// Changes the given name.
    #[must_use]
    pub fn first_name(mut self, name: impl Into<Pii<String>>) -> Self {
        self.changes.first_name = Some(name.into());
        self
    }

    /// Changes the family name.
    #[must_use]
    pub fn last_name(mut self, name: impl Into<Pii<String>>) -> Self {
        self.changes.last_name = Some(name.into());
        self
    }
}

impl Endpoint for ModifyCustomer {
    type Provider = Finicity;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new(
        "modify_customer",
        Method::PUT,
        "/aggregation/v1/customers/{customerId}",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.changes == Changes::default() {
            return Err(Error::invalid_input("there is nothing to change: give first_name or last_name"));
        }
        parts.path_value(self.customer_id.as_str())?;
        parts.json(&self.changes)
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Renames a customer; see [`ModifyCustomer`].
    ///
    /// ```
    /// use finicity_connect::{CustomerId, ModifyCustomer};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("modify_customer").answer(204, "");
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = ModifyCustomer::new(CustomerId::new("1005061234")?).last_name("King");
    /// client.modify_customer(&request).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn modify_customer(&self, request: &ModifyCustomer) -> Result<(), Error> {
        self.send(request).await
    }
}
