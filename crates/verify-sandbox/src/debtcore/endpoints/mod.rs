//! One file for each operation.

mod credit_report;
mod credit_reports;
mod kba_questions;
mod pull_credit_report;
mod send_kba_answers;
mod send_sms_verification_code;
mod user_verification;
mod verify_sms_code;

pub(crate) use pull_credit_report::source;

use super::desk::Endpoint;
use super::{API, PATH};
use crate::engine::provider::{Operation, Route};

/// All of GraphQL's.
pub(crate) static ENDPOINTS: [&Endpoint; 8] = [
    &send_sms_verification_code::ENDPOINT,
    &verify_sms_code::ENDPOINT,
    &user_verification::ENDPOINT,
    &kba_questions::ENDPOINT,
    &send_kba_answers::ENDPOINT,
    &pull_credit_report::ENDPOINT,
    &credit_report::ENDPOINT,
    &credit_reports::ENDPOINT,
];

/// What has none of the known fields: questions about the schema, and what is no GraphQL.
pub(crate) static OTHER: Operation = operation("debtcore.graphql");

/// Where tokens come from.
pub(crate) static TOKEN: Operation = Operation {
    name: "debtcore.token",
    routes: &[Route { method: "POST", template: "/{tenantId}/oauth2/v2.0/token" }],
    hosts: &[API],
};

/// All of them share method and path; the first field of the document tells them apart.
const fn operation(name: &'static str) -> Operation {
    Operation {
        name,
        routes: &[Route { method: "POST", template: PATH }, Route { method: "GET", template: PATH }],
        hosts: &[API],
    }
}
