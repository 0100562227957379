//! `POST /v1/users/{userId}/debtProfile`: the person's debts from one of several bureaus.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Ask, Bureau, ReportType, ScoreModel, User};
use crate::{Client, LiabilityKind, Spinwheel, UserId, envelope};

/// Orders the debt profile of a connected user; the answer holds the debts. (An SDK treats the call as asynchronous: if
/// the answer has no debts yet, use [`wait_for_liabilities`](Client::wait_for_liabilities).)
///
/// Without further settings the partner's default bureau is asked, and another one if it fails. Naming a bureau switches
/// that off. A refresh has to name the bureau the user was first connected with. FICO scores need TransUnion for the
/// score and for a report beside it; the server says [`InvalidScoreModel`] otherwise.
///
/// **Effect:** orders a report: one a day and user, in Spinwheel's sandbox too. Never repeated after it may have left,
/// since a repeat would use up the day.
///
/// **Errors:** [`UserNotConnected`] (connect first), [`FrozenReport`] and [`LockedReport`] (the person has to lift it at
/// the bureau), [`DailyUserRequestLimitReached`] (tomorrow), [`InvalidScoreModel`], [`BureauSourceConflict`] and
/// [`CreditReportNotFound`] (change the request), [`FraudulentReport`], [`ManualFile`], [`ManualReviewRequired`] and
/// [`ReferredFile`] (never), [`UserNotFound`].
///
/// Source: Spinwheel's guide to several bureaus, Debt Profile UI prompt and skill file.
///
/// [`UserNotConnected`]: crate::ErrorCode::UserNotConnected
/// [`FrozenReport`]: crate::ErrorCode::FrozenReport
/// [`LockedReport`]: crate::ErrorCode::LockedReport
/// [`DailyUserRequestLimitReached`]: crate::ErrorCode::DailyUserRequestLimitReached
/// [`InvalidScoreModel`]: crate::ErrorCode::InvalidScoreModel
/// [`BureauSourceConflict`]: crate::ErrorCode::BureauSourceConflict
/// [`CreditReportNotFound`]: crate::ErrorCode::CreditReportNotFound
/// [`FraudulentReport`]: crate::ErrorCode::FraudulentReport
/// [`ManualFile`]: crate::ErrorCode::ManualFile
/// [`ManualReviewRequired`]: crate::ErrorCode::ManualReviewRequired
/// [`ReferredFile`]: crate::ErrorCode::ReferredFile
/// [`UserNotFound`]: crate::ErrorCode::UserNotFound
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDebtProfile {
    user_id: UserId,
    liability_kind: Option<LiabilityKind>,
    ask: Ask,
}

impl OrderDebtProfile {
    /// What the partner's settings give.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id, liability_kind: None, ask: Ask::default() }
    }

    /// Debts of one kind alone.
    #[must_use]
    pub fn only(mut self, kind: LiabilityKind) -> Self {
        self.liability_kind = Some(kind);
        self
    }

    /// Asks for the full report, from one bureau if one is named. Without this and with a score, there is the score alone.
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

impl Endpoint for OrderDebtProfile {
    type Provider = Spinwheel;
    type Output = User;
    const OPERATION: &'static Operation = &Operation::new(
        "order_debt_profile",
        Method::POST,
        "/v1/users/{userId}/debtProfile",
        Effect::AtMostOnce("orders the one report a day and user"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        if let Some(kind) = self.liability_kind {
            parts.query("liabilityType", kind.as_str());
        }
        parts.json(&self.ask)
    }

    fn decode(&self, answer: &Answer) -> Result<User, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Orders the debt profile of a connected user; see [`OrderDebtProfile`].
    ///
    /// ```
    /// use spinwheel_connect::models::ScoreModel;
    /// use spinwheel_connect::{Client, Environment, OrderDebtProfile, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("order_debt_profile").answer(200, include_str!("../../tests/samples/order_debt_profile/debts.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let request = OrderDebtProfile::new(user_id).report(None).score(ScoreModel::VantageScore3, None);
    /// let user = client.order_debt_profile(&request).await?;
    /// println!("{} debts", user.liabilities().len());
    /// # assert_eq!(user.liabilities().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order_debt_profile(&self, request: &OrderDebtProfile) -> Result<User, Error> {
        self.send(request).await
    }
}
