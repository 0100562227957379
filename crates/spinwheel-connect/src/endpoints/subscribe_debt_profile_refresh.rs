//! `POST /v1/users/{userId}/creditProfile/equifax/subscriptions`: a fresh report at regular times.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Ask, Bureau, ReportType, ScoreModel, Subscription, SubscriptionType};
use crate::{Client, Spinwheel, UserId, envelope};

/// Subscribes to a fresh report of a user at regular times. Each one is announced by the webhook
/// `USER_CREDIT_PROFILE_TRANSACTION`, or `USER_CREDIT_PROFILE_TRANSACTION_FAILED`.
///
/// **Effect:** creates a subscription that is **billed at each pull**; never repeated after it may have left.
///
/// **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound); others are not documented.
///
/// Source: Spinwheel's guide to user refresh subscriptions (an older page; the newer path is not known); the body is
/// known from a client's code, the values of the frequency are not: the text is sent as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscribeDebtProfileRefresh {
    user_id: UserId,
    frequency: String,
    ask: Ask,
}

impl SubscribeDebtProfileRefresh {
    /// `frequency` as agreed with Spinwheel, for instance `MONTHLY`.
    pub fn new(user_id: UserId, frequency: impl Into<String>) -> Self {
        Self { user_id, frequency: frequency.into(), ask: Ask::default() }
    }

    /// Asks for the full report, from one bureau if one is named.
    #[must_use]
    pub fn report(mut self, bureau: impl Into<Option<Bureau>>) -> Self {
        self.ask = self.ask.report(ReportType::OneBureauFull, bureau.into());
        self
    }

    /// Asks for a score, from one bureau if one is named.
    #[must_use]
    pub fn score(mut self, model: ScoreModel, bureau: impl Into<Option<Bureau>>) -> Self {
        self.ask = self.ask.score(model, bureau.into());
        self
    }
}

#[derive(Serialize)]
struct Body<'a> {
    subscriptions: [Wanted<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wanted<'a> {
    subscription_type: SubscriptionType,
    configuration: Configuration<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Configuration<'a> {
    refresh_frequency: &'a str,
    #[serde(flatten)]
    ask: &'a Ask,
}

impl Endpoint for SubscribeDebtProfileRefresh {
    type Provider = Spinwheel;
    type Output = Vec<Subscription>;
    const OPERATION: &'static Operation = &Operation::new(
        "subscribe_debt_profile_refresh",
        Method::POST,
        "/v1/users/{userId}/creditProfile/equifax/subscriptions",
        Effect::AtMostOnce("creates a subscription that is billed at each pull"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        let configuration = Configuration { refresh_frequency: &self.frequency, ask: &self.ask };
        let subscription_type = SubscriptionType::DebtProfileRefresh;
        parts.json(&Body { subscriptions: [Wanted { subscription_type, configuration }] })
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<Subscription>, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Subscribes to fresh reports of a user, which are billed; see [`SubscribeDebtProfileRefresh`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, SubscribeDebtProfileRefresh, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/subscribe_debt_profile_refresh/created.json");
    /// # script.on("subscribe_debt_profile_refresh").answer(201, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let request = SubscribeDebtProfileRefresh::new(user_id, "MONTHLY").report(None);
    /// let subscriptions = client.subscribe_debt_profile_refresh(&request).await?;
    /// # assert_eq!(subscriptions.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn subscribe_debt_profile_refresh(
        &self,
        request: &SubscribeDebtProfileRefresh,
    ) -> Result<Vec<Subscription>, Error> {
        self.send(request).await
    }
}
