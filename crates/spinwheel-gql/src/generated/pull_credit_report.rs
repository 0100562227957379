// @generated from crates/spinwheel-gql/operations/pull_credit_report.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct PullCreditReport;
pub const OPERATION_NAME: &str = "PullCreditReport";
pub const QUERY: &str = "mutation PullCreditReport($input: PullCreditReportInput!) {\n  pullCreditReport(input: $input) {\n    data {\n      creditReportId\n      reqOrgContactId\n      leadId\n      applicantResidenceState\n      source\n      reportStatus\n      fileStatus\n      debts {\n        id\n        creditorId\n        accountNumber\n        applicantState\n        ecoaCode\n        creditorName\n        parentCreditorName\n        parentCreditorId\n        originalCreditorName\n        creditorType\n        accountType\n        portfolioType\n        debtType\n        currentBalance\n        originalBalance\n        monthlyPayment\n        openDate\n        lastPaymentDate\n        hasLastPayment\n        isCollection\n        delinquency\n        narrativeCodes\n        bankruptcyDateFiled\n        applicantId\n        coApplicantId\n        forthDebtTypeId\n        remarks\n      }\n      publicRecords {\n        bankruptcyCode\n        bankruptcyDateFiled\n        bankruptcyDispositionType\n      }\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
pub enum CreditReportPullSource {
    Spinwheel,
    CrsTransunion,
    CrsEquifax,
    ArrayEquifax,
    ArrayEquifaxKba,
    CrsStandardPrequalVantage4Tu,
    Other(String),
}
impl serde::Serialize for CreditReportPullSource {
    fn serialize<S: serde::Serializer>(&self, ser: S) -> Result<S::Ok, S::Error> {
        ser.serialize_str(
            match *self {
                CreditReportPullSource::Spinwheel => "SPINWHEEL",
                CreditReportPullSource::CrsTransunion => "CRS_TRANSUNION",
                CreditReportPullSource::CrsEquifax => "CRS_EQUIFAX",
                CreditReportPullSource::ArrayEquifax => "ARRAY_EQUIFAX",
                CreditReportPullSource::ArrayEquifaxKba => "ARRAY_EQUIFAX_KBA",
                CreditReportPullSource::CrsStandardPrequalVantage4Tu => {
                    "CRS_STANDARD_PREQUAL_VANTAGE4_TU"
                }
                CreditReportPullSource::Other(ref s) => &s,
            },
        )
    }
}
impl<'de> serde::Deserialize<'de> for CreditReportPullSource {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let s: String = serde::Deserialize::deserialize(deserializer)?;
        match s.as_str() {
            "SPINWHEEL" => Ok(CreditReportPullSource::Spinwheel),
            "CRS_TRANSUNION" => Ok(CreditReportPullSource::CrsTransunion),
            "CRS_EQUIFAX" => Ok(CreditReportPullSource::CrsEquifax),
            "ARRAY_EQUIFAX" => Ok(CreditReportPullSource::ArrayEquifax),
            "ARRAY_EQUIFAX_KBA" => Ok(CreditReportPullSource::ArrayEquifaxKba),
            "CRS_STANDARD_PREQUAL_VANTAGE4_TU" => {
                Ok(CreditReportPullSource::CrsStandardPrequalVantage4Tu)
            }
            _ => Ok(CreditReportPullSource::Other(s)),
        }
    }
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct PullCreditReportInput {
    #[serde(rename = "creditReportSource")]
    pub credit_report_source: CreditReportPullSource,
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: verify_core::Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "leadId")]
    pub lead_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "userVerificationId")]
    pub user_verification_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "firstName")]
    pub first_name: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "middleName")]
    pub middle_name: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "lastName")]
    pub last_name: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ssn: Option<verify_core::Ssn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dob: Option<verify_core::DateOfBirth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "addressLine1")]
    pub address_line1: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "addressLine2")]
    pub address_line2: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<verify_core::Pii<String>>,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    pub input: PullCreditReportInput,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "pullCreditReport")]
    pub pull_credit_report: PullCreditReportPullCreditReport,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct PullCreditReportPullCreditReport {
    pub data: Option<PullCreditReportPullCreditReportData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<PullCreditReportPullCreditReportErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct PullCreditReportPullCreditReportData {
    #[serde(rename = "creditReportId")]
    pub credit_report_id: String,
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: Option<verify_core::Pii<String>>,
    #[serde(rename = "leadId")]
    pub lead_id: Option<String>,
    #[serde(rename = "applicantResidenceState")]
    pub applicant_residence_state: Option<verify_core::Pii<String>>,
    pub source: String,
    #[serde(rename = "reportStatus")]
    pub report_status: String,
    #[serde(rename = "fileStatus")]
    pub file_status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debts: Option<Vec<Option<PullCreditReportPullCreditReportDataDebts>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "publicRecords")]
    pub public_records: Option<
        Vec<Option<PullCreditReportPullCreditReportDataPublicRecords>>,
    >,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct PullCreditReportPullCreditReportDataDebts {
    pub id: String,
    #[serde(rename = "creditorId")]
    pub creditor_id: Option<String>,
    #[serde(rename = "accountNumber")]
    pub account_number: Option<verify_core::Pii<String>>,
    #[serde(rename = "applicantState")]
    pub applicant_state: Option<verify_core::Pii<String>>,
    #[serde(rename = "ecoaCode")]
    pub ecoa_code: Option<verify_core::Pii<String>>,
    #[serde(rename = "creditorName")]
    pub creditor_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "parentCreditorName")]
    pub parent_creditor_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "parentCreditorId")]
    pub parent_creditor_id: Option<String>,
    #[serde(rename = "originalCreditorName")]
    pub original_creditor_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "creditorType")]
    pub creditor_type: Option<String>,
    #[serde(rename = "accountType")]
    pub account_type: Option<String>,
    #[serde(rename = "portfolioType")]
    pub portfolio_type: Option<String>,
    #[serde(rename = "debtType")]
    pub debt_type: Option<String>,
    #[serde(rename = "currentBalance")]
    pub current_balance: Option<verify_core::Amount>,
    #[serde(rename = "originalBalance")]
    pub original_balance: Option<verify_core::Amount>,
    #[serde(rename = "monthlyPayment")]
    pub monthly_payment: Option<verify_core::Amount>,
    #[serde(rename = "openDate")]
    pub open_date: Option<String>,
    #[serde(rename = "lastPaymentDate")]
    pub last_payment_date: Option<String>,
    #[serde(rename = "hasLastPayment")]
    pub has_last_payment: Option<bool>,
    #[serde(rename = "isCollection")]
    pub is_collection: Option<bool>,
    pub delinquency: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "narrativeCodes")]
    pub narrative_codes: Option<Vec<Option<verify_core::Pii<String>>>>,
    #[serde(rename = "bankruptcyDateFiled")]
    pub bankruptcy_date_filed: Option<verify_core::Pii<String>>,
    #[serde(rename = "applicantId")]
    pub applicant_id: Option<String>,
    #[serde(rename = "coApplicantId")]
    pub co_applicant_id: Option<String>,
    #[serde(rename = "forthDebtTypeId")]
    pub forth_debt_type_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<Vec<Option<verify_core::Pii<String>>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct PullCreditReportPullCreditReportDataPublicRecords {
    #[serde(rename = "bankruptcyCode")]
    pub bankruptcy_code: verify_core::Pii<String>,
    #[serde(rename = "bankruptcyDateFiled")]
    pub bankruptcy_date_filed: Option<verify_core::Pii<String>>,
    #[serde(rename = "bankruptcyDispositionType")]
    pub bankruptcy_disposition_type: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct PullCreditReportPullCreditReportErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for PullCreditReport {
    type Variables = Variables;
    type ResponseData = ResponseData;
    fn build_query(
        variables: Self::Variables,
    ) -> graphql_client::QueryBody<Self::Variables> {
        graphql_client::QueryBody {
            variables,
            query: QUERY,
            operation_name: OPERATION_NAME,
        }
    }
}
