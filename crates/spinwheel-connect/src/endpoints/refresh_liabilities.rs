//! `POST /v1/users/{userId}/liabilities/refresh`: fresh data from the creditors.

use http::Method;
use serde::ser::{Serialize, SerializeMap, Serializer};
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, answer, open_enum};
use verify_core::{Effect, Error, Timestamp};

use crate::{
    Client, ExtRequestId, LiabilityId, LiabilityKind, RefreshTransactionId, Spinwheel, UserId, envelope,
};

/// Has the creditors of some debts asked for fresh data. The answer tells the state of each; it moves on to completed or
/// failed later, see [`LiabilityRefreshStatus`](crate::LiabilityRefreshStatus) and the webhook
/// `REFRESH_TRANSACTION_STATUS`.
///
/// **Effect:** asks the creditors; a debt can be refreshed again only after a while. Never repeated after it may have
/// left: that an id which was used before is recognised is not documented.
///
/// **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound); others are not documented.
///
/// Source: Spinwheel's guide to ad-hoc statement data, which shows credit cards; the names of the other lists are those
/// of the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshLiabilities {
    user_id: UserId,
    ext_request_id: ExtRequestId,
    debts: Vec<(LiabilityKind, LiabilityId)>,
}

impl RefreshLiabilities {
    /// `ext_request_id` is the application's own name for the request, a UUID.
    pub fn new(user_id: UserId, ext_request_id: ExtRequestId) -> Self {
        Self { user_id, ext_request_id, debts: Vec::new() }
    }

    /// Adds a debt whose latest statement is wanted.
    #[must_use]
    pub fn statement_of(mut self, kind: LiabilityKind, id: LiabilityId) -> Self {
        self.debts.push((kind, id));
        self
    }
}

/// `{"extRequestId":…, "creditCards":[{"id":…,"capabilities":["STATEMENT_SUMMARY"]}]}`
struct Body<'a>(&'a RefreshLiabilities);

#[derive(serde::Serialize)]
struct Item<'a> {
    id: &'a LiabilityId,
    capabilities: [&'static str; 1],
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("extRequestId", &self.0.ext_request_id)?;
        for kind in LiabilityKind::ALL {
            let of_kind = self.0.debts.iter().filter(|(debt, _)| *debt == kind);
            let items: Vec<_> =
                of_kind.map(|(_, id)| Item { id, capabilities: ["STATEMENT_SUMMARY"] }).collect();
            if !items.is_empty() {
                map.serialize_entry(kind.list_name(), &items)?;
            }
        }
        map.end()
    }
}

impl Endpoint for RefreshLiabilities {
    type Provider = Spinwheel;
    type Output = Vec<LiabilityRefresh>;
    const OPERATION: &'static Operation = &Operation::new(
        "refresh_liabilities",
        Method::POST,
        "/v1/users/{userId}/liabilities/refresh",
        Effect::AtMostOnce("asks the creditors for fresh data"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.debts.is_empty() {
            return Err(Error::invalid_input("there is no debt to refresh: name one with statement_of"));
        }
        parts.path_value(self.user_id.as_str())?;
        parts.json(&Body(self))
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<LiabilityRefresh>, Failure> {
        envelope::data(answer)
    }
}

answer! {
    /// The refresh of one debt.
    pub struct LiabilityRefresh {
        required {
            /// How far it is.
            status: RefreshStatus => "refreshTransactionStatus",
        }
        /// Its id.
        transaction_id: Option<RefreshTransactionId> => "refreshTransactionId",
        /// The debt, if it is a credit card; see [`liability`](LiabilityRefresh::liability).
        credit_card_id: Option<LiabilityId> => "creditCardId",
        /// The debt, if it is a car loan.
        auto_loan_id: Option<LiabilityId> => "autoLoanId",
        /// The debt, if it is a mortgage.
        home_loan_id: Option<LiabilityId> => "homeLoanId",
        /// The debt, if it is a personal loan.
        personal_loan_id: Option<LiabilityId> => "personalLoanId",
        /// The debt, if it is a student loan.
        student_loan_id: Option<LiabilityId> => "studentLoanId",
        /// The debt, if it is another one.
        miscellaneous_liability_id: Option<LiabilityId> => "miscellaneousLiabilityId",
        /// From when on the debt can be refreshed again; the unit is inferred.
        next_eligible_refresh_on: Option<Timestamp> => "nextEligibleRefreshOn",
    }
}

impl LiabilityRefresh {
    /// Which debt it is.
    pub fn liability(&self) -> Option<(LiabilityKind, &LiabilityId)> {
        let ids = [
            (LiabilityKind::CreditCard, &self.credit_card_id),
            (LiabilityKind::AutoLoan, &self.auto_loan_id),
            (LiabilityKind::HomeLoan, &self.home_loan_id),
            (LiabilityKind::PersonalLoan, &self.personal_loan_id),
            (LiabilityKind::StudentLoan, &self.student_loan_id),
            (LiabilityKind::Miscellaneous, &self.miscellaneous_liability_id),
        ];
        ids.into_iter().find_map(|(kind, id)| Some((kind, id.as_ref()?)))
    }
}

open_enum! {
    /// How far a refresh is.
    pub enum RefreshStatus {
        /// Under way.
        InProgress => "IN_PROGRESS",
        /// The fresh data is on the user.
        Completed => "COMPLETED",
        /// There is no fresh data.
        Failed => "FAILED",
    }
}

impl Client {
    /// Has creditors asked for fresh data; see [`RefreshLiabilities`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, ExtRequestId, LiabilityId, LiabilityKind, RefreshLiabilities, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("refresh_liabilities").answer(200, include_str!("../../tests/samples/refresh_liabilities/started.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let request_id = ExtRequestId::new("1f7f24f2-0000-4000-8000-00000000000a")?;
    /// let card = LiabilityId::new("cc-1")?;
    /// let request = RefreshLiabilities::new(user_id, request_id).statement_of(LiabilityKind::CreditCard, card);
    /// for refresh in client.refresh_liabilities(&request).await? {
    ///     println!("{:?}", refresh.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn refresh_liabilities(
        &self,
        request: &RefreshLiabilities,
    ) -> Result<Vec<LiabilityRefresh>, Error> {
        self.send(request).await
    }
}
