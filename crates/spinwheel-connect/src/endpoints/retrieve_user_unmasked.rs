//! `GET /v1/users?unmask=…` on the secure host: a user with numbers that are masked elsewhere.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::client::SECURE;
use crate::models::User;
use crate::{Client, Spinwheel, UserKey, envelope};

/// Looks a user up with the Social Security number, account numbers, or both unmasked.
///
/// **Effect:** reads. Goes to the secure host. **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound).
///
/// Source: an SDK that runs against Spinwheel's sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrieveUserUnmasked {
    user: UserKey,
    fields: Vec<UnmaskedField>,
}

/// What can be unmasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnmaskedField {
    /// The Social Security number of the profile.
    Ssn,
    /// The account numbers of the debts.
    AccountNumber,
}

impl RetrieveUserUnmasked {
    /// At least one field is needed, else [`RetrieveUser`](crate::RetrieveUser) does it.
    pub fn new(user: impl Into<UserKey>, fields: impl IntoIterator<Item = UnmaskedField>) -> Self {
        Self { user: user.into(), fields: fields.into_iter().collect() }
    }
}

impl Endpoint for RetrieveUserUnmasked {
    type Provider = Spinwheel;
    type Output = User;
    const OPERATION: &'static Operation =
        &Operation::new("retrieve_user_unmasked", Method::GET, "/v1/users", Effect::Read).on(SECURE);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        self.user.write_query(parts);
        for field in &self.fields {
            let name = match field {
                UnmaskedField::Ssn => "ssn",
                UnmaskedField::AccountNumber => "accountNumber",
            };
            parts.query("unmask", name);
        }
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<User, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Looks a user up with unmasked numbers; see [`RetrieveUserUnmasked`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, RetrieveUserUnmasked, UnmaskedField, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/retrieve_user_unmasked/unmasked.json");
    /// # script.on("retrieve_user_unmasked").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let request = RetrieveUserUnmasked::new(user_id, [UnmaskedField::Ssn]);
    /// let user = client.retrieve_user_unmasked(&request).await?;
    /// assert!(user.profile.is_some_and(|profile| profile.ssn.is_some()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn retrieve_user_unmasked(&self, request: &RetrieveUserUnmasked) -> Result<User, Error> {
        self.send(request).await
    }
}
