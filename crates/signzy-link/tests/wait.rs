//! Waiting for a verdict: how often is asked, what ends it, and what does not.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use signzy_link::{
    Client, Conclusion, Doubt, Error, ErrorCode, ErrorKind, Policy, TransportError, Verdict, WaitForVerdict,
};
use support::{login_builder, sample};
use verify_testkit::{ManualClock, Script};

const NOT_YET: &str = r#"{"LinkClicked":false}"#;
const AUTH_FAIL: &str = r#"{"error":{"statusCode":401,"reason":"AUTH_FAIL","message":"no"}}"#;

fn wait() -> WaitForVerdict {
    WaitForVerdict::new(support::sent())
}

/// Waits on a clock whose pauses pass at once; also gives the seconds that passed.
async fn run(script: &Script, wait: &WaitForVerdict) -> (Result<Conclusion, Error>, u64) {
    use verify_core::Clock as _;

    let clock = ManualClock::frozen().skipping_pauses();
    let client = support::builder(script).clock(clock.clone()).build().unwrap();
    let before = clock.monotonic();
    let result = client.wait_for_verdict(wait).await;
    (result, clock.monotonic().saturating_sub(before).as_secs())
}

async fn verdict(script: &Script) -> (Verdict, u64) {
    let (result, seconds) = run(script, &wait()).await;
    (result.unwrap().verdict, seconds)
}

