//! `POST /v1/users/{userId}/creditProfile/equifax`: the person's debts from Equifax, at once.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Ask, ReportType, ScoreModel, User};
use crate::{Client, Spinwheel, UserId, envelope};

/// Orders the credit report of a connected user from Equifax; the answer holds the debts.
///
/// The generation of 2024, between [`OrderCreditReport`](crate::OrderCreditReport) and
/// [`OrderDebtProfile`](crate::OrderDebtProfile), which Spinwheel recommends now.
///
/// **Effect:** orders a report, which may be billed and counts against daily limits; never repeated after it may have
/// left.
///
/// **Errors:** not documented for this path; the tokens of [`OrderDebtProfile`](crate::OrderDebtProfile) are recognised.
///
/// Source: Spinwheel's changelog names three modes: the full report, report and VantageScore 3.0, the score alone. The
/// names of the fields are not published: ours are those of the debt profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderEquifaxProfile {
    user_id: UserId,
    ask: Ask,
}

impl OrderEquifaxProfile {
    /// The full report, without a score.
    pub fn report(user_id: UserId) -> Self {
        Self { user_id, ask: Ask::default().report(ReportType::OneBureauFull, None) }
    }

    /// The full report, and VantageScore 3.0.
    pub fn report_and_score(user_id: UserId) -> Self {
        let ask = Ask::default().report(ReportType::OneBureauFull, None);
        Self { user_id, ask: ask.score(ScoreModel::VantageScore3, None) }
    }

    /// VantageScore 3.0 alone.
    pub fn score(user_id: UserId) -> Self {
        Self { user_id, ask: Ask::default().score(ScoreModel::VantageScore3, None) }
    }
}

impl Endpoint for OrderEquifaxProfile {
    type Provider = Spinwheel;
    type Output = User;
    const OPERATION: &'static Operation = &Operation::new(
        "order_equifax_profile",
        Method::POST,
        "/v1/users/{userId}/creditProfile/equifax",
        Effect::AtMostOnce("orders a credit report"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&self.ask)
    }

    fn decode(&self, answer: &Answer) -> Result<User, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Orders a report from Equifax; see [`OrderEquifaxProfile`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, OrderEquifaxProfile, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("order_equifax_profile").answer(200, include_str!("../../tests/samples/order_equifax_profile/debts.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let user = client.order_equifax_profile(&OrderEquifaxProfile::report_and_score(user_id)).await?;
    /// println!("{} debts", user.liabilities().len());
    /// # assert_eq!(user.liabilities().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order_equifax_profile(&self, request: &OrderEquifaxProfile) -> Result<User, Error> {
        self.send(request).await
    }
}
