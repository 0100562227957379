//! `POST /aggregation/v1/customers/{customerId}/accounts`: fresh data of a customer's accounts.

use std::time::Duration;

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Account, Accounts};
use crate::{Client, CustomerId, Finicity, envelope};

/// Has the institutions of a customer asked for fresh data of all accounts, and waits for it.
///
/// Finicity does so by itself once a day, and **does not permit programs to automate this call**: make it when a person or a
/// business case needs the data of this moment.
///
/// **Effect:** asks the institutions. A repeat asks them again but changes nothing, so it is repeated where a network failed;
/// institutions may limit how often they are asked. The call takes up to 180 s, which is Finicity's advice, unless the client
/// was given other times; after that the refresh still ends by itself, and
/// [`aggregation_attempt_date`](Account::aggregation_attempt_date) of the [listed accounts](crate::ListAccounts) tells when.
///
/// **Errors:** [`NotFound`](crate::ErrorCode::NotFound), and aggregation status codes, which arrive with HTTP status 500:
/// [`InvalidInstitutionCredentials`](crate::ErrorCode::InvalidInstitutionCredentials),
/// [`MissingChallengeAnswer`](crate::ErrorCode::MissingChallengeAnswer),
/// [`BeingAggregated`](crate::ErrorCode::BeingAggregated), [`InstitutionRateLimit`](crate::ErrorCode::InstitutionRateLimit) and
/// others. They are not repeated.
///
/// Source: OAS 1.42, `RefreshCustomerAccounts`; the codes from Finicity's error page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshAccounts {
    customer_id: CustomerId,
}

/// How long Finicity advises to wait.
const TIME: Duration = Duration::from_secs(180);

impl RefreshAccounts {
    /// Of this customer, at all institutions.
    pub fn new(customer_id: CustomerId) -> Self {
        Self { customer_id }
    }
}

impl Endpoint for RefreshAccounts {
    type Provider = Finicity;
    type Output = Vec<Account>;
    const OPERATION: &'static Operation = &Operation::new(
        "refresh_accounts",
        Method::POST,
        "/aggregation/v1/customers/{customerId}/accounts",
        Effect::Idempotent,
    )
    .taking(TIME, TIME);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.customer_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<Account>, Failure> {
        Ok(envelope::body::<Accounts>(answer)?.accounts)
    }
}

impl Client {
    /// Has the institutions of a customer asked for fresh data; see [`RefreshAccounts`].
    ///
    /// ```
    /// use finicity_connect::{CustomerId, RefreshAccounts};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("refresh_accounts").answer(200, include_str!("../../tests/samples/refresh_accounts/accounts.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = RefreshAccounts::new(CustomerId::new("1005061234")?);
    /// let accounts = client.refresh_accounts(&request).await?;
    /// # assert_eq!(accounts.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn refresh_accounts(&self, request: &RefreshAccounts) -> Result<Vec<Account>, Error> {
        self.send(request).await
    }
}
