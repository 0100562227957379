//! `query creditReport`: a report that was pulled before.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::generated::credit_report as wire;
use crate::graphql;
use crate::models::CreditReport;
use crate::{Client, CreditReportId, DebtCore};

/// Reads a report that was pulled before. The person's Social Security number, which the schema has too, is not asked for.
///
/// **Effect:** reads; nothing is pulled from a bureau. **Errors:** [`NotFound`](crate::ErrorCode::NotFound).
///
/// Source: DebtCore's page `creditReport`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetCreditReport {
    credit_report_id: CreditReportId,
}

impl GetCreditReport {
    /// `report` is the id that [`pull_credit_report`](Client::pull_credit_report) or the list gave.
    pub fn new(report: CreditReportId) -> Self {
        Self { credit_report_id: report }
    }
}

impl Endpoint for GetCreditReport {
    type Provider = DebtCore;
    type Output = CreditReport;
    const OPERATION: &'static Operation = &Operation::new("credit_report", Method::POST, "", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let credit_report_id = self.credit_report_id.as_str().to_owned();
        let input = wire::GetCreditReportInput { credit_report_id };
        graphql::write::<wire::CreditReport>(parts, wire::Variables { input })
    }

    fn decode(&self, answer: &Answer) -> Result<CreditReport, Failure> {
        let data: wire::ResponseData = graphql::payload(answer, "creditReport")?;
        graphql::node(data.credit_report.data, "creditReport")
    }
}

impl Client {
    /// Reads a report that was pulled before; see [`GetCreditReport`].
    ///
    /// ```
    /// use spinwheel_gql::{Amount, CreditReportId, GetCreditReport};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("credit_report").answer(200, include_str!("../../tests/samples/credit_report/report.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let request = GetCreditReport::new(CreditReportId::new("cr-abc123def456")?);
    /// let report = client.credit_report(&request).await?;
    /// let debts = report.debts.unwrap_or_default();
    /// let owed: Amount = debts.iter().filter_map(|debt| debt.current_balance).sum();
    /// println!("{} debts, {owed} in all", debts.len());
    /// # assert_eq!(owed.to_string(), "5432.10");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn credit_report(&self, request: &GetCreditReport) -> Result<CreditReport, Error> {
        self.send(request).await
    }
}
