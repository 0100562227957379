//! How refusals read, wherever GraphQL puts them, and what they lead to.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use serde_json::{Value, json};
use spinwheel_gql::{Consent, Delivery, Error, ErrorCode, ErrorKind, NextStep, TransportError};
use support::client;
use verify_testkit::Script;

/// Every listed code of DebtCore and of the framework before it.
const CODES: [&str; 13] = [
    "VALIDATION_ERROR",
    "UNAUTHORIZED",
    "NOT_FOUND",
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "BAD_USER_INPUT",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "OPERATION_RESOLUTION_FAILURE",
    "BAD_REQUEST",
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "INTERNAL_SERVER_ERROR",
];

const TOKEN: [&str; 8] = [
    "invalid_client",
    "unauthorized_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "invalid_resource",
    "unsupported_grant_type",
    "temporarily_unavailable",
];

/// What a call that texts is answered, with a token that cannot be renewed.
async fn send(status: u16, body: &str) -> Result<Consent, Error> {
    let script = Script::new();
    script.on("send_sms_verification_code").answer(status, body.to_owned());
    let result = client(&script).send_sms_verification_code(&support::send_sms_verification_code()).await;
    assert_eq!(script.requests().len(), 1, "nothing is texted twice");
    result
}

/// The error of a call that texts and is answered like this.
async fn refused(status: u16, body: &str) -> Error {
    send(status, body).await.unwrap_err()
}

fn refusal(code: &str) -> Value {
    let message = "Variable \"$input\" got invalid value \"+12025550123\"";
    json!({ "errors": [{ "message": message, "extensions": { "code": code } }], "data": null })
}

fn line(error: &Error) -> String {
    let (kind, acted) = (error.kind(), error.may_have_acted());
    format!("{error}\n    {kind:?}, may have acted: {acted}, {:?}", NextStep::of(error))
}

#[tokio::test]
async fn every_code_has_a_line() {
    let mut lines = Vec::new();
    for code in CODES {
        let error = refused(200, &refusal(code).to_string()).await;
        assert_eq!(ErrorCode::of(&error).unwrap().listed(), Some(code));
        assert_eq!(error.code(), Some(code));
        lines.push(line(&error));
    }
    for code in TOKEN {
        let script = Script::new();
        // A failure is tried three times.
        let times = if code == "temporarily_unavailable" { 3 } else { 1 };
        script.on("fetch_token").times(times).answer(400, json!({ "error": code }).to_string());
        let clock = verify_testkit::ManualClock::frozen().skipping_pauses();
        let client = support::fetching(&script, &clock);
        let error = client.verify_sms_code(&support::verify_sms_code()).await.unwrap_err();
        assert_eq!(ErrorCode::of(&error).unwrap().listed(), Some(code));
        assert_eq!((error.delivery(), error.operation()), (Delivery::NotSent, Some("verify_sms_code")));
        lines.push(line(&error));
    }
    insta::assert_snapshot!("codes", lines.join("\n"));
}

#[test]
fn no_listed_code_is_left_out() {
    let source = include_str!("../src/error.rs");
    let quoted = source.lines().filter_map(|line| line.trim().split_once(" => \"")?.1.strip_suffix("\","));
    let mut listed: Vec<_> = quoted.filter(|text| !text.contains(' ')).collect();
    let mut here = [CODES.as_slice(), TOKEN.as_slice()].concat();
    listed.sort_unstable();
    here.sort_unstable();
    assert_eq!(listed, here);
}

#[test]
fn the_framework_s_codes_lead_to_the_same_steps_as_debtcore_s() {
    let step = |code: &str| ErrorCode::from(code).next_step();
    assert_eq!(step("BAD_USER_INPUT"), step("VALIDATION_ERROR"));
    assert_eq!(step("UNAUTHENTICATED"), step("UNAUTHORIZED"));
    assert_eq!(step("VALIDATION_ERROR"), NextStep::CorrectInput);
    assert_eq!(step("NOT_FOUND"), NextStep::CheckIds);
    assert_eq!(step("A_NEW_CODE"), NextStep::AskSupport);
}

