//! What is sent has the fields that the schema has, no more and none that must be missing.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use spinwheel_gql::PullCreditReport;
use support::{client, contact};
use verify_testkit::Script;

const SCHEMA: &str = include_str!("../schema.graphql");

/// The fields of an input, and those that must be there.
fn input(name: &str) -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let (_, block) = SCHEMA.split_once(&format!("input {name} {{")).unwrap();
    let (block, _) = block.split_once("\n}").unwrap();
    let fields = block.lines().filter_map(|line| line.trim().split_once(": "));
    let fields: Vec<_> = fields.filter(|(name, _)| name.chars().all(char::is_alphanumeric)).collect();
    let required = fields.iter().filter(|(_, kind)| kind.ends_with('!')).map(|(name, _)| *name).collect();
    (fields.iter().map(|(name, _)| *name).collect(), required)
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The variables of a request.
macro_rules! sent {
    ($operation:ident, $request:expr) => {{
        let script = Script::new();
        script.on(stringify!($operation)).answer(400, "{}");
        client(&script).$operation(&$request).await.unwrap_err();
        script.last_request().json()["variables"].clone()
    }};
}

/// All fields are sent where all are known, and those that must be there always.
fn compare(name: &str, full: &Value, least: &Value) {
    let (all, required) = input(name);
    assert_eq!(keys(full), all, "{name} in full");
    assert_eq!(keys(least), required, "{name} with what must be there");
}

#[tokio::test]
async fn the_inputs_are_those_of_the_schema() {
    let sent = sent!(send_sms_verification_code, support::send_sms_verification_code());
    compare("SMSVerificationInput", &sent["input"], &sent["input"]);
    let sent = sent!(verify_sms_code, support::verify_sms_code());
    compare("VerifySMSCodeInput", &sent["input"], &sent["input"]);
    let sent = sent!(send_kba_answers, support::send_kba_answers());
    compare("SendKbaAnswersInput", &sent["input"], &sent["input"]);
    compare("KbaAnswer", &sent["input"]["answers"][0], &sent["input"]["answers"][0]);
    let sent = sent!(credit_report, support::credit_report());
    compare("GetCreditReportInput", &sent["input"], &sent["input"]);
    let full = sent!(kba_questions, support::kba_questions_in_full());
    let least = sent!(kba_questions, support::kba_questions());
    compare("KbaQuestionsInput", &full["input"], &least["input"]);
    let full = sent!(credit_reports, support::credit_reports_in_full());
    compare("CreditReportWhereInput", &full["where"], &serde_json::json!({}));
    compare("CreditReportOrder", &full["order"][0], &full["order"][0]);
}

#[tokio::test]
async fn a_pull_has_the_fields_of_the_schema() {
    let (all, required) = input("PullCreditReportInput");
    let full = sent!(pull_credit_report, support::pull_credit_report_in_full());
    let by_questions = PullCreditReport::array_equifax_kba(contact(), "uv-1".parse().unwrap());
    let by_questions = sent!(pull_credit_report, by_questions);
    let sent: BTreeSet<_> = keys(&full["input"]).union(&keys(&by_questions["input"])).copied().collect();
    assert_eq!(sent, all, "no source needs all of them");
    let least = sent!(pull_credit_report, support::pull_credit_report());
    assert_eq!(keys(&least["input"]), required);
}

#[test]
fn each_source_is_one_of_the_schema() {
    use spinwheel_gql::CreditReportSource;

    let (_, block) = SCHEMA.split_once("enum CREDIT_REPORT_PULL_SOURCE {").unwrap();
    let (block, _) = block.split_once("\n}").unwrap();
    let values: Vec<_> = block.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let values: Vec<_> = values.into_iter().filter(|line| !line.starts_with('"')).collect();
    assert_eq!(values.len(), 6);
    for value in values {
        assert_eq!(CreditReportSource::from(value).listed(), Some(value));
    }
}
