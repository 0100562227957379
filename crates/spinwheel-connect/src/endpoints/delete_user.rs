//! `DELETE /v1/users/{userId}`: forgets a user.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, answer};
use verify_core::{Effect, Error};

use crate::{Client, Spinwheel, UserId, envelope};

/// Deletes a user and everything Spinwheel keeps about them. Connecting the person again makes a new user.
///
/// **Effect:** deletes for good. Repeating it is harmless: the second time there is no such user.
///
/// **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound). After an interruption and a repeat it can mean that the
/// first attempt had arrived ([`Error::may_have_acted`] is true then).
///
/// Source: Spinwheel's page index; path known from a client's code; status and body of the answer are not documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteUser {
    user_id: UserId,
}

impl DeleteUser {
    /// For good.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for DeleteUser {
    type Provider = Spinwheel;
    type Output = DeletedUser;
    const OPERATION: &'static Operation =
        &Operation::new("delete_user", Method::DELETE, "/v1/users/{userId}", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<DeletedUser, Failure> {
        envelope::data_or_default(answer)
    }
}

answer! {
    /// A deleted user. What Spinwheel says about it is not documented.
    pub struct DeletedUser {
        /// The id that is gone.
        user_id: Option<UserId> => "userId",
    }
}

impl Client {
    /// Deletes a user for good; see [`DeleteUser`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, DeleteUser, Environment, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("delete_user").answer(200, include_str!("../../tests/samples/delete_user/deleted.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// client.delete_user(&DeleteUser::new(user_id)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete_user(&self, request: &DeleteUser) -> Result<DeletedUser, Error> {
        self.send(request).await
    }
}
