// @generated from crates/spinwheel-gql/operations/verify_sms_code.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct VerifySmsCode;
pub const OPERATION_NAME: &str = "VerifySMSCode";
pub const QUERY: &str = "mutation VerifySMSCode($input: VerifySMSCodeInput!) {\n  verifySMSCode(input: $input) {\n    data {\n      message\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct VerifySmsCodeInput {
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: verify_core::Pii<String>,
    #[serde(rename = "verificationCode")]
    pub verification_code: verify_core::OtpCode,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    pub input: VerifySmsCodeInput,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "verifySMSCode")]
    pub verify_sms_code: VerifySmsCodeVerifySmsCode,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct VerifySmsCodeVerifySmsCode {
    pub data: Option<VerifySmsCodeVerifySmsCodeData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<VerifySmsCodeVerifySmsCodeErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct VerifySmsCodeVerifySmsCodeData {
    pub message: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct VerifySmsCodeVerifySmsCodeErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for VerifySmsCode {
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
