//! `mutation pullCreditReport`: gets a report from a bureau.

use std::time::Duration;

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, Pii, Ssn};

use crate::generated::pull_credit_report as wire;
use crate::graphql;
use crate::models::{CreditReport, CreditReportSource};
use crate::{Address, Client, DebtCore, LeadId, ReqOrgContactId, UserVerificationId};

/// Gets a person's credit report from a bureau. Which data of the person is needed depends on the source: there is a constructor
/// for each of them, which takes what is required.
///
/// **Effect:** pulls a report from a bureau, which may cost money and may show in the person's file; never repeated after it may
/// have acted. When [`Error::may_have_acted`] is true, look for it with [`credit_reports`](Client::credit_reports). An attempt may
/// take a minute (ours: how long a bureau takes is not documented).
///
/// **Consent:** for Spinwheel's report the person must have [consented](crate::Consent).
///
/// **Outcome:** a report that is not [complete](CreditReport::is_completed) may have no debts yet. Read it later with
/// [`credit_report`](Client::credit_report), by its id; how long that takes is not documented.
///
/// **Errors:** [`ValidationError`](crate::ErrorCode::ValidationError) and [`NotFound`](crate::ErrorCode::NotFound) are listed on the
/// page; what DebtCore says when consent is missing comes without a code.
///
/// Source: DebtCore's page `pullCreditReport`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullCreditReport {
    source: CreditReportSource,
    req_org_contact_id: ReqOrgContactId,
    user_verification_id: Option<UserVerificationId>,
    lead_id: Option<LeadId>,
    first_name: Option<Pii<String>>,
    middle_name: Option<Pii<String>>,
    last_name: Option<Pii<String>>,
    suffix: Option<Pii<String>>,
    ssn: Option<Ssn>,
    date_of_birth: Option<DateOfBirth>,
    address: Option<Address>,
}

impl PullCreditReport {
    fn new(source: CreditReportSource, contact: ReqOrgContactId) -> Self {
        Self {
            source,
            req_org_contact_id: contact,
            user_verification_id: None,
            lead_id: None,
            first_name: None,
            middle_name: None,
            last_name: None,
            suffix: None,
            ssn: None,
            date_of_birth: None,
            address: None,
        }
    }

    fn of_person(
        mut self,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        address: Address,
    ) -> Self {
        self.first_name = Some(first_name.into());
        self.last_name = Some(last_name.into());
        self.address = Some(address);
        self
    }

    /// Equifax through Spinwheel: of a person who has consented, by the contact id alone.
    pub fn spinwheel(contact: ReqOrgContactId) -> Self {
        Self::new(CreditReportSource::Spinwheel, contact)
    }

    /// TransUnion through CRS; [`ssn`](Self::ssn) and [`date_of_birth`](Self::date_of_birth) are optional.
    pub fn crs_transunion(
        contact: ReqOrgContactId,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        address: Address,
    ) -> Self {
        Self::new(CreditReportSource::CrsTransunion, contact).of_person(first_name, last_name, address)
    }

    /// Equifax through CRS; [`date_of_birth`](Self::date_of_birth) is optional. (So is the ZIP code, which an [`Address`] has.)
    pub fn crs_equifax(
        contact: ReqOrgContactId,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        ssn: Ssn,
        address: Address,
    ) -> Self {
        Self::new(CreditReportSource::CrsEquifax, contact).of_person(first_name, last_name, address).ssn(ssn)
    }

    /// Equifax through Array.
    pub fn array_equifax(
        contact: ReqOrgContactId,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        ssn: Ssn,
        date_of_birth: DateOfBirth,
        address: Address,
    ) -> Self {
        let request = Self::new(CreditReportSource::ArrayEquifax, contact);
        request.of_person(first_name, last_name, address).ssn(ssn).date_of_birth(date_of_birth)
    }

    /// Equifax through Array, of a person who answered its questions: by the id of that verification.
    pub fn array_equifax_kba(contact: ReqOrgContactId, verification: UserVerificationId) -> Self {
        let mut request = Self::new(CreditReportSource::ArrayEquifaxKba, contact);
        request.user_verification_id = Some(verification);
        request
    }

    /// TransUnion's prequalification through CRS, with the score VantageScore 4.
    pub fn crs_standard_prequal_vantage4_tu(
        contact: ReqOrgContactId,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        ssn: Ssn,
        address: Address,
    ) -> Self {
        let request = Self::new(CreditReportSource::CrsStandardPrequalVantage4Tu, contact);
        request.of_person(first_name, last_name, address).ssn(ssn)
    }