#[tokio::test]
async fn the_code_counts_whatever_the_http_status() {
    for code in CODES {
        let kind = match code {
            "UNAUTHORIZED" | "UNAUTHENTICATED" | "FORBIDDEN" => ErrorKind::Credentials,
            "INTERNAL_SERVER_ERROR" => ErrorKind::Unavailable,
            _ => ErrorKind::Refused,
        };
        for status in [200, 400, 403, 404, 422] {
            let error = refused(status, &refusal(code).to_string()).await;
            assert_eq!((error.code(), error.kind()), (Some(code), kind), "HTTP {status}");
            assert_eq!(error.delivery(), Delivery::Answered);
            assert_eq!(error.may_have_acted(), code == "INTERNAL_SERVER_ERROR", "{code}");
        }
        for status in [500, 503] {
            let error = refused(status, &refusal(code).to_string()).await;
            assert_eq!(error.code(), Some(code));
            assert!(error.may_have_acted(), "{code} with HTTP {status}");
        }
    }
}

/// The bodies that `graphql_client` reads in ways one has to know, and what becomes of them here.
#[tokio::test]
async fn the_table_of_bodies() {
    let refused_payload = r#"{"sendSMSVerificationCode":{"data":null,"errors":[{"message":"m"}]}}"#;
    let sent = r#"{"sendSMSVerificationCode":{"data":{"message":"sent"},"errors":null}}"#;
    let null = r#"{"sendSMSVerificationCode":null}"#;
    let token = r#"[{"message":"m","extensions":{"code":"UNAUTHORIZED"}}]"#;
    let rows = [
        // Nothing of GraphQL.
        r"{}".to_owned(),
        r#"{"error":"invalid_token"}"#.to_owned(),
        "[]".to_owned(),
        "null".to_owned(),
        "not JSON".to_owned(),
        String::new(),
        // Errors alone, with and without data.
        format!(r#"{{"data":null,"errors":{token}}}"#),
        format!(r#"{{"errors":{token}}}"#),
        format!(r#"{{"data":{null},"errors":{token}}}"#),
        format!(r#"{{"data":{{}},"errors":{token}}}"#),
        r#"{"errors":[{"message":"m"}]}"#.to_owned(),
        r#"{"data":null,"errors":[{"message":"m"}]}"#.to_owned(),
        r#"{"data":null,"errors":[{"message":"m","extensions":{"code":"A_NEW_CODE"}}]}"#.to_owned(),
        r#"{"errors":[{"message":"m","extensions":{"code":"A_NEW_CODE"}}]}"#.to_owned(),
        r#"{"errors":["m"]}"#.to_owned(),
        r#"{"errors":[{}]}"#.to_owned(),
        // No data where some must be.
        r#"{"data":null}"#.to_owned(),
        r#"{"data":{}}"#.to_owned(),
        format!(r#"{{"data":{null}}}"#),
        format!(r#"{{"data":{null},"errors":[]}}"#),
        format!(r#"{{"data":{null},"errors":[null]}}"#),
        r#"{"data":{"sendSMSVerificationCode":{}}}"#.to_owned(),
        r#"{"data":{"sendSMSVerificationCode":{"data":null,"errors":null}}}"#.to_owned(),
        r#"{"data":{"sendSMSVerificationCode":{"data":null,"errors":[null]}}}"#.to_owned(),
        // Errors that are none.
        format!(r#"{{"data":{sent},"errors":{{"message":"m"}}}}"#),
        r#"{"data":{"sendSMSVerificationCode":{"data":{"message":"sent"},"errors":"m"}}}"#.to_owned(),
        // Both at once.
        format!(r#"{{"data":{sent},"errors":{token}}}"#),
        format!(r#"{{"data":{refused_payload},"errors":{token}}}"#),
        r#"{"data":{"sendSMSVerificationCode":{"data":{"message":"sent"},"errors":[{"message":"m"}]}}}"#
            .to_owned(),
        // Several errors.
        r#"{"data":null,"errors":[null,{"message":"m"},{"extensions":{"code":"NOT_FOUND"}}]}"#.to_owned(),
        r#"{"errors":[{"extensions":{"code":"A_NEW_CODE"}},{"extensions":{"code":"NOT_FOUND"}}]}"#.to_owned(),
    ];
    let mut lines = Vec::new();
    for body in rows {
        lines.push(format!("{body}\n{}", line(&refused(200, &body).await)));
    }
    insta::assert_snapshot!("bodies", lines.join("\n"));
}

#[tokio::test]
async fn what_is_as_good_as_documented() {
    let payloads = [
        r#"{"data":{"message":"sent"},"errors":null}"#,
        r#"{"data":{"message":"sent"}}"#,
        r#"{"data":{"message":null},"errors":[]}"#,
        r#"{"data":{},"errors":[null]}"#,
        r#"{"data":{"message":"sent","more":1},"errors":null,"more":{}}"#,
    ];
    for payload in payloads {
        for errors in ["", r#","errors":null"#, r#","errors":[]"#, r#","errors":[null]"#] {
            let body =
                format!(r#"{{"data":{{"sendSMSVerificationCode":{payload}}}{errors},"extensions":{{}}}}"#);
            assert_eq!(send(200, &body).await.unwrap(), Consent::Sent, "{body}");
        }
    }
}

#[tokio::test]
async fn what_may_be_answered_without_graphql() {
    let page = "<html><body>no</body></html>";
    let sent = r#"{"data":{"sendSMSVerificationCode":{"data":{"message":"sent"}}}}"#;
    let rows = [
        (200, page),
        (302, ""),
        (400, page),
        (401, ""),
        (401, r#"{"error":"invalid_token"}"#),
        (403, page),
        (404, page),
        (405, ""),
        (429, ""),
        (500, "Internal Server Error"),
        (502, page),
        (400, sent),
        (500, sent),
        (400, r#"{"errors":"odd"}"#),
    ];
    let mut lines = Vec::new();
    for (status, body) in rows {
        lines.push(line(&refused(status, body).await));
    }
    insta::assert_snapshot!("other_answers", lines.join("\n"));
}

#[tokio::test]
async fn the_provider_s_words_are_kept_but_not_printed() {
    let echo = "Variable got invalid value +12025550123 of contact-12345";
    let bodies = [
        json!({ "errors": [{ "message": echo, "extensions": { "code": "VALIDATION_ERROR" } }] }),
        json!({ "errors": [{ "message": "m", "extensions": { "code": echo } }] }),
        json!({ "data": { "sendSMSVerificationCode": { "data": {}, "errors": [{ "message": echo }] } } }),
        json!({ echo: 1 }),
    ];
    for body in bodies {
        let error = refused(200, &body.to_string()).await;
        let printed = format!("{error} {error:?} {error:#?}");
        assert!(!printed.contains("2025550123") && !printed.contains("contact-12345"), "{printed}");
        let raw = String::from_utf8(error.raw_body().unwrap().expose().to_vec()).unwrap();
        assert!(raw.contains(echo), "{raw}");
    }
    let error = refused(200, &refusal("A_NEW_CODE").to_string()).await;
    assert!(matches!(ErrorCode::of(&error), Some(ErrorCode::Unknown(text)) if text.expose() == "A_NEW_CODE"));
}

#[tokio::test]
async fn reads_are_repeated_where_that_helps() {
    let script = Script::new();
    script.on("user_verification").answer(503, refusal("INTERNAL_SERVER_ERROR").to_string());
    script.on("user_verification").answer(429, "");
    script.on("user_verification").answer(200, support::sample("user_verification/passed.json"));
    client(&script).user_verification(&support::user_verification()).await.unwrap();
    assert_eq!(script.requests().len(), 3);
    let script = Script::new();
    script.on("user_verification").answer(200, refusal("INTERNAL_SERVER_ERROR").to_string());
    let error = client(&script).user_verification(&support::user_verification()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Unavailable, 1));
}

#[tokio::test]
async fn lost_calls_say_what_may_have_happened() {
    let script = Script::new();
    let client = client(&script);
    let mut lines = Vec::new();
    macro_rules! lost {
        ($($operation:ident)*) => {$(
            script.on(stringify!($operation)).fail(TransportError::interrupted("the connection was closed"));
            let error = client.$operation(&support::$operation()).await.unwrap_err();
            assert_eq!((error.delivery(), error.may_have_acted(), error.attempts()), (Delivery::Unknown, true, 1));
            lines.push(line(&error));
        )*};
    }
    lost!(send_sms_verification_code verify_sms_code kba_questions send_kba_answers pull_credit_report);
    insta::assert_snapshot!("lost", lines.join("\n"));
}
