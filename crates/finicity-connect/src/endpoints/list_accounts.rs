//! `GET /aggregation/v1/customers/{customerId}/accounts`: a customer's accounts.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Account, Accounts};
use crate::{Client, CustomerId, Finicity, envelope};

/// The accounts a customer has connected, as Finicity last saw them; the proof that a Connect session came to something.
///
/// **Effect:** reads; the institutions are not asked. **Errors:** [`NotFound`](crate::ErrorCode::NotFound),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: OAS 1.42, `GetCustomerAccounts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListAccounts {
    customer_id: CustomerId,
}

impl ListAccounts {
    /// Of this customer, at all institutions.
    pub fn new(customer_id: CustomerId) -> Self {
        Self { customer_id }
    }
}

impl Endpoint for ListAccounts {
    type Provider = Finicity;
    type Output = Vec<Account>;
    const OPERATION: &'static Operation = &Operation::new(
        "list_accounts",
        Method::GET,
        "/aggregation/v1/customers/{customerId}/accounts",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.customer_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<Account>, Failure> {
        Ok(envelope::body::<Accounts>(answer)?.accounts)
    }
}

impl Client {
    /// Lists the accounts of a customer; see [`ListAccounts`].
    ///
    /// ```
    /// use finicity_connect::{CustomerId, ListAccounts};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("list_accounts").answer(200, include_str!("../../tests/samples/list_accounts/accounts.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = ListAccounts::new(CustomerId::new("1005061234")?);
    /// for account in client.list_accounts(&request).await? {
    ///     println!("{:?}: {:?} {:?}", account.account_type, account.balance, account.currency);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_accounts(&self, request: &ListAccounts) -> Result<Vec<Account>, Error> {
        self.send(request).await
    }
}
