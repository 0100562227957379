//! How refusals read, and what they lead to.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use spinwheel_connect::{
    Client, Delivery, Environment, Error, ErrorCode, ErrorKind, NextStep, TransportError,
};
use support::{client, sample};
use verify_testkit::Script;

const TOKENS: [&str; 23] = [
    "INVALID_NUMBER",
    "UNSUPPORTED_COUNTRY_CODE",
    "UNSUPPORTED_NUMBER",
    "MAX_ATTEMPTS_REACHED",
    "TOO_MANY_VERIFICATIONS",
    "TOO_MANY_REQUESTS",
    "EXPIRED",
    "INCORRECT",
    "FAILED_ELIGIBILITY",
    "FAILED_IDENTIFICATION",
    "FAILED_IDENTIFICATION_INFO_MISMATCH",
    "USER_NOT_FOUND",
    "USER_NOT_CONNECTED",
    "FRAUDULENT_REPORT",
    "FROZEN_REPORT",
    "LOCKED_REPORT",
    "MANUAL_FILE",
    "MANUAL_REVIEW_REQUIRED",
    "INVALID_SCORE_MODEL",
    "CREDIT_REPORT_NOT_FOUND",
    "REFERRED_FILE",
    "BUREAU_SOURCE_CONFLICT",
    "DAILY_USER_REQUEST_LIMIT_REACHED",
];

async fn verify(status: u16, body: impl Into<bytes::Bytes>) -> Error {
    let script = Script::new();
    script.on("verify_sms_code").answer(status, body);
    let error = client(&script).verify_sms_code(&support::verify_sms_code()).await.unwrap_err();
    assert_eq!(script.requests().len(), 1, "a code is never sent twice");
    error
}

fn refusal(status: u16, token: &str) -> String {
    format!(
        r#"{{"status":{{"code":{status},"desc":"{token}","messages":[{{"desc":"+12025550143"}}]}},"data":{{}}}}"#
    )
}

#[tokio::test]
async fn every_token_has_a_line_and_a_next_step() {
    let mut lines = Vec::new();
    for token in TOKENS {
        let error = verify(400, refusal(400, token)).await;
        let code = ErrorCode::of(&error).unwrap();
        assert_eq!((code.listed(), error.code()), (Some(token), Some(token)));
        lines.push(format!("{error}\n    {:?}, {:?}", error.kind(), code.next_step()));
    }
    insta::assert_snapshot!("tokens", lines.join("\n"));
}

#[tokio::test]
async fn the_token_counts_whatever_the_http_status() {
    for token in TOKENS {
        let kinds: Vec<_> = {
            let mut kinds = Vec::new();
            for status in [200, 201, 400, 404, 409, 422, 429] {
                let error = verify(status, refusal(status, token)).await;
                assert_eq!(error.code(), Some(token), "HTTP {status}");
                assert_eq!(error.delivery(), Delivery::Answered);
                assert!(!error.may_have_acted(), "a refusal is no half-done act");
                kinds.push(error.kind());
            }
            kinds
        };
        assert!(kinds.windows(2).all(|pair| pair[0] == pair[1]), "{token}: {kinds:?}");
    }
}

#[tokio::test]
async fn a_token_in_a_success_status_with_a_code_of_success_is_still_a_refusal() {
    let error = verify(200, r#"{"status":{"code":200,"desc":"INCORRECT"},"data":null}"#).await;
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Incorrect));
}

#[tokio::test]
async fn what_spinwheel_may_answer_besides_tokens() {
    let rows: [(u16, &str); 12] = [
        (400, r#"{"status":{"code":400,"desc":"Bad Request","messages":[{"desc":"code 012345 is wrong"}]}}"#),
        (400, r#"{"status":{"code":400,"desc":"A_NEW_TOKEN"}}"#),
        (
            401,
            r#"{"status":{"code":401,"desc":"Unauthorized","messages":[{"desc":"No auth key provided"}]}}"#,
        ),
        (401, "No auth key provided"),
        (403, ""),
        (404, r#"{"status":{"code":404,"desc":"USER_NOT_FOUND"}}"#),
        (429, ""),
        (500, "Internal Server Error"),
        (502, "<html><body>502 Bad Gateway</body></html>"),
        (200, "<html><body>Welcome to the hotel's network</body></html>"),
        (200, r#"{"status":{"code":200,"desc":"success"}}"#),
        (200, ""),
    ];
    let mut lines = Vec::new();
    for (status, body) in rows {
        let error = verify(status, body).await;
        lines.push(format!("{error}\n    {:?}, may have acted: {}", error.kind(), error.may_have_acted()));
    }
    insta::assert_snapshot!("other_answers", lines.join("\n"));
}

#[tokio::test]
async fn an_unknown_token_is_kept_but_not_printed() {
    let error = verify(400, refusal(400, "SECRET_VALUE_42")).await;
    assert!(
        matches!(ErrorCode::of(&error), Some(ErrorCode::Unknown(text)) if text.expose() == "SECRET_VALUE_42")
    );
    assert_eq!(error.code(), None);
    assert!(!format!("{error} {error:?}").contains("SECRET_VALUE_42"));
    assert_eq!(ErrorCode::of(&error).unwrap().next_step(), NextStep::AskSupport);
}

#[tokio::test]
async fn samples_of_refusals() {
    let error = verify(400, sample("verify_sms_code/refused.json")).await;
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Incorrect));

    let script = Script::new();
    script.on("connect_sms").answer(400, sample("connect_sms/refused.json"));
    let error = client(&script).connect_sms(&support::connect_sms()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidNumber));

    let script = Script::new();
    script.on("order_debt_profile").answer(429, sample("order_debt_profile/refused.json"));
    let error = client(&script).order_debt_profile(&support::order_debt_profile()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error).map(|code| code.next_step()), Some(NextStep::TryNextDay));

    let script = Script::new();
    script.on("retrieve_user").answer(404, sample("retrieve_user/not_found.json"));
    let error = client(&script).retrieve_user(&support::retrieve_user()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::UserNotFound));
}

