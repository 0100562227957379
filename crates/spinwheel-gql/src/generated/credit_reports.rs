// @generated from crates/spinwheel-gql/operations/credit_reports.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

pub(crate) struct CreditReports;
pub const OPERATION_NAME: &str = "CreditReports";
pub const QUERY: &str = "query CreditReports(\n  $where: CreditReportWhereInput\n  $order: [CreditReportOrder!]\n  $skip: Int\n  $search: String\n  $after: String\n  $first: Int\n  $before: String\n  $last: Int\n) {\n  creditReports(\n    where: $where\n    order: $order\n    skip: $skip\n    search: $search\n    after: $after\n    first: $first\n    before: $before\n    last: $last\n  ) {\n    data {\n      totalCount\n      pageInfo {\n        hasNextPage\n        startCursor\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          reqOrgId\n          reqOrgContactId\n          leadId\n          creditReportUserId\n          applicantResidenceState\n          source\n          reportStatus\n          fileStatus\n          createdAt\n          reportRequestedAt\n        }\n      }\n    }\n    errors {\n      message\n    }\n  }\n}\n";
use serde::{Serialize, Deserialize};
type Date = verify_core::Timestamp;
pub enum CreditReportOrderField {
    CreatedAt,
    ReqOrgContactId,
    Other(String),
}
impl serde::Serialize for CreditReportOrderField {
    fn serialize<S: serde::Serializer>(&self, ser: S) -> Result<S::Ok, S::Error> {
        ser.serialize_str(
            match *self {
                CreditReportOrderField::CreatedAt => "createdAt",
                CreditReportOrderField::ReqOrgContactId => "reqOrgContactId",
                CreditReportOrderField::Other(ref s) => &s,
            },
        )
    }
}
impl<'de> serde::Deserialize<'de> for CreditReportOrderField {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let s: String = serde::Deserialize::deserialize(deserializer)?;
        match s.as_str() {
            "createdAt" => Ok(CreditReportOrderField::CreatedAt),
            "reqOrgContactId" => Ok(CreditReportOrderField::ReqOrgContactId),
            _ => Ok(CreditReportOrderField::Other(s)),
        }
    }
}
pub enum OrderDirection {
    Asc,
    Desc,
    Other(String),
}
impl serde::Serialize for OrderDirection {
    fn serialize<S: serde::Serializer>(&self, ser: S) -> Result<S::Ok, S::Error> {
        ser.serialize_str(
            match *self {
                OrderDirection::Asc => "ASC",
                OrderDirection::Desc => "DESC",
                OrderDirection::Other(ref s) => &s,
            },
        )
    }
}
impl<'de> serde::Deserialize<'de> for OrderDirection {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let s: String = serde::Deserialize::deserialize(deserializer)?;
        match s.as_str() {
            "ASC" => Ok(OrderDirection::Asc),
            "DESC" => Ok(OrderDirection::Desc),
            _ => Ok(OrderDirection::Other(s)),
        }
    }
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct CreditReportWhereInput {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "reqOrgContactId")]
    pub req_org_contact_id: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "creditReportIds")]
    pub credit_report_ids: Option<Vec<String>>,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct CreditReportOrder {
    pub field: CreditReportOrderField,
    pub direction: OrderDirection,
}
#[derive(Serialize)]
#[serde(crate = "serde")]
pub struct Variables {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "where")]
    pub where_: Option<CreditReportWhereInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<CreditReportOrder>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<verify_core::Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<i64>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct ResponseData {
    #[serde(rename = "creditReports")]
    pub credit_reports: Option<CreditReportsCreditReports>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportsCreditReports {
    pub data: Option<CreditReportsCreditReportsData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Option<CreditReportsCreditReportsErrors>>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportsCreditReportsData {
    #[serde(rename = "totalCount")]
    pub total_count: i64,
    #[serde(rename = "pageInfo")]
    pub page_info: CreditReportsCreditReportsDataPageInfo,
    pub edges: Vec<Option<CreditReportsCreditReportsDataEdges>>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportsCreditReportsDataPageInfo {
    #[serde(rename = "hasNextPage")]
    pub has_next_page: bool,
    #[serde(rename = "startCursor")]
    pub start_cursor: Option<String>,
    #[serde(rename = "endCursor")]
    pub end_cursor: Option<String>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportsCreditReportsDataEdges {
    pub cursor: String,
    pub node: Option<CreditReportsCreditReportsDataEdgesNode>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportsCreditReportsDataEdgesNode {
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
    pub source: Option<String>,
    #[serde(rename = "reportStatus")]
    pub report_status: Option<String>,
    #[serde(rename = "fileStatus")]
    pub file_status: Option<String>,
    #[serde(rename = "createdAt")]
    pub created_at: Option<Date>,
    #[serde(rename = "reportRequestedAt")]
    pub report_requested_at: Option<Date>,
}
#[derive(Deserialize)]
#[serde(crate = "serde")]
pub struct CreditReportsCreditReportsErrors {
    pub message: Option<verify_core::Pii<String>>,
}
impl graphql_client::GraphQLQuery for CreditReports {
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
