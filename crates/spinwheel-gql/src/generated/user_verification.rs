// @generated from crates/spinwheel-gql/operations/user_verification.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct UserVerification;
pub const OPERATION_NAME: &str = "UserVerification";
pub const QUERY: &str = "query UserVerification($reqOrgContactId: String!) {\n  userVerification(reqOrgContactId: $reqOrgContactId) {\n    data {\n      id\n      reqOrgContactId\n      creditReportUserId\n      reqOrgId\n      status\n      verificationDate\n      userConsentDate\n      verificationType\n      verificationSource\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: verify_core::Pii<String>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "userVerification")]
    pub user_verification: Option<UserVerificationUserVerification>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct UserVerificationUserVerification {
    pub data: Option<UserVerificationUserVerificationData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<UserVerificationUserVerificationErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct UserVerificationUserVerificationData {
    pub id: Option<String>,
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: Option<verify_core::Pii<String>>,
    #[serde(rename = "creditReportUserId")]
    pub credit_report_user_id: Option<String>,
    #[serde(rename = "reqOrgId")]
    pub req_org_id: Option<String>,
    pub status: Option<String>,
    #[serde(rename = "verificationDate")]
    pub verification_date: Option<String>,
    #[serde(rename = "userConsentDate")]
    pub user_consent_date: Option<String>,
    #[serde(rename = "verificationType")]
    pub verification_type: Option<String>,
    #[serde(rename = "verificationSource")]
    pub verification_source: Option<String>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct UserVerificationUserVerificationErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for UserVerification {
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
