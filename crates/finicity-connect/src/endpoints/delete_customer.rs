//! `DELETE /aggregation/v1/customers/{customerId}`: forgets a customer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::{Client, CustomerId, Finicity, envelope};

/// Deletes a customer and the access to all their accounts; what was fetched can no longer be read. A consumer stays, as the
/// owner of the reports that were made.
///
/// **Effect:** deletes for good. Repeating it is harmless: the second time there is no such customer.
///
/// **Errors:** [`NotFound`](crate::ErrorCode::NotFound). After an interruption and a repeat it can mean that the first attempt
/// had arrived ([`Error::may_have_acted`] is true then).
///
/// Source: OAS 1.42, `DeleteCustomer` and `CreateConsumer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteCustomer {
    customer_id: CustomerId,
}

impl DeleteCustomer {
    /// For good.
    pub fn new(customer_id: CustomerId) -> Self {
        Self { customer_id }
    }
}

impl Endpoint for DeleteCustomer {
    type Provider = Finicity;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new(
        "delete_customer",
        Method::DELETE,
        "/aggregation/v1/customers/{customerId}",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.customer_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Deletes a customer for good; see [`DeleteCustomer`].
    ///
    /// ```
    /// use finicity_connect::{CustomerId, DeleteCustomer};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("delete_customer").answer(204, "");
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// client.delete_customer(&DeleteCustomer::new(CustomerId::new("1005061234")?)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_customer(&self, request: &DeleteCustomer) -> Result<(), Error> {
        self.send(request).await
    }
}
