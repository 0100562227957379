// @generated from crates/spinwheel-gql/operations/kba_questions.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct KbaQuestions;
pub const OPERATION_NAME: &str = "KbaQuestions";
pub const QUERY: &str = "query KbaQuestions($input: KbaQuestionsInput!) {\n  kbaQuestions(input: $input) {\n    data {\n      questions {\n        id\n        question\n        options {\n          id\n          text\n        }\n      }\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct KbaQuestionsInput {
    #[serde(rename = "firstName")]
    pub first_name: verify_core::Pii<String>,
    #[serde(rename = "lastName")]
    pub last_name: verify_core::Pii<String>,
    #[serde(rename = "dateOfBirth")]
    pub date_of_birth: verify_core::DateOfBirth,
    pub ssn: verify_core::Ssn,
    #[serde(rename = "addressLine1")]
    pub address_line1: verify_core::Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "addressLine2")]
    pub address_line2: Option<verify_core::Pii<String>>,
    pub city: verify_core::Pii<String>,
    pub state: verify_core::Pii<String>,
    pub zip: verify_core::Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "zipExtension")]
    pub zip_extension: Option<verify_core::Pii<String>>,
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: verify_core::Pii<String>,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    pub input: KbaQuestionsInput,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "kbaQuestions")]
    pub kba_questions: KbaQuestionsKbaQuestions,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct KbaQuestionsKbaQuestions {
    pub data: Option<KbaQuestionsKbaQuestionsData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<KbaQuestionsKbaQuestionsErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct KbaQuestionsKbaQuestionsData {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questions: Option<Vec<Option<KbaQuestionsKbaQuestionsDataQuestions>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct KbaQuestionsKbaQuestionsDataQuestions {
    pub id: String,
    pub question: verify_core::Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<Option<KbaQuestionsKbaQuestionsDataQuestionsOptions>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct KbaQuestionsKbaQuestionsDataQuestionsOptions {
    pub id: String,
    pub text: verify_core::Pii<String>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct KbaQuestionsKbaQuestionsErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for KbaQuestions {
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
