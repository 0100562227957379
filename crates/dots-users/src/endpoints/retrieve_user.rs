//! `GET /v2/users/{user_id}`: reads a user.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::User;
use crate::{Client, Dots, UserId, envelope};

/// Reads one user. Only this answer holds [`adjustment_1099`](User::adjustment_1099).
///
/// **Effect:** reads.
///
/// **Errors:** for a user there is not, what version 2 answers is not documented: HTTP 404 in version 1,
/// [`NoSuchResource`](crate::ErrorCode::NoSuchResource) in batches.
///
/// Source: the description of the API (`get-user`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrieveUser {
    user_id: UserId,
}

impl RetrieveUser {
    /// By id.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for RetrieveUser {
    type Provider = Dots;
    type Output = User;
    const OPERATION: &'static Operation =
        &Operation::new("retrieve_user", Method::GET, "/v2/users/{user_id}", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<User, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Reads a user; see [`RetrieveUser`].
    ///
    /// ```
    /// use dots_users::{RetrieveUser, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("retrieve_user").answer(200, include_str!("../../tests/samples/retrieve_user/full.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// let user = client.retrieve_user(&RetrieveUser::new(user_id)).await?;
    /// if user.is_verified() {
    ///     println!("can be paid: {:?}", user.default_payout_method);
    /// }
    /// # assert!(user.is_verified());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn retrieve_user(&self, request: &RetrieveUser) -> Result<User, Error> {
        self.send(request).await
    }
}