#[tokio::test]
async fn a_lost_connect_says_that_a_text_may_have_gone_out() {
    let script = Script::new();
    script.on("connect_sms").fail(TransportError::interrupted("the connection was closed without an answer"));
    let error = client(&script).connect_sms(&support::connect_sms()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.may_have_acted());
    insta::assert_snapshot!("lost_connect", error);
}

#[test]
fn a_key_with_a_line_break_is_a_configuration_error() {
    for key in ["", "abc\n", " abc", "schlüssel"] {
        let error = Client::new(Environment::Sandbox, key).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!error.to_string().contains("abc"));
    }
}

#[tokio::test]
async fn a_network_token_that_is_refused_is_not_a_matter_of_the_clients_key() {
    let rows = [
        (400, "", ErrorKind::Refused),
        (
            401,
            r#"{"status":{"code":401,"desc":"Unauthorized","messages":[{"desc":"token expired"}]}}"#,
            ErrorKind::Refused,
        ),
        (
            401,
            r#"{"status":{"code":401,"messages":[{"desc":"No auth key provided"}]}}"#,
            ErrorKind::Credentials,
        ),
        (403, "", ErrorKind::Refused),
        (404, "", ErrorKind::Refused),
        (406, "", ErrorKind::Refused),
        (409, "", ErrorKind::Refused),
        (500, "", ErrorKind::Unavailable),
    ];
    for (status, body, kind) in rows {
        let script = Script::new();
        script.on("connect_network_token").answer(status, body);
        let error =
            client(&script).connect_network_token(&support::connect_network_token()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "HTTP {status}");
        assert_eq!(script.requests().len(), 1);
    }
}

#[test]
fn the_documentation_names_the_next_step_of_each_code() {
    let source = include_str!("../src/error.rs");
    for token in TOKENS {
        let code = ErrorCode::from(token);
        let step = format!("{:?}", code.next_step());
        let name = step.split('(').next().unwrap();
        let documented = format!("Next step: [`{name}`](NextStep::{name}).\n        {code:?} => \"{token}\"");
        assert!(source.contains(&documented), "{documented}");
    }
}

#[tokio::test]
async fn every_error_has_a_next_step() {
    let rows = [
        (400, refusal(400, "INCORRECT"), NextStep::RetryCode),
        (404, refusal(404, "USER_NOT_FOUND"), NextStep::CheckIds),
        (400, String::new(), NextStep::AskSupport),
        (401, String::new(), NextStep::FixConfiguration),
        (429, String::new(), NextStep::Wait),
        (500, String::new(), NextStep::LookFirst),
        (503, refusal(503, "INCORRECT"), NextStep::LookFirst),
        (200, String::new(), NextStep::LookFirst),
    ];
    for (status, body, step) in rows {
        assert_eq!(NextStep::of(&verify(status, body).await), step, "HTTP {status}");
    }
    let script = Script::new();
    script.on("retrieve_user").answer(500, "");
    let error = client(&script).retrieve_user(&support::retrieve_user()).await.unwrap_err();
    assert_eq!(NextStep::of(&error), NextStep::TryAgain, "a read leaves nothing to look for");
    let error = Client::new(Environment::Sandbox, "").unwrap_err();
    assert_eq!(NextStep::of(&error), NextStep::FixConfiguration);
}

#[tokio::test]
async fn the_worse_of_the_two_statuses_counts() {
    let rows = [
        (r#"{"status":{"code":500,"desc":"Internal error"}}"#, ErrorKind::Unavailable, true),
        (r#"{"status":{"code":"503","desc":"busy"}}"#, ErrorKind::Unavailable, true),
        (r#"{"status":{"code":401,"desc":"Unauthorized"}}"#, ErrorKind::Credentials, false),
        (r#"{"status":{"code":429,"desc":"slow down"}}"#, ErrorKind::Throttled, false),
        (r#"{"status":{"code":"INCORRECT","desc":"wrong"}}"#, ErrorKind::Refused, false),
    ];
    for (body, kind, may_have_acted) in rows {
        let error = verify(200, body).await;
        assert_eq!((error.kind(), error.may_have_acted()), (kind, may_have_acted), "{body}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    }
    assert_eq!(verify(200, r#"{"status":{"code":"INCORRECT"}}"#).await.code(), Some("INCORRECT"));
}
