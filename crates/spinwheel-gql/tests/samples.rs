//! Every sample is read, and nothing that stands in it is lost.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use serde_json::Value;
use spinwheel_gql::models::{FileStatus, ReportStatus};
use spinwheel_gql::{
    Amount, Consent, ConsentRefusal, CreditReport, CreditReportSource, ErrorCode, ErrorKind, KbaQuestions,
    Timestamp, UserVerification, VerificationStatus, VerificationType,
};
use support::{client, sample};
use verify_testkit::Script;

/// The paths of all scalars of a document, list positions left out.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| paths(value, &format!("{path}.{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, path, found)),
        Value::Null => {}
        _ => found.push(path.to_owned()),
    }
}

/// Which scalars of the sample's payload do not come out again under their own names.
fn lost(sample: &str, operation: &str, decoded: &impl serde::Serialize) -> Vec<String> {
    let sample: Value = serde_json::from_str(sample).unwrap();
    let (mut sent, mut read) = (Vec::new(), Vec::new());
    paths(&sample["data"][operation]["data"], "", &mut sent);
    paths(&serde_json::to_value(decoded).unwrap(), "", &mut read);
    sent.sort();
    sent.dedup();
    sent.retain(|path| !read.contains(path));
    sent
}

/// Reads a sample through the client.
macro_rules! decode {
    ($operation:ident, $file:literal) => {{
        let script = Script::new();
        script.on(stringify!($operation)).answer(200, sample(concat!(stringify!($operation), "/", $file)));
        client(&script).$operation(&support::$operation()).await
    }};
}

#[tokio::test]
async fn steps_of_consent() {
    assert_eq!(decode!(send_sms_verification_code, "sent.json").unwrap(), Consent::Sent);
    let refused = decode!(send_sms_verification_code, "refused.json").unwrap();
    assert_eq!(refused, Consent::Refused(ConsentRefusal::Unspecified));
    assert_eq!((refused.is_granted(), refused.refusal()), (false, Some(ConsentRefusal::Unspecified)));
    let error = decode!(send_sms_verification_code, "validation_error.json").unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::ValidationError));
    assert!(!error.may_have_acted());

    let granted = decode!(verify_sms_code, "granted.json").unwrap();
    assert_eq!((granted, granted.is_granted(), granted.refusal()), (Consent::Granted, true, None));
    let refused = decode!(verify_sms_code, "wrong_code.json").unwrap();
    assert_eq!(refused, Consent::Refused(ConsentRefusal::WrongCode));
    let error = decode!(verify_sms_code, "unauthorized.json").unwrap_err();
    assert_eq!(
        (ErrorCode::of(&error), error.kind()),
        (Some(ErrorCode::Unauthorized), ErrorKind::Credentials)
    );

    assert_eq!(decode!(send_kba_answers, "granted.json").unwrap(), Consent::Granted);
    assert_eq!(decode!(send_kba_answers, "other_message.json").unwrap(), Consent::Undecided);
}

#[tokio::test]
async fn verifications() {
    let passed = decode!(user_verification, "passed.json").unwrap();
    assert_eq!(lost(&sample("user_verification/passed.json"), "userVerification", &passed), [""; 0]);
    assert!(passed.is_passed());
    assert_eq!(passed.verification_type, Some(VerificationType::Sms));
    assert_eq!(passed.req_org_contact_id, Some(support::contact()));
    assert_eq!(passed.verification_date, Timestamp::parse("2025-01-15T10:30:00Z"));
    let wrong = decode!(user_verification, "wrong_code.json").unwrap();
    assert_eq!((wrong.is_passed(), wrong.status), (false, Some(VerificationStatus::OtpIncorrect)));
    let error = decode!(user_verification, "not_found.json").unwrap_err();
    assert_eq!((ErrorCode::of(&error), error.kind()), (Some(ErrorCode::NotFound), ErrorKind::Refused));
}

#[tokio::test]
async fn questions() {
    let session = decode!(kba_questions, "questions.json").unwrap();
    assert_eq!(lost(&sample("kba_questions/questions.json"), "kbaQuestions", &session), [""; 0]);
    assert_eq!(session.questions.len(), 2);
    assert_eq!(session.questions[0].options[1].id.as_str(), "q1-b");
    let again: KbaQuestions = serde_json::from_str(&serde_json::to_string(&session).unwrap()).unwrap();
    assert_eq!(session, again);
}

