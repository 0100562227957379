//! Access tokens: fetched once, renewed in time, replaced when they are refused; credentials that are refused are not tried again.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use serde_json::json;
use spinwheel_gql::{
    Access, Client, Delivery, Error, ErrorCode, ErrorKind, NextStep, Phase, TOKEN_LIFE, TransportError,
};
use support::{credentials, endpoint, fetching, sample};
use verify_testkit::{ManualClock, Script};

fn operations(script: &Script) -> Vec<&'static str> {
    script.requests().iter().map(verify_testkit::SentRequest::operation).collect()
}

/// The value of the header that lets a request in.
fn bearer(script: &Script) -> (String, bool) {
    let request = script.last_request();
    let value = request.http().headers()["authorization"].clone();
    (value.to_str().unwrap().to_owned(), value.is_sensitive())
}

fn grant(script: &Script, token: &str, expires_in: impl serde::Serialize) {
    let granted = json!({ "access_token": token, "token_type": "Bearer", "expires_in": expires_in });
    script.on("fetch_token").answer(200, granted.to_string());
}

async fn call(client: &Client) -> Result<(), Error> {
    client.user_verification(&support::user_verification()).await.map(drop)
}

fn passes(script: &Script) {
    script.on("user_verification").answer(200, sample("user_verification/passed.json"));
}

fn unauthorized() -> String {
    sample("verify_sms_code/unauthorized.json")
}

#[tokio::test]
async fn a_token_is_fetched_when_one_is_needed_and_kept() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let client = fetching(&script, &clock);
    assert_eq!(script.requests().len(), 0, "a client asks for nothing by itself");
    grant(&script, "first", 3599);
    passes(&script);
    passes(&script);
    call(&client).await.unwrap();
    assert_eq!(bearer(&script), ("Bearer first".to_owned(), true));
    call(&client.clone()).await.unwrap();
    assert_eq!(operations(&script), ["fetch_token", "user_verification", "user_verification"]);
    client.fetch_token().await.unwrap();
    assert_eq!(script.requests().len(), 3);
}

#[tokio::test]
async fn its_life_is_what_the_answer_says() {
    let lives = [
        (json!(3600), Duration::from_secs(3600)),
        (json!("600"), Duration::from_secs(600)),
        (json!(null), TOKEN_LIFE),
        (json!("soon"), TOKEN_LIFE),
    ];
    for (stated, life) in lives {
        let (script, clock) = (Script::new(), ManualClock::frozen());
        let client = fetching(&script, &clock);
        grant(&script, "first", &stated);
        client.fetch_token().await.unwrap();
        passes(&script);
        let second = Duration::from_secs(1);
        clock.advance((life / 4 * 3).saturating_sub(second));
        call(&client).await.unwrap();
        assert_eq!(operations(&script), ["fetch_token", "user_verification"], "{stated}");

        clock.advance(life / 4 + second);
        grant(&script, "second", &stated);
        passes(&script);
        call(&client).await.unwrap();
        assert_eq!(bearer(&script).0, "Bearer second", "{stated}");
        script.assert_done();
    }
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once_and_the_call_repeated_once() {
    for (status, body) in [(401, String::new()), (200, unauthorized()), (401, unauthorized())] {
        let (script, clock) = (Script::new(), ManualClock::frozen());
        let client = fetching(&script, &clock);
        grant(&script, "first", 3599);
        script.on("verify_sms_code").answer(status, body.clone());
        grant(&script, "second", 3599);
        script.on("verify_sms_code").answer(200, sample("verify_sms_code/granted.json"));
        assert!(client.verify_sms_code(&support::verify_sms_code()).await.unwrap().is_granted());
        assert_eq!(bearer(&script).0, "Bearer second");
        script.assert_done();

        // The new one is refused too: that is the end, and it is kept.
        script.on("send_sms_verification_code").times(2).answer(status, body.clone());
        grant(&script, "third", 3599);
        let request = support::send_sms_verification_code();
        let error = client.send_sms_verification_code(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 2));
        assert!(!error.may_have_acted());
        assert_eq!(NextStep::of(&error), NextStep::FixConfiguration);
        script.assert_done();
    }
}

#[tokio::test]
async fn what_answers_beside_a_refused_token_is_not_repeated() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let client = fetching(&script, &clock);
    grant(&script, "first", 3599);
    let mut both: serde_json::Value = serde_json::from_str(&unauthorized()).unwrap();
    both["data"] = json!({ "sendSMSVerificationCode": { "data": { "message": "sent" } } });
    script.on("send_sms_verification_code").answer(200, both.to_string());
    let request = support::send_sms_verification_code();
    let error = client.send_sms_verification_code(&request).await.unwrap_err();
    assert_eq!((error.attempts(), error.may_have_acted()), (1, true));
}

