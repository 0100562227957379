//! `POST /v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities`: news of new debts.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Subscription, SubscriptionType};
use crate::{Client, Spinwheel, UserId, envelope};

/// Subscribes to new debts of a user: each one comes by the webhook `NEW_LIABILITIES_REPORTED`.
///
/// **Effect:** creates a subscription; never repeated after it may have left.
///
/// **Errors:** HTTP 409 if the user has one already; [`UserNotFound`](crate::ErrorCode::UserNotFound).
///
/// Source: Spinwheel's guide to new-liability subscriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscribeNewLiabilities {
    user_id: UserId,
}

impl SubscribeNewLiabilities {
    /// One for each user.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    subscription_type: SubscriptionType,
}

impl Endpoint for SubscribeNewLiabilities {
    type Provider = Spinwheel;
    type Output = Vec<Subscription>;
    const OPERATION: &'static Operation = &Operation::new(
        "subscribe_new_liabilities",
        Method::POST,
        "/v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities",
        Effect::AtMostOnce("creates a subscription"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&[Wanted { subscription_type: SubscriptionType::NewLiabilities }])
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<Subscription>, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Subscribes to new debts of a user; see [`SubscribeNewLiabilities`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, SubscribeNewLiabilities, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/subscribe_new_liabilities/created.json");
    /// # script.on("subscribe_new_liabilities").answer(201, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let subscriptions = client.subscribe_new_liabilities(&SubscribeNewLiabilities::new(user_id)).await?;
    /// # assert_eq!(subscriptions.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn subscribe_new_liabilities(
        &self,
        request: &SubscribeNewLiabilities,
    ) -> Result<Vec<Subscription>, Error> {
        self.send(request).await
    }
}