    /// Ties the report to a lead in DebtCore's own system.
    #[must_use]
    pub fn lead_id(mut self, lead: LeadId) -> Self {
        self.lead_id = Some(lead);
        self
    }

    /// Adds the middle name.
    #[must_use]
    pub fn middle_name(mut self, name: impl Into<Pii<String>>) -> Self {
        self.middle_name = Some(name.into());
        self
    }

    /// Adds what follows the family name, such as `Jr.` or `III`.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<Pii<String>>) -> Self {
        self.suffix = Some(suffix.into());
        self
    }

    /// Adds the Social Security number; sent as nine digits.
    #[must_use]
    pub fn ssn(mut self, ssn: Ssn) -> Self {
        self.ssn = Some(ssn);
        self
    }

    /// Adds the birth date.
    #[must_use]
    pub fn date_of_birth(mut self, date: DateOfBirth) -> Self {
        self.date_of_birth = Some(date);
        self
    }

    fn input(&self) -> wire::PullCreditReportInput {
        let address = self.address.clone();
        let zip = address.as_ref().map(Address::whole_zip);
        let (address_line1, address_line2, city, state) = match address {
            Some(Address { address_line1, address_line2, city, state, .. }) => {
                (Some(address_line1), address_line2, Some(city), Some(state))
            }
            None => (None, None, None, None),
        };
        wire::PullCreditReportInput {
            credit_report_source: source(&self.source),
            req_org_contact_id: self.req_org_contact_id.as_str().into(),
            lead_id: self.lead_id.as_ref().map(|id| id.as_str().to_owned()),
            user_verification_id: self.user_verification_id.as_ref().map(|id| id.as_str().to_owned()),
            first_name: self.first_name.clone(),
            middle_name: self.middle_name.clone(),
            last_name: self.last_name.clone(),
            suffix: self.suffix.clone(),
            ssn: self.ssn.clone(),
            dob: self.date_of_birth.clone(),
            address_line1,
            address_line2,
            city,
            state,
            zip,
        }
    }
}

/// What is sent is an enumeration, what comes back a text: the one made of the other.
fn source(source: &CreditReportSource) -> wire::CreditReportPullSource {
    use wire::CreditReportPullSource as Wire;

    match source {
        CreditReportSource::Spinwheel => Wire::Spinwheel,
        CreditReportSource::CrsTransunion => Wire::CrsTransunion,
        CreditReportSource::CrsEquifax => Wire::CrsEquifax,
        CreditReportSource::ArrayEquifax => Wire::ArrayEquifax,
        CreditReportSource::ArrayEquifaxKba => Wire::ArrayEquifaxKba,
        CreditReportSource::CrsStandardPrequalVantage4Tu => Wire::CrsStandardPrequalVantage4Tu,
        CreditReportSource::Unknown(other) => Wire::Other(other.expose().clone()),
    }
}

impl Endpoint for PullCreditReport {
    type Provider = DebtCore;
    type Output = CreditReport;
    const OPERATION: &'static Operation = &Operation::new(
        "pull_credit_report",
        Method::POST,
        "",
        Effect::AtMostOnce("pulls a credit report from a bureau"),
    )
    .taking(Duration::from_secs(60), Duration::from_secs(90));

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        graphql::write::<wire::PullCreditReport>(parts, wire::Variables { input: self.input() })
    }

    fn decode(&self, answer: &Answer) -> Result<CreditReport, Failure> {
        let data: wire::ResponseData = graphql::payload(answer, "pullCreditReport")?;
        graphql::node(data.pull_credit_report.data, "pullCreditReport")
    }
}

impl Client {
    /// Gets a person's credit report from a bureau; see [`PullCreditReport`] for consent and effect.
    ///
    /// ```
    /// use spinwheel_gql::{PullCreditReport, ReqOrgContactId};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("pull_credit_report").answer(200, include_str!("../../tests/samples/pull_credit_report/pulled.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let request = PullCreditReport::spinwheel(ReqOrgContactId::new("contact-12345")?);
    /// let report = client.pull_credit_report(&request).await?;
    /// for debt in report.debts.unwrap_or_default() {
    ///     println!("{:?}: {:?}", debt.account_type, debt.current_balance);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn pull_credit_report(&self, request: &PullCreditReport) -> Result<CreditReport, Error> {
        self.send(request).await
    }
}
