//! How refusals read, and what they lead to.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use signzy_link::{Delivery, Error, ErrorCode, ErrorKind, TransportError};
use support::{client, login_builder, sample};
use verify_testkit::Script;

async fn send(status: u16, body: &str) -> Error {
    let script = Script::new();
    script.on("send_link").answer(status, body.to_owned());
    let error = client(&script).send_link(&support::send_link()).await.unwrap_err();
    assert_eq!(script.requests().len(), 1, "a text message is sent once");
    error
}

async fn check(status: u16, body: &str) -> Error {
    let script = Script::new();
    let attempts = if matches!(status, 429 | 502..=504) { 3 } else { 1 };
    script.on("check_link").times(attempts).answer(status, body.to_owned());
    client(&script).check_link(&support::check_link()).await.unwrap_err()
}

#[tokio::test]
async fn every_form_of_a_refusal_is_understood() {
    let rows = [
        ("envelope/a_send_link.json", 400, Some(ErrorCode::ValidationError), ErrorKind::Refused),
        ("envelope/b_flat.json", 400, Some(ErrorCode::ValidationError), ErrorKind::Refused),
        ("envelope/c_loopback.json", 401, Some(ErrorCode::LoginFailed), ErrorKind::Credentials),
        ("envelope/d_old.json", 400, None, ErrorKind::Refused),
        ("envelope/e_gateway.json", 403, None, ErrorKind::Credentials),
        ("envelope/f_page.html", 502, None, ErrorKind::Unavailable),
        ("envelope/g_nested.json", 422, Some(ErrorCode::ValidationError), ErrorKind::Refused),
    ];
    let mut lines = Vec::new();
    for (file, status, code, kind) in rows {
        let error = send(status, &sample(file)).await;
        assert_eq!(ErrorCode::of(&error), code, "{file}");
        assert_eq!(error.kind(), kind, "{file}");
        assert_eq!(error.status().unwrap().as_u16(), status, "{file}");
        assert_eq!(error.may_have_acted(), status == 502, "{file}");
        lines.push(format!("{}: {error}", file.trim_start_matches("envelope/")));
    }
    let lines = lines.join("\n");
    for secret in ["2025550143", "app.example.com", "sandbox-user"] {
        assert!(!lines.contains(secret), "{secret}");
    }
    insta::assert_snapshot!("refusals", lines);
}

#[tokio::test]
async fn a_success_that_says_otherwise_is_a_refusal() {
    for body in [
        r#"{"result":{"status":400,"statusDescription":"not valid"}}"#,
        r#"{"error":{"message":"not valid","statusCode":400}}"#,
        r#"{"error":{"message":"not valid"}}"#,
        r#"{"statusCode":"400","message":"not valid"}"#,
    ] {
        let error = send(200, body).await;
        assert_eq!(error.kind(), ErrorKind::Refused, "{body}");
        assert!(!error.may_have_acted(), "{body}");
    }
    let error = send(200, r#"{"result":{"status":500}}"#).await;
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.may_have_acted(), "a failure may have come after the message");
}

#[tokio::test]
async fn a_success_without_ids_may_have_sent_a_message() {
    for body in ["", "{}", "[]", "<html>", r#"{"requestId":"r"}"#, r#"{"result":{"requestId":"r"}}"#] {
        let error = send(200, body).await;
        assert_eq!(error.kind(), ErrorKind::Unreadable, "{body}");
        assert!(error.may_have_acted(), "{body}");
    }
}