#[tokio::test]
async fn a_verdict_ends_it() {
    let script = Script::new();
    script.on("check_link").times(2).answer(200, NOT_YET);
    script.on("check_link").answer(200, sample("check_link/match.json"));
    let (result, seconds) = run(&script, &wait()).await;
    let conclusion = result.unwrap();
    assert_eq!((conclusion.verdict, seconds), (Verdict::Verified, 20));
    assert_eq!(conclusion.status.carrier.as_deref(), Some("Example Wireless"));
    script.assert_done();

    for (body, expected) in [
        (r#"{"LinkClicked":true,"PhoneMatch":"false"}"#, Verdict::Mismatch),
        (
            r#"{"LinkClicked":true,"PhoneMatch":"indeterminate"}"#,
            Verdict::Indeterminate(Doubt::NoCarrierResult),
        ),
        (r#"{"LinkClicked":true,"PhoneMatch":"odd"}"#, Verdict::Indeterminate(Doubt::MatchUnknown)),
    ] {
        let script = Script::new();
        script.on("check_link").answer(200, body);
        assert_eq!(verdict(&script).await, (expected, 0));
    }
}

#[tokio::test]
async fn a_link_that_nobody_opens_costs_31_questions_in_5_minutes() {
    let script = Script::new();
    script.on("check_link").times(31).answer(200, NOT_YET);
    assert_eq!(verdict(&script).await, (Verdict::NotClicked, 300));
    script.assert_done();
}

#[tokio::test]
async fn pace_limit_and_policy_can_be_set() {
    let script = Script::new();
    script.on("check_link").times(4).answer(200, NOT_YET);
    let slow = wait().every(Duration::from_secs(20)).for_at_most(Duration::from_secs(60));
    let (result, seconds) = run(&script, &slow).await;
    assert_eq!((result.unwrap().verdict, seconds), (Verdict::NotClicked, 60));
    script.assert_done();

    let script = Script::new();
    script.on("check_link").answer(200, sample("check_link/response.json"));
    let policy = Policy::strict().accept_line_type("FixedVoIP".into()).accept_ip_match();
    assert!(run(&script, &wait().policy(policy)).await.0.unwrap().verdict.is_verified());
}

#[tokio::test]
async fn the_last_question_comes_at_the_end() {
    let script = Script::new();
    script.on("check_link").times(3).answer(200, NOT_YET);
    script.on("check_link").answer(200, sample("check_link/match.json"));
    let (result, seconds) = run(&script, &wait().for_at_most(Duration::from_secs(25))).await;
    assert_eq!((result.unwrap().verdict, seconds), (Verdict::Verified, 25));
    script.assert_done();
}

#[tokio::test]
async fn silence_about_the_phone_gets_three_looks_whatever_the_policy() {
    let silent = r#"{"LinkClicked":true,"IpAddressMatch":true,"LineType":"Mobile"}"#;
    let loose = || wait().policy(Policy::strict().accept_ip_match());
    let script = Script::new();
    script.on("check_link").answer(200, silent);
    script.on("check_link").answer(200, r#"{"LinkClicked":true,"PhoneMatch":"false"}"#);
    let conclusion = run(&script, &loose()).await.0.unwrap();
    assert_eq!(conclusion.verdict, Verdict::Mismatch, "the carrier's word came later");

    let script = Script::new();
    script.on("check_link").times(3).answer(200, silent);
    let (result, seconds) = run(&script, &loose()).await;
    assert_eq!((result.unwrap().verdict, seconds), (Verdict::Verified, 20));
}

#[tokio::test]
async fn a_result_that_says_nothing_of_the_phone_gets_three_looks() {
    let script = Script::new();
    script.on("check_link").times(3).answer(200, r#"{"LinkClicked":true}"#);
    assert_eq!(verdict(&script).await, (Verdict::Indeterminate(Doubt::MatchMissing), 20));
    script.assert_done();

    let script = Script::new();
    script.on("check_link").answer(200, r#"{"LinkClicked":true}"#);
    script.on("check_link").answer(200, sample("check_link/match.json"));
    assert_eq!(verdict(&script).await, (Verdict::Verified, 10), "it came later");
}

#[tokio::test]
async fn what_may_pass_does_not_end_it() {
    let script = Script::new();
    script.on("check_link").answer(404, "");
    script.on("check_link").answer(409, "");
    script.on("check_link").times(3).answer(502, sample("envelope/f_page.html"));
    script.on("check_link").answer(401, AUTH_FAIL);
    script.on("check_link").times(3).fail(TransportError::interrupted("cut"));
    script.on("check_link").answer(200, sample("check_link/match.json"));
    assert_eq!(verdict(&script).await.0, Verdict::Verified);
    script.assert_done();
}

#[tokio::test]
async fn what_cannot_pass_ends_it() {
    for (status, body, kind) in [
        (400, sample("envelope/a_send_link.json"), ErrorKind::Refused),
        (403, sample("envelope/e_gateway.json"), ErrorKind::Credentials),
        (401, sample("envelope/e_gateway.json"), ErrorKind::Credentials),
        (200, "<html>".to_owned(), ErrorKind::Unreadable),
    ] {
        let script = Script::new();
        script.on("check_link").answer(status, body);
        let (result, seconds) = run(&script, &wait()).await;
        assert_eq!((result.unwrap_err().kind(), seconds), (kind, 0));
        script.assert_done();
    }
}

#[tokio::test]
async fn an_error_is_all_there_is_if_nothing_else_came() {
    let script = Script::new();
    script.on("check_link").times(31).answer(404, "");
    let (result, seconds) = run(&script, &wait()).await;
    assert_eq!((result.unwrap_err().status().unwrap().as_u16(), seconds), (404, 300));
    script.assert_done();
}

#[tokio::test]
async fn a_link_that_is_forgotten_has_expired() {
    let script = Script::new();
    script.on("check_link").times(30).answer(200, NOT_YET);
    script.on("check_link").answer(404, "");
    assert_eq!(verdict(&script).await, (Verdict::Expired, 300));
}

#[tokio::test]
async fn a_request_to_slow_down_is_kept_to() {
    let script = Script::new();
    script.on("check_link").header("retry-after", "45").answer(429, "");
    script.on("check_link").answer(200, sample("check_link/match.json"));
    assert_eq!(verdict(&script).await, (Verdict::Verified, 45), "within the call");

    let script = Script::new();
    script.on("check_link").header("retry-after", "90").answer(429, "");
    script.on("check_link").answer(200, sample("check_link/match.json"));
    assert_eq!(verdict(&script).await, (Verdict::Verified, 90), "longer than a call may take");

    let script = Script::new();
    script.on("check_link").header("retry-after", "301").answer(429, "");
    let (result, seconds) = run(&script, &wait()).await;
    assert_eq!((result.unwrap_err().kind(), seconds), (ErrorKind::Throttled, 0), "longer than the wait");
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn the_token_is_renewed_once_in_a_wait() {
    let script = Script::new();
    script.on("login").times(2).answer(200, r#"{"id":"token","ttl":1209600}"#);
    script.on("check_link").times(32).answer(401, AUTH_FAIL);
    let client = login_builder(&script).build().unwrap();
    let error = client.wait_for_verdict(&wait()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::AuthFail), "nothing else ever came");
    script.assert_done();
}

#[tokio::test]
async fn a_401_can_be_a_consumer_who_has_not_finished() {
    let script = Script::new();
    script.on("login").times(2).answer(200, r#"{"id":"token","ttl":1209600}"#);
    script.on("check_link").times(5).answer(401, AUTH_FAIL);
    script.on("check_link").answer(200, sample("check_link/match.json"));
    let client = login_builder(&script).build().unwrap();
    assert!(client.wait_for_verdict(&wait()).await.unwrap().verdict.is_verified());
    script.assert_done();
}

/// A clock that stands until it is advanced.
fn standing(script: &Script) -> (Client, ManualClock) {
    let clock = ManualClock::frozen();
    let client = support::builder(script).clock(clock.clone()).build().unwrap();
    (client, clock)
}

#[tokio::test]
async fn a_question_that_hangs_cannot_outlast_the_wait() {
    use verify_core::Clock as _;

    let clock = ManualClock::frozen();
    let script = Script::new().with_clock(&clock);
    script.on("check_link").never_answer();
    let client = support::builder(&script).clock(clock.clone()).build().unwrap();
    let before = clock.monotonic();
    let short = wait().for_at_most(Duration::from_secs(8));
    let error = client.wait_for_verdict(&short).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(clock.monotonic().saturating_sub(before), Duration::from_secs(8));
}

#[tokio::test]
async fn dropping_it_ends_it() {
    let script = Script::new();
    script.on("check_link").answer(200, NOT_YET);
    let (client, clock) = standing(&script);
    let waiting = tokio::spawn(async move { client.wait_for_verdict(&wait()).await });
    clock.wait_for_sleepers(1).await;
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    clock.advance(Duration::from_secs(60));
    assert_eq!(script.requests().len(), 1);
    assert_eq!(clock.sleepers(), 0, "nothing is left behind");
}
