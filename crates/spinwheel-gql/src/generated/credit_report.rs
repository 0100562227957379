// @generated from crates/spinwheel-gql/operations/credit_report.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct CreditReport;
pub const OPERATION_NAME: &str = "CreditReport";
pub const QUERY: &str = "query CreditReport($input: GetCreditReportInput!) {\n  creditReport(input: $input) {\n    data {\n      id\n      reqOrgId\n      reqOrgContactId\n      leadId\n      creditReportUserId\n      applicantResidenceState\n      applicantFirstName\n      applicantMiddleName\n      applicantLastName\n      applicantDob\n      applicantAlternativeNames {\n        firstName\n        lastName\n        unparsedName\n      }\n      source\n      reportStatus\n      fileStatus\n      fileMetadata {\n        contentType\n        fileName\n        fileSize\n        type\n        uploadDate\n      }\n      createdAt\n      reportRequestedAt\n      scores {\n        modelName\n        scoreValue\n        sourceType\n        scoreFactors {\n          scoreFactorCode\n          scoreFactorText\n        }\n      }\n      debts {\n        id\n        creditorId\n        accountNumber\n        applicantState\n        ecoaCode\n        creditorName\n        parentCreditorName\n        parentCreditorId\n        originalCreditorName\n        creditorType\n        accountType\n        portfolioType\n        debtType\n        currentBalance\n        originalBalance\n        monthlyPayment\n        openDate\n        lastPaymentDate\n        hasLastPayment\n        isCollection\n        delinquency\n        narrativeCodes\n        bankruptcyDateFiled\n        applicantId\n        coApplicantId\n        forthDebtTypeId\n        remarks\n      }\n      publicRecords {\n        bankruptcyCode\n        bankruptcyDateFiled\n        bankruptcyDispositionType\n      }\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
type Date = verify_core::Timestamp;
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct GetCreditReportInput {
    #[serde(rename = "creditReportId")]
    pub credit_report_id: String,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    pub input: GetCreditReportInput,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "creditReport")]
    pub credit_report: CreditReportCreditReport,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReport {
    pub data: Option<CreditReportCreditReportData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<CreditReportCreditReportErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportData {
    pub id: String,
    #[serde(rename = "reqOrgId")]
    pub req_org_id: Option<String>,
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: Option<verify_core::Pii<String>>,
    #[serde(rename = "leadId")]
    pub lead_id: Option<String>,
    #[serde(rename = "creditReportUserId")]
    pub credit_report_user_id: Option<String>,
    #[serde(rename = "applicantResidenceState")]
    pub applicant_residence_state: Option<verify_core::Pii<String>>,
    #[serde(rename = "applicantFirstName")]
    pub applicant_first_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "applicantMiddleName")]
    pub applicant_middle_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "applicantLastName")]
    pub applicant_last_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "applicantDob")]
    pub applicant_dob: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "applicantAlternativeNames")]
    pub applicant_alternative_names: Option<
        Vec<Option<CreditReportCreditReportDataApplicantAlternativeNames>>,
    >,
    pub source: Option<String>,
    #[serde(rename = "reportStatus")]
    pub report_status: Option<String>,
    #[serde(rename = "fileStatus")]
    pub file_status: Option<String>,
    #[serde(rename = "fileMetadata")]
    pub file_metadata: Option<CreditReportCreditReportDataFileMetadata>,
    #[serde(rename = "createdAt")]
    pub created_at: Option<Date>,
    #[serde(rename = "reportRequestedAt")]
    pub report_requested_at: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Vec<Option<CreditReportCreditReportDataScores>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debts: Option<Vec<Option<CreditReportCreditReportDataDebts>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "publicRecords")]
    pub public_records: Option<Vec<Option<CreditReportCreditReportDataPublicRecords>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportDataApplicantAlternativeNames {
    #[serde(rename = "firstName")]
    pub first_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "lastName")]
    pub last_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "unparsedName")]
    pub unparsed_name: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportDataFileMetadata {
    #[serde(rename = "contentType")]
    pub content_type: Option<String>,
    #[serde(rename = "fileName")]
    pub file_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "fileSize")]
    pub file_size: Option<String>,
    #[serde(rename = "type")]
    pub type_: Option<String>,
    #[serde(rename = "uploadDate")]
    pub upload_date: Option<String>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportDataScores {
    #[serde(rename = "modelName")]
    pub model_name: Option<verify_core::Pii<String>>,
    #[serde(rename = "scoreValue")]
    pub score_value: Option<verify_core::Pii<String>>,
    #[serde(rename = "sourceType")]
    pub source_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "scoreFactors")]
    pub score_factors: Option<
        Vec<Option<CreditReportCreditReportDataScoresScoreFactors>>,
    >,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportDataScoresScoreFactors {
    #[serde(rename = "scoreFactorCode")]
    pub score_factor_code: Option<verify_core::Pii<String>>,
    #[serde(rename = "scoreFactorText")]
    pub score_factor_text: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportDataDebts {
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
pub struct CreditReportCreditReportDataPublicRecords {
    #[serde(rename = "bankruptcyCode")]
    pub bankruptcy_code: verify_core::Pii<String>,
    #[serde(rename = "bankruptcyDateFiled")]
    pub bankruptcy_date_filed: Option<verify_core::Pii<String>>,
    #[serde(rename = "bankruptcyDispositionType")]
    pub bankruptcy_disposition_type: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportCreditReportErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for CreditReport {
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