#[tokio::test]
async fn what_is_unknown_after_sending_is_said() {
    let script = Script::new();
    script.on("send_link").fail(TransportError::interrupted("cut"));
    let error = client(&script).send_link(&support::send_link()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.may_have_acted());
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn a_token_that_is_not_accepted_is_renewed_once() {
    let script = Script::new();
    script.on("login").answer(200, r#"{"id":"token-1","ttl":"3600"}"#);
    script.on("send_link").answer(401, r#"{"error":{"statusCode":401,"message":"Unauthorized"}}"#);
    script.on("login").answer(200, r#"{"id":"token-2","ttl":"3600"}"#);
    script.on("send_link").answer(200, sample("send_link/flat.json"));
    let client = login_builder(&script).build().unwrap();
    client.send_link(&support::send_link()).await.unwrap();
    assert_eq!(script.last_request().http().headers().get("authorization").unwrap(), "token-2");
    script.assert_done();
}

#[tokio::test]
async fn a_second_401_is_an_error() {
    let script = Script::new();
    script.on("login").times(2).answer(200, r#"{"id":"token-1","ttl":"3600"}"#);
    script.on("check_link").times(2).answer(401, r#"{"error":{"reason":"AUTH_FAIL","message":"x"}}"#);
    let client = login_builder(&script).build().unwrap();
    let error = client.check_link(&support::check_link()).await.unwrap_err();
    assert_eq!((error.kind(), ErrorCode::of(&error)), (ErrorKind::Credentials, Some(ErrorCode::AuthFail)));
    script.assert_done();
}

#[tokio::test]
async fn a_refused_login_is_not_tried_again() {
    let script = Script::new();
    script.on("login").answer(401, sample("envelope/c_loopback.json"));
    let client = login_builder(&script).build().unwrap();
    for _ in 0..3 {
        let error = client.send_link(&support::send_link()).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Credentials, Delivery::NotSent));
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::LoginFailed));
    }
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn a_login_is_refused_for_good_until_it_is_replaced() {
    let script = Script::new();
    script.on("login").answer(200, r#"{"error":{"statusCode":401,"message":"no"}}"#);
    let client = login_builder(&script).build().unwrap();
    assert_eq!(client.login().await.unwrap_err().kind(), ErrorKind::Credentials);
    assert!(client.check_link(&support::check_link()).await.unwrap_err().is_credentials());
    assert_eq!(client.replace_login("user", " ").unwrap_err().kind(), ErrorKind::Configuration);
    client.clone().replace_login("user", "another-password").unwrap();
    script.on("login").with_json("/password", "another-password").answer(200, r#"{"id":"token"}"#);
    client.login().await.unwrap();
    client.login().await.unwrap();
    script.assert_done();
}

#[tokio::test]
async fn a_limit_of_logins_is_not_taken_for_a_wrong_password() {
    let script = Script::new();
    script.on("login").answer(403, r#"{"error":{"statusCode":403,"message":"Limit reached"}}"#);
    script.on("login").answer(200, r#"{"id":"token"}"#);
    let client = login_builder(&script).build().unwrap();
    let error = client.login().await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
    client.login().await.unwrap();
    script.assert_done();
}

#[tokio::test]
async fn with_a_token_there_is_no_login() {
    let script = Script::new();
    client(&script).login().await.unwrap();
    let error = client(&script).replace_login("user", "password").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(script.requests().len(), 0);
}

#[tokio::test]
async fn a_doubtful_refusal_renews_the_token_once_in_five_minutes() {
    let clock = verify_testkit::ManualClock::frozen().skipping_pauses();
    let script = Script::new();
    script.on("login").times(3).answer(200, r#"{"id":"token","ttl":1209600}"#);
    let body = r#"{"error":{"reason":"AUTH_FAIL","message":"x"}}"#;
    script.on("check_link").times(2 + 29 + 2).answer(401, body);
    let client = login_builder(&script).clock(clock.clone()).build().unwrap();
    for _ in 0..31 {
        let error = client.clone().check_link(&support::check_link()).await.unwrap_err();
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::AuthFail));
        clock.advance(std::time::Duration::from_secs(10));
    }
    script.assert_done();
    script.on("check_link").answer(401, r#"{"error":{"message":"x"}}"#);
    script.on("login").answer(200, r#"{"id":"token","ttl":1209600}"#);
    script.on("check_link").answer(200, "{}");
    client.check_link(&support::check_link()).await.unwrap();
    script.assert_done();
}

#[tokio::test]
async fn a_static_token_that_is_refused_is_an_error_at_once() {
    let script = Script::new();
    script.on("send_link").answer(401, sample("envelope/e_gateway.json"));
    let error = client(&script).send_link(&support::send_link()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    insta::assert_snapshot!("refused_token", error.to_string());
}

#[tokio::test]
async fn every_status_has_a_line() {
    let mut lines = Vec::new();
    for status in [400, 401, 403, 404, 409, 422, 429, 500, 502, 504] {
        lines.push(check(status, "").await.to_string());
    }
    insta::assert_snapshot!("statuses", lines.join("\n"));
}
