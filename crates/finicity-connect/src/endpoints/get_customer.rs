//! `GET /aggregation/v1/customers/{customerId}`: one customer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::Customer;
use crate::{Client, CustomerId, Finicity, envelope};

/// Looks a customer up.
///
/// **Effect:** reads. **Errors:** [`NotFound`](crate::ErrorCode::NotFound).
///
/// Source: OAS 1.42, `GetCustomer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetCustomer {
    customer_id: CustomerId,
}

impl GetCustomer {
    /// By Finicity's id; [`ListCustomers`](crate::ListCustomers) finds them by username.
    pub fn new(customer_id: CustomerId) -> Self {
        Self { customer_id }
    }
}

impl Endpoint for GetCustomer {
    type Provider = Finicity;
    type Output = Customer;
    const OPERATION: &'static Operation =
        &Operation::new("get_customer", Method::GET, "/aggregation/v1/customers/{customerId}", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.customer_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Customer, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Looks a customer up; see [`GetCustomer`].
    ///
    /// ```
    /// use finicity_connect::{CustomerId, GetCustomer};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("get_customer").answer(200, include_str!("../../tests/samples/get_customer/customer.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let customer = client.get_customer(&GetCustomer::new(CustomerId::new("1005061234")?)).await?;
    /// println!("since {:?}", customer.created_date);
    /// # assert!(customer.created_date.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_customer(&self, request: &GetCustomer) -> Result<Customer, Error> {
        self.send(request).await
    }
}
