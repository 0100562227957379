//! The wire form of every request.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use serde_json::{Value, json};
use spinwheel_gql::{Client, ErrorKind, ListCreditReports, PullCreditReport, SendKbaAnswers};
use support::{client, contact, credentials, endpoint, sample};
use verify_testkit::Script;

/// Sends the request and takes a snapshot of what left.
macro_rules! snapshot {
    ($name:literal, $operation:ident, $request:expr) => {
        let script = Script::new();
        script.on(stringify!($operation)).answer(500, "");
        client(&script).$operation(&$request).await.unwrap_err();
        insta::assert_snapshot!($name, script.last_request().wire());
    };
}

#[tokio::test]
async fn consent_by_a_code() {
    snapshot!(
        "send_sms_verification_code",
        send_sms_verification_code,
        support::send_sms_verification_code()
    );
    snapshot!("verify_sms_code", verify_sms_code, support::verify_sms_code());
    snapshot!("user_verification", user_verification, support::user_verification());
}

#[tokio::test]
async fn consent_by_questions() {
    snapshot!("kba_questions", kba_questions, support::kba_questions());
    snapshot!("kba_questions_in_full", kba_questions, support::kba_questions_in_full());
    snapshot!("send_kba_answers", send_kba_answers, support::send_kba_answers());
}

#[tokio::test]
async fn reports() {
    snapshot!("pull_credit_report", pull_credit_report, support::pull_credit_report());
    snapshot!("pull_credit_report_in_full", pull_credit_report, support::pull_credit_report_in_full());
    snapshot!("credit_report", credit_report, support::credit_report());
    snapshot!("credit_reports", credit_reports, support::credit_reports());
    snapshot!("credit_reports_all", credit_reports, ListCreditReports::new());
    snapshot!("credit_reports_in_full", credit_reports, support::credit_reports_in_full());
    let back = support::credit_reports_in_full().before("cursor-9").last(5).unwrap();
    snapshot!("credit_reports_back", credit_reports, back);
}

#[tokio::test]
async fn a_token() {
    let script = Script::new();
    script.on("fetch_token").answer(200, sample("fetch_token/granted.json"));
    let client = Client::builder(endpoint(), credentials()).transport(script.clone()).build().unwrap();
    client.fetch_token().await.unwrap();
    insta::assert_snapshot!("fetch_token", script.last_request().wire());
}

/// The part of the body that holds the values, as it left.
async fn variables(operation: &str, body: impl AsyncFnOnce(&Client)) -> String {
    let script = Script::new();
    script.on(operation).answer(400, "{}");
    body(&client(&script)).await;
    let body = script.last_request().http().body().clone();
    let body = std::str::from_utf8(&body).unwrap();
    let values = body.strip_prefix("{\"variables\":").unwrap();
    let (values, _) = values.split_once(",\"query\":").unwrap();
    values.to_owned()
}

#[tokio::test]
async fn the_variables_are_those_of_the_seed_byte_for_byte() {
    let sent = variables("send_sms_verification_code", async |client| {
        let phone = spinwheel_gql::PhoneNumber::new("+12025550123").unwrap();
        let request = spinwheel_gql::SendSmsVerificationCode::new(phone, support::birth_date(), contact());
        client.send_sms_verification_code(&request).await.unwrap_err();
    })
    .await;
    // As printed on the page, but for the number, which could be somebody's.
    let page = r#"{
"input": {
"phoneNumber": "+12025550123",
"dateOfBirth": "1985-03-15",
"reqOrgContactId": "contact-12345"
}
}"#;
    assert_eq!(sent, page.replace('\n', "").replace(": ", ":"));
    let sent = variables("verify_sms_code", async |client| {
        client.verify_sms_code(&support::verify_sms_code()).await.unwrap_err();
    })
    .await;
    assert_eq!(sent, r#"{"input":{"reqOrgContactId":"contact-12345","verificationCode":"012345"}}"#);
    let sent = variables("user_verification", async |client| {
        client.user_verification(&support::user_verification()).await.unwrap_err();
    })
    .await;
    assert_eq!(sent, r#"{"reqOrgContactId":"contact-12345"}"#);
}

#[tokio::test]
async fn each_request_names_its_operation_and_sends_one_document() {
    macro_rules! names {
        ($($operation:ident $name:literal)*) => {$(
            let script = Script::new();
            script.on(stringify!($operation)).answer(400, "{}");
            client(&script).$operation(&support::$operation()).await.unwrap_err();
            let body = script.last_request().json();
            assert_eq!(body["operationName"], $name);
            let document = body["query"].as_str().unwrap();
            assert_eq!(document, include_str!(concat!("../operations/", stringify!($operation), ".graphql")));
            let keys: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, ["operationName", "query", "variables"]);
        )*};
    }
    names! {
        send_sms_verification_code "SendSMSVerificationCode"
        verify_sms_code "VerifySMSCode"
        user_verification "UserVerification"
        kba_questions "KbaQuestions"
        send_kba_answers "SendKbaAnswers"
        pull_credit_report "PullCreditReport"
        credit_report "CreditReport"
        credit_reports "CreditReports"
    }
}

#[tokio::test]
async fn each_source_gets_what_its_constructor_takes() {
    let (ada, byron) = ("Ada", "Byron");
    let (ssn, date, address) = (support::ssn, support::birth_date, support::address);
    let person = json!({
        "firstName": "Ada", "lastName": "Byron", "addressLine1": "1 Main Street", "city": "Springfield",
        "state": "IL", "zip": "62701",
    });
    let with = |more: Value| {
        let mut all = person.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let prequal = "CRS_STANDARD_PREQUAL_VANTAGE4_TU";
    let rows = [
        (PullCreditReport::spinwheel(contact()), "SPINWHEEL", json!({})),
        (
            PullCreditReport::crs_transunion(contact(), ada, byron, address()),
            "CRS_TRANSUNION",
            person.clone(),
        ),
        (
            PullCreditReport::crs_equifax(contact(), ada, byron, ssn(), address()),
            "CRS_EQUIFAX",
            with(json!({ "ssn": "900123456" })),
        ),
        (
            PullCreditReport::array_equifax(contact(), ada, byron, ssn(), date(), address()),
            "ARRAY_EQUIFAX",
            with(json!({ "ssn": "900123456", "dob": "1985-03-15" })),
        ),
        (
            PullCreditReport::array_equifax_kba(contact(), "uv-abc123".parse().unwrap()),
            "ARRAY_EQUIFAX_KBA",
            json!({ "userVerificationId": "uv-abc123" }),
        ),
        (
            PullCreditReport::crs_standard_prequal_vantage4_tu(contact(), ada, byron, ssn(), address()),
            prequal,
            with(json!({ "ssn": "900123456" })),
        ),
    ];
    for (request, source, mut expected) in rows {
        let script = Script::new();
        script.on("pull_credit_report").answer(400, "{}");
        client(&script).pull_credit_report(&request).await.unwrap_err();
        expected["creditReportSource"] = source.into();
        expected["reqOrgContactId"] = "contact-12345".into();
        assert_eq!(script.last_request().json()["variables"]["input"], expected, "{source}");
    }
}

#[tokio::test]
async fn no_answers_are_not_sent() {
    let script = Script::new();
    let error = client(&script).send_kba_answers(&SendKbaAnswers::new(contact(), [])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("there are no answers"), "{error}");
    assert_eq!(script.requests().len(), 0);
}