#[tokio::test]
async fn refused_credentials_are_not_tried_again_until_they_are_replaced() {
    for code in ["invalid_client", "unauthorized_client", "invalid_grant"] {
        let (script, clock) = (Script::new(), ManualClock::frozen());
        let client = fetching(&script, &clock);
        let refusal = json!({ "error": code, "error_description": "AADSTS7000215: client-secret" });
        script.on("fetch_token").answer(401, refusal.to_string());
        let first = call(&client).await.unwrap_err();
        assert_eq!(first.code(), Some(code));
        for _ in 0..3 {
            let error = call(&client.clone()).await.unwrap_err();
            assert_eq!((error.code(), error.attempts()), (Some(code), 0));
            assert_eq!((error.kind(), error.phase()), (ErrorKind::Credentials, Some(Phase::Authenticating)));
            assert_eq!((error.delivery(), error.may_have_acted()), (Delivery::NotSent, false));
        }
        client.replace_client_secret("client-secret").unwrap();
        assert!(call(&client).await.is_err(), "the same one is not tried again");
        assert_eq!(script.requests().len(), 1);

        client.replace_client_secret("another-secret").unwrap();
        grant(&script, "first", 3599);
        passes(&script);
        call(&client).await.unwrap();
        assert!(String::from_utf8_lossy(script.requests()[1].http().body()).contains("another-secret"));
    }
}

#[tokio::test]
async fn other_failures_are_not_remembered() {
    let page = "<html><body>blocked</body></html>";
    let rows = [
        (400, json!({ "error": "invalid_scope" }).to_string()),
        (400, json!({ "error": "invalid_request" }).to_string()),
        (400, json!({ "error": "a_new_code" }).to_string()),
        (401, String::new()),
        (403, page.to_owned()),
        (200, page.to_owned()),
        (200, json!({ "access_token": "" }).to_string()),
        (200, json!({ "access_token": "t", "token_type": "pop" }).to_string()),
    ];
    for (status, body) in rows {
        let (script, clock) = (Script::new(), ManualClock::frozen());
        let client = fetching(&script, &clock);
        script.on("fetch_token").answer(status, body.clone());
        let error = call(&client).await.unwrap_err();
        assert_ne!(error.kind(), ErrorKind::Credentials, "HTTP {status}: {body}");
        assert_eq!(error.phase(), Some(Phase::Authenticating));
        grant(&script, "first", 3599);
        passes(&script);
        call(&client).await.unwrap();
    }
}

#[tokio::test]
async fn fetching_a_token_is_repeated_where_that_helps() {
    let (script, clock) = (Script::new(), ManualClock::frozen().skipping_pauses());
    let client = fetching(&script, &clock);
    script.on("fetch_token").fail(TransportError::interrupted("the connection was closed"));
    script.on("fetch_token").answer(503, json!({ "error": "temporarily_unavailable" }).to_string());
    grant(&script, "first", 3599);
    client.fetch_token().await.unwrap();
    script.assert_done();
}

#[tokio::test]
async fn a_token_from_elsewhere_is_used_until_it_is_refused() {
    let script = Script::new();
    let builder = Client::builder(endpoint(), Access::Token("theirs".into())).transport(script.clone());
    let client = builder.build().unwrap();
    client.fetch_token().await.unwrap();
    assert_eq!(script.requests().len(), 0, "there is one");
    passes(&script);
    call(&client).await.unwrap();
    assert_eq!(bearer(&script), ("Bearer theirs".to_owned(), true));

    script.on("user_verification").answer(200, unauthorized());
    let error = call(&client).await.unwrap_err();
    assert_eq!((ErrorCode::of(&error), error.attempts()), (Some(ErrorCode::Unauthorized), 1));
    let newer = client.with_token("newer").unwrap();
    passes(&script);
    call(&newer).await.unwrap();
    assert_eq!(bearer(&script).0, "Bearer newer");
    assert_eq!(client.replace_client_secret("s").unwrap_err().kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_client_that_fetches_can_be_given_a_token() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let client = fetching(&script, &clock).with_token("theirs").unwrap();
    passes(&script);
    call(&client).await.unwrap();
    assert_eq!((bearer(&script).0.as_str(), script.requests().len()), ("Bearer theirs", 1));
}

#[tokio::test]
async fn tokens_come_from_below_the_authority() {
    let script = Script::new();
    let builder = Client::builder(endpoint(), credentials()).transport(script.clone());
    let client = builder.authority("http://127.0.0.1:8080/t1/debtcore".parse().unwrap()).build().unwrap();
    grant(&script, "first", 3599);
    client.fetch_token().await.unwrap();
    let path = "/t1/debtcore/00000000-0000-4000-8000-000000000001/oauth2/v2.0/token";
    assert_eq!(script.last_request().http().uri().path(), path);
}

#[tokio::test]
async fn from_three_quarters_of_its_life_on_a_token_is_renewed_while_it_is_used() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let client = fetching(&script, &clock);
    grant(&script, "first", 4000);
    client.fetch_token().await.unwrap();
    clock.advance(Duration::from_secs(3000));
    grant(&script, "second", 4000);
    passes(&script);
    call(&client).await.unwrap();
    let asked = |script: &Script| operations(script).iter().filter(|name| **name == "fetch_token").count();
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(asked(&script), 2, "it is renewed meanwhile");
    let used = script.requests().into_iter().find(|request| request.operation() == "user_verification");
    assert_eq!(used.unwrap().http().headers()["authorization"], "Bearer first", "nobody waits");
    passes(&script);
    call(&client).await.unwrap();
    assert_eq!(bearer(&script).0, "Bearer second");
    script.assert_done();
}
