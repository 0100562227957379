//! `GET /v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities`: who hears of new debts.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::Subscription;
use crate::{Client, Spinwheel, UserId, envelope};

/// Lists the subscriptions to new debts of a user.
///
/// **Effect:** reads. **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound).
///
/// Source: Spinwheel's guide to new-liability subscriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLiabilitySubscriptions {
    user_id: UserId,
}

impl NewLiabilitySubscriptions {
    /// Of this user.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for NewLiabilitySubscriptions {
    type Provider = Spinwheel;
    type Output = Vec<Subscription>;
    const OPERATION: &'static Operation = &Operation::new(
        "new_liability_subscriptions",
        Method::GET,
        "/v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities",
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
    /// Lists the subscriptions to new debts of a user. See [`NewLiabilitySubscriptions`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, NewLiabilitySubscriptions, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/new_liability_subscriptions/list.json");
    /// # script.on("new_liability_subscriptions").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// for subscription in client.new_liability_subscriptions(&NewLiabilitySubscriptions::new(user_id)).await? {
    ///     println!("{:?}", subscription.subscription_type);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn new_liability_subscriptions(
        &self,
        request: &NewLiabilitySubscriptions,
    ) -> Result<Vec<Subscription>, Error> {
        self.send(request).await
    }
}
