//! `POST /aggregation/v2/customers/testing`: makes a test customer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{CreatedCustomer, NewCustomer, new_customer};
use crate::{Client, Finicity, envelope};

/// A new test customer, who reaches the test institutions alone, free of charge. A partner can have 500 of them.
///
/// **Effect:** creates a customer, so it is never repeated after it may have acted: usernames are unique, and a repeat would be
/// refused as [`UsernameTaken`](crate::ErrorCode::UsernameTaken) although the customer is there. When [`Error::may_have_acted`] is true,
/// [list the customers](crate::ListCustomers) by this username.
///
/// **Errors:** [`UsernameTaken`](crate::ErrorCode::UsernameTaken), [`UsernamePolicy`](crate::ErrorCode::UsernamePolicy),
/// [`InvalidCharacter`](crate::ErrorCode::InvalidCharacter) in a name,
/// [`MissingParameter`](crate::ErrorCode::MissingParameter), [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: OAS 1.42, `AddTestingCustomer`; the number is known at second hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateTestingCustomer(NewCustomer);

new_customer!(CreateTestingCustomer);

impl Endpoint for CreateTestingCustomer {
    type Provider = Finicity;
    type Output = CreatedCustomer;
    const OPERATION: &'static Operation = &Operation::new(
        "create_testing_customer",
        Method::POST,
        "/aggregation/v2/customers/testing",
        Effect::AtMostOnce("creates a customer"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&self.0)
    }

    fn decode(&self, answer: &Answer) -> Result<CreatedCustomer, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Creates a test customer; see [`CreateTestingCustomer`] for effect, cost and errors.
    ///
    /// ```
    /// use finicity_connect::{CreateTestingCustomer, Username};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("create_testing_customer").answer(201, include_str!("../../tests/samples/create_testing_customer/created.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = CreateTestingCustomer::new(Username::new("customer-17")?).first_name("Ada");
    /// let customer_id = client.create_testing_customer(&request).await?.id;
    /// # assert_eq!(customer_id.as_str(), "1005061234");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_testing_customer(
        &self,
        request: &CreateTestingCustomer,
    ) -> Result<CreatedCustomer, Error> {
        self.send(request).await
    }
}
