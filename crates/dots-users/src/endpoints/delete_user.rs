//! `DELETE /v2/users/{user_id}`: deletes a user.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::User;
use crate::{Client, Dots, UserId, envelope};

/// Deletes a user. Whether everywhere or from the app alone, and what reading them gives afterwards, is not documented.
///
/// **Effect:** deletes. Repeating it is taken to be harmless, which is inferred from HTTP.
///
/// **Errors:** as for [`RetrieveUser`](crate::RetrieveUser). After an interruption and a repeat, a user that is not there can
/// mean that the first attempt had arrived ([`Error::may_have_acted`] is true then).
///
/// Source: the description of the API (`delete-user`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteUser {
    user_id: UserId,
}

impl DeleteUser {
    /// By id.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for DeleteUser {
    type Provider = Dots;
    type Output = Option<User>;
    const OPERATION: &'static Operation =
        &Operation::new("delete_user", Method::DELETE, "/v2/users/{user_id}", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Option<User>, Failure> {
        envelope::check(answer)?;
        Ok(answer.json().ok())
    }
}

impl Client {
    /// Deletes a user; see [`DeleteUser`]. What comes back is the user, if the answer shows one: as documented it does, but the
    /// user is gone without it too.
    ///
    /// ```
    /// use dots_users::{DeleteUser, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("delete_user").answer(200, include_str!("../../tests/samples/delete_user/deleted.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// client.delete_user(&DeleteUser::new(user_id)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_user(&self, request: &DeleteUser) -> Result<Option<User>, Error> {
        self.send(request).await
    }
}
