//! `POST /aggregation/v2/customers/active`: makes a billable customer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{CreatedCustomer, NewCustomer, new_customer};
use crate::{Client, Finicity, envelope};

/// A new customer, who reaches live institutions and is **billable**. Test Drive plans do not include this call: they answer
/// that the app key is not valid.
///
/// **Effect:** creates a billable customer, so it is never repeated after it may have acted: usernames are unique, and a repeat
/// would be refused as [`UsernameTaken`](crate::ErrorCode::UsernameTaken) although the customer is there. When
/// [`Error::may_have_acted`] is true, [list the customers](crate::ListCustomers) by this username.
///
/// **Errors:** [`UsernameTaken`](crate::ErrorCode::UsernameTaken), [`UsernamePolicy`](crate::ErrorCode::UsernamePolicy),
/// [`InvalidCharacter`](crate::ErrorCode::InvalidCharacter) in a name,
/// [`MissingParameter`](crate::ErrorCode::MissingParameter), [`BadRequest`](crate::ErrorCode::BadRequest),
/// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) where the plan does not include it.
///
/// Source: OAS 1.42, `AddCustomer`; the plan from Finicity's official tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateActiveCustomer(NewCustomer);

new_customer!(CreateActiveCustomer);

impl Endpoint for CreateActiveCustomer {
    type Provider = Finicity;
    type Output = CreatedCustomer;
    const OPERATION: &'static Operation = &Operation::new(
        "create_active_customer",
        Method::POST,
        "/aggregation/v2/customers/active",
        Effect::AtMostOnce("creates a billable customer"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&self.0)
    }

    fn decode(&self, answer: &Answer) -> Result<CreatedCustomer, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Creates a billable customer; see [`CreateActiveCustomer`] for effect, cost and errors.
    ///
    /// ```
    /// use finicity_connect::{CreateActiveCustomer, Username};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("create_active_customer").answer(201, include_str!("../../tests/samples/create_active_customer/created.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = CreateActiveCustomer::new(Username::new("customer-17")?).first_name("Ada");
    /// let customer_id = client.create_active_customer(&request).await?.id;
    /// # assert_eq!(customer_id.as_str(), "1005061234");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_active_customer(
        &self,
        request: &CreateActiveCustomer,
    ) -> Result<CreatedCustomer, Error> {
        self.send(request).await
    }
}
