//! `DELETE /v1/users/{userId}/creditProfile/equifax/subscriptions`: no more fresh reports.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Lenient, Operation, Parts};
use verify_core::{Effect, Error};

use crate::{Client, Spinwheel, SubscriptionId, UserId, envelope};

/// Ends subscriptions to fresh reports of a user: one of them, or all.
///
/// **Effect:** ends what is billed; repeating it is harmless.
///
/// **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound); others are not documented.
///
/// Source: Spinwheel's guide to user refresh subscriptions (an older page). How one of several is named is not
/// documented: the query parameter `subscriptionId` is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsubscribeDebtProfileRefresh {
    user_id: UserId,
    subscription_id: Option<SubscriptionId>,
}

impl UnsubscribeDebtProfileRefresh {
    /// Ends one subscription.
    pub fn one(user_id: UserId, subscription_id: SubscriptionId) -> Self {
        Self { user_id, subscription_id: Some(subscription_id) }
    }

    /// Ends all subscriptions to fresh reports of the user.
    pub fn all(user_id: UserId) -> Self {
        Self { user_id, subscription_id: None }
    }
}

/// What the answer says is not documented and not needed.
#[derive(Default)]
struct Ended;

impl Lenient for Ended {}

impl Endpoint for UnsubscribeDebtProfileRefresh {
    type Provider = Spinwheel;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new(
        "unsubscribe_debt_profile_refresh",
        Method::DELETE,
        "/v1/users/{userId}/creditProfile/equifax/subscriptions",
        Effect::Idempotent,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        if let Some(id) = &self.subscription_id {
            parts.query("subscriptionId", id.as_str());
        }
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::data_or_default::<Ended>(answer).map(drop)
    }
}

impl Client {
    /// Ends subscriptions to fresh reports of a user; see [`UnsubscribeDebtProfileRefresh`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, UnsubscribeDebtProfileRefresh, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/unsubscribe_debt_profile_refresh/ended.json");
    /// # script.on("unsubscribe_debt_profile_refresh").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// client.unsubscribe_debt_profile_refresh(&UnsubscribeDebtProfileRefresh::all(user_id)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn unsubscribe_debt_profile_refresh(
        &self,
        request: &UnsubscribeDebtProfileRefresh,
    ) -> Result<(), Error> {
        self.send(request).await
    }
}