#[tokio::test]
async fn pulled_reports() {
    let report = decode!(pull_credit_report, "pulled.json").unwrap();
    let other_name = [".creditReportId"];
    assert_eq!(lost(&sample("pull_credit_report/pulled.json"), "pullCreditReport", &report), other_name);
    assert_eq!(report.id.as_str(), "019c3042-f0d7-7f9d-8c02-02090ab253bd");
    assert_eq!((report.is_completed(), report.file_status), (true, Some(FileStatus::InProgress)));
    let debts = report.debts.unwrap();
    assert_eq!(debts[0].current_balance, Some(Amount::ZERO));
    assert_eq!(debts[0].monthly_payment, Some("25.50".parse().unwrap()));
    assert_eq!(debts[0].narrative_codes[0].expose(), "AU");
    assert_eq!(report.public_records.unwrap().len(), 1);

    let pending = decode!(pull_credit_report, "pending.json").unwrap();
    assert_eq!((pending.debts.as_ref(), pending.public_records.as_ref()), (None, None), "none were sent");
    assert_eq!(pending.report_status, Some(ReportStatus::Pending));
    assert!(
        matches!(pending.source, Some(CreditReportSource::Unknown(text)) if text.expose() == "A_NEW_SOURCE")
    );

    let error = decode!(pull_credit_report, "no_consent.json").unwrap_err();
    assert_eq!((ErrorCode::of(&error), error.kind()), (None, ErrorKind::Refused));
    assert!(!error.may_have_acted());
}

#[tokio::test]
async fn reports() {
    let report = decode!(credit_report, "report.json").unwrap();
    assert_eq!(lost(&sample("credit_report/report.json"), "creditReport", &report), [""; 0]);
    assert_eq!(report.public_records, Some(vec![]), "there are none");
    assert_eq!(report.source, Some(CreditReportSource::CrsEquifax));
    assert_eq!(*report.scores[0].value().unwrap().expose(), 680);
    assert_eq!(report.applicant_alternative_names.len(), 2);
    let debt = &report.debts.as_ref().unwrap()[0];
    assert_eq!(debt.current_balance.unwrap().to_string(), "5432.10");
    let again: CreditReport = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(report, again);
    let error = decode!(credit_report, "not_found.json").unwrap_err();
    assert_eq!((ErrorCode::of(&error), error.kind()), (None, ErrorKind::Refused));
}

#[tokio::test]
async fn lists_of_reports() {
    let page = decode!(credit_reports, "page.json").unwrap();
    assert_eq!((page.reports.len(), page.total_count, page.has_next_page), (2, Some(3), Some(true)));
    assert_eq!(page.end_cursor.unwrap().expose(), "cursor-2");
    let sent: Value = serde_json::from_str(&sample("credit_reports/page.json")).unwrap();
    let node = &sent["data"]["creditReports"]["data"]["edges"][0]["node"];
    assert_eq!(&serde_json::to_value(&page.reports[0]).unwrap(), node, "nothing is lost");
    let last = decode!(credit_reports, "last_page.json").unwrap();
    assert_eq!((last.reports.len(), last.has_next_page), (1, Some(false)), "nulls are left out");
}

#[tokio::test]
async fn tokens() {
    for path in ["fetch_token/granted.json", "fetch_token/granted_with_text.json"] {
        let script = Script::new();
        script.on("fetch_token").answer(200, sample(path));
        support::fetching(&script, &verify_testkit::ManualClock::frozen()).fetch_token().await.unwrap();
    }
    let script = Script::new();
    script.on("fetch_token").answer(401, sample("fetch_token/invalid_client.json"));
    let client = support::fetching(&script, &verify_testkit::ManualClock::frozen());
    let error = client.fetch_token().await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidClient));
}

#[test]
fn what_is_answered_can_be_built_in_tests() {
    let mut verification = UserVerification::new();
    assert!(!verification.is_passed());
    verification.status = Some(VerificationStatus::Passed);
    assert!(verification.is_passed());
    assert!(!CreditReport::new("cr-1".parse().unwrap()).is_completed());
}
