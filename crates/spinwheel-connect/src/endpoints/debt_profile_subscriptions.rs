//! `GET /v1/users/{userId}/creditProfile/equifax/subscriptions`: who gets fresh reports.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::Subscription;
use crate::{Client, Spinwheel, UserId, envelope};

/// Lists the subscriptions to fresh reports of a user.
///
/// **Effect:** reads. **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound).
///
/// Source: Spinwheel's guide to user refresh subscriptions (an older page; the newer path is not known).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtProfileSubscriptions {
    user_id: UserId,
}

impl DebtProfileSubscriptions {
    /// Of this user.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for DebtProfileSubscriptions {
    type Provider = Spinwheel;
    type Output = Vec<Subscription>;
    const OPERATION: &'static Operation = &Operation::new(
        "debt_profile_subscriptions",
        Method::GET,
        "/v1/users/{userId}/creditProfile/equifax/subscriptions",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<Subscription>, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Lists the subscriptions to fresh reports of a user. See [`DebtProfileSubscriptions`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, DebtProfileSubscriptions, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/debt_profile_subscriptions/list.json");
    /// # script.on("debt_profile_subscriptions").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// for subscription in client.debt_profile_subscriptions(&DebtProfileSubscriptions::new(user_id)).await? {
    ///     println!("{:?}", subscription.subscription_type);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn debt_profile_subscriptions(
        &self,
        request: &DebtProfileSubscriptions,
    ) -> Result<Vec<Subscription>, Error> {
        self.send(request).await
    }
}
