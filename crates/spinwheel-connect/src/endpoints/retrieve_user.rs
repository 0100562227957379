//! `GET /v1/users`: a user with everything Spinwheel knows about them.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::User;
use crate::{Client, Spinwheel, UserKey, envelope};

/// Looks a user up by Spinwheel's id or by the application's.
///
/// **Effect:** reads. **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound).
///
/// Source: Spinwheel's guide (path); the two query parameters are known from clients' code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrieveUser {
    user: UserKey,
}

impl RetrieveUser {
    /// Takes a [`UserId`](crate::UserId) or an [`ExtUserId`](crate::ExtUserId).
    pub fn new(user: impl Into<UserKey>) -> Self {
        Self { user: user.into() }
    }
}

impl Endpoint for RetrieveUser {
    type Provider = Spinwheel;
    type Output = User;
    const OPERATION: &'static Operation =
        &Operation::new("retrieve_user", Method::GET, "/v1/users", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        self.user.write_query(parts);
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<User, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Looks a user up; see [`RetrieveUser`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, ExtUserId, RetrieveUser};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("retrieve_user").answer(200, include_str!("../../tests/samples/retrieve_user/debts.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    ///
    /// let user = client.retrieve_user(&RetrieveUser::new(ExtUserId::new("customer-17")?)).await?;
    /// for debt in user.liabilities() {
    ///     println!("{:?}: {:?}", debt.kind, debt.outstanding_balance);
    /// }
    /// # assert_eq!(user.liabilities().len(), 5);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn retrieve_user(&self, request: &RetrieveUser) -> Result<User, Error> {
        self.send(request).await
    }
}
