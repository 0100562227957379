//! `POST /v1/users/{userId}/creditReports/order`: has the person's debts fetched.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, answer};
use verify_core::{Effect, Error};

use crate::{Client, ConnectionId, ExtUserId, Spinwheel, UserId, envelope};

/// Orders the credit report of a connected user, from which the debts come.
///
/// The order is asynchronous: the debts appear on the user later, and the webhook `USER_LIABILITIES_CONNECTED` or
/// `USER_LIABILITIES_CONNECTION_FAILED` says so. Without webhooks, use
/// [`wait_for_liabilities`](Client::wait_for_liabilities).
///
/// **Effect:** orders a report, which may be billed and counts against daily limits; never repeated after it may have
/// left.
///
/// When [`Error::may_have_acted`] is true, look with [`retrieve_user`](Client::retrieve_user) for a report that is under
/// way before ordering again.
///
/// **Errors:** not documented for this path; the report tokens of [`ErrorCode`](crate::ErrorCode) are recognised.
///
/// **Not documented:** body (none is sent), answer and errors of this call. Newer documents prefer other paths.
///
/// Source: Spinwheel's guide "Connect API - SMS", seed revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCreditReport {
    user_id: UserId,
}

impl OrderCreditReport {
    /// For a user who is connected.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for OrderCreditReport {
    type Provider = Spinwheel;
    type Output = CreditReportOrder;
    const OPERATION: &'static Operation = &Operation::new(
        "order_credit_report",
        Method::POST,
        "/v1/users/{userId}/creditReports/order",
        Effect::AtMostOnce("orders a credit report"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<CreditReportOrder, Failure> {
        envelope::data_or_default(answer)
    }
}

answer! {
    /// An accepted order. What Spinwheel says about it is not documented: any of this can be missing.
    pub struct CreditReportOrder {
        /// Spinwheel's id of the user.
        user_id: Option<UserId> => "userId",
        /// The application's id of the user.
        ext_user_id: Option<ExtUserId> => "extUserId",
        /// The connection the report is ordered for.
        connection_id: Option<ConnectionId> => "connectionId",
    }
}

impl Client {
    /// Orders the credit report of a connected user; see [`OrderCreditReport`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, OrderCreditReport, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("order_credit_report").answer(202, "");
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// client.order_credit_report(&OrderCreditReport::new(user_id)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order_credit_report(&self, request: &OrderCreditReport) -> Result<CreditReportOrder, Error> {
        self.send(request).await
    }
}
