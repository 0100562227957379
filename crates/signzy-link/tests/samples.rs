//! Every sample is read, in every envelope.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use signzy_link::{LineType, LinkStatus, PhoneMatch};
use support::{client, login_builder, sample};
use verify_testkit::Script;

async fn status(body: String) -> LinkStatus {
    let script = Script::new();
    script.on("check_link").answer(200, body);
    client(&script).check_link(&support::check_link()).await.unwrap()
}

#[tokio::test]
async fn a_sent_link_in_every_envelope() {
    for file in ["send_link/flat.json", "send_link/result.json", "send_link/response.json"] {
        let script = Script::new();
        script.on("send_link").answer(200, sample(file));
        let sent = client(&script).send_link(&support::send_link()).await.unwrap();
        assert_eq!(sent, support::sent(), "{file}");
    }
}

#[tokio::test]
async fn a_whole_status_is_read_to_the_last_field() {
    let read = status(sample("check_link/match.json")).await;
    let sent: serde_json::Value = serde_json::from_str(&sample("check_link/match.json")).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    assert_eq!(read.phone_match, Some(PhoneMatch::Yes));
}

#[tokio::test]
async fn other_types_and_envelopes_mean_the_same() {
    let wrapped = status(sample("check_link/wrapped.json")).await;
    assert_eq!(wrapped.phone_match, Some(PhoneMatch::No), "a boolean");
    assert_eq!(wrapped.ip_address_match, Some(false));
    let response = status(sample("check_link/response.json")).await;
    assert_eq!(response.link_clicked, Some(true), "a text");
    assert_eq!(response.phone_match, Some(PhoneMatch::Indeterminate), "with a capital");
    assert_eq!(response.line_type, Some(LineType::FixedVoip));
}

#[tokio::test]
async fn what_is_not_known_is_kept_and_proves_nothing() {
    for (body, expected) in [
        (r#"{"PhoneMatch":1}"#, Some(PhoneMatch::Unknown("1".into()))),
        (r#"{"PhoneMatch":"1"}"#, Some(PhoneMatch::Unknown("1".into()))),
        (r#"{"PhoneMatch":"yes"}"#, Some(PhoneMatch::Unknown("yes".into()))),
        (r#"{"PhoneMatch":"maybe"}"#, Some(PhoneMatch::Unknown("maybe".into()))),
        (r#"{"PhoneMatch":""}"#, Some(PhoneMatch::Unknown("".into()))),
        (r#"{"PhoneMatch":null}"#, None),
        (r#"{"PhoneMatch":{"value":true}}"#, None),
        (r#"{"PhoneMatch":["true"]}"#, None),
        ("{}", None),
    ] {
        assert_eq!(status(body.to_owned()).await.phone_match, expected, "{body}");
    }
    assert_eq!(status(sample("check_link/not_clicked.json")).await.link_clicked, Some(false));
}

#[tokio::test]
async fn a_401_that_says_not_completed_is_a_status_without_a_click() {
    let script = Script::new();
    let body = r#"{"error":{"statusCode":401,"reason":"AUTH_FAIL","message":"Journey not completed"}}"#;
    script.on("check_link").answer(401, body);
    assert_eq!(client(&script).check_link(&support::check_link()).await.unwrap(), LinkStatus::new());
}

#[tokio::test]
async fn a_login_is_read_in_every_form() {
    for body in [
        sample("login/marketplace.json"),
        sample("login/number.json"),
        r#"{"result":{"id":"token-1"}}"#.into(),
        r#"{"response":{"id":"token-1","ttl":"1209600"}}"#.into(),
    ] {
        let script = Script::new();
        script.on("login").answer(200, body);
        script.on("check_link").answer(200, "{}");
        script.on("check_link").answer(200, "{}");
        let client = login_builder(&script).build().unwrap();
        for _ in 0..2 {
            client.check_link(&support::check_link()).await.unwrap();
        }
        assert_eq!(script.requests().len(), 3, "one login");
        assert_eq!(script.last_request().http().headers().get("authorization").unwrap(), "token-1");
    }
}

#[tokio::test]
async fn a_token_is_renewed_at_nine_tenths_of_its_life() {
    let clock = verify_testkit::ManualClock::frozen();
    let script = Script::new();
    script.on("login").answer(200, r#"{"id":"token-1","ttl":1000}"#);
    script.on("check_link").times(3).answer(200, "{}");
    script.on("login").answer(200, r#"{"id":"token-2","ttl":1000}"#);
    script.on("check_link").answer(200, "{}");
    let client = login_builder(&script).clock(clock.clone()).build().unwrap();
    let mut tokens = Vec::new();
    for passed in [0, 899, 1, 0] {
        clock.advance(std::time::Duration::from_secs(passed));
        client.check_link(&support::check_link()).await.unwrap();
        let asked =
            script.requests().into_iter().rfind(|request| request.operation() == "check_link").unwrap();
        tokens.push(asked.http().headers()["authorization"].to_str().unwrap().to_owned());
        // The renewal is nobody's business: it runs beside the calls.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(tokens, ["token-1", "token-1", "token-1", "token-2"]);
}
