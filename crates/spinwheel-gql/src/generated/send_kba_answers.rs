// @generated from crates/spinwheel-gql/operations/send_kba_answers.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct SendKbaAnswers;
pub const OPERATION_NAME: &str = "SendKbaAnswers";
pub const QUERY: &str = "mutation SendKbaAnswers($input: SendKbaAnswersInput!) {\n  sendKbaAnswers(input: $input) {\n    data {\n      message\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct SendKbaAnswersInput {
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: verify_core::Pii<String>,
    pub answers: Vec<KbaAnswer>,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct KbaAnswer {
    #[serde(rename = "questionId")]
    pub question_id: String,
    #[serde(rename = "answerId")]
    pub answer_id: String,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    pub input: SendKbaAnswersInput,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "sendKbaAnswers")]
    pub send_kba_answers: SendKbaAnswersSendKbaAnswers,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct SendKbaAnswersSendKbaAnswers {
    pub data: Option<SendKbaAnswersSendKbaAnswersData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<SendKbaAnswersSendKbaAnswersErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct SendKbaAnswersSendKbaAnswersData {
    pub message: Option<verify_core::Pii<String>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct SendKbaAnswersSendKbaAnswersErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for SendKbaAnswers {
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
