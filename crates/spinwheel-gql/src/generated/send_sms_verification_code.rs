// @generated from crates/spinwheel-gql/operations/send_sms_verification_code.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct SendSmsVerificationCode;
pub const OPERATION_NAME: &str = "SendSMSVerificationCode";
pub const QUERY: &str = "mutation SendSMSVerificationCode($input: SMSVerificationInput!) {\n  sendSMSVerificationCode(input: $input) {\n    data {\n      message\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct SmsVerificationInput {
    #[serde(rename = "phoneNumber")]
    pub phone_number: verify_core::PhoneNumber,
    #[serde(rename = "dateOfBirth")]
    pub date_of_birth: verify_core::DateOfBirth,
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: verify_core::Pii<String>,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    pub input: SmsVerificationInput,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "sendSMSVerificationCode")]
    pub send_sms_verification_code: SendSmsVerificationCodeSendSmsVerificationCode,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct SendSmsVerificationCodeSendSmsVerificationCode {
    pub data: Option<SendSmsVerificationCodeSendSmsVerificationCodeData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<
        Vec<Option<SendSmsVerificationCodeSendSmsVerificationCodeErrors>>,
    >,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct SendSmsVerificationCodeSendSmsVerificationCodeData {
    pub message: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct SendSmsVerificationCodeSendSmsVerificationCodeErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for SendSmsVerificationCode {
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
