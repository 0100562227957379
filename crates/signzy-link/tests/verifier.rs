//! The link behind the trait that all providers share.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use signzy_link::{
    Challenge, ErrorKind, InstantLinkVerifier, LinkVerifier, Outcome, POLL_INTERVAL, PhoneNumber, Policy,
    RESEND_PACE, Start, Subject,
};
use support::{sample, subject};
use verify_testkit::{ManualClock, Script};

fn verifier(script: &Script, clock: &ManualClock) -> InstantLinkVerifier {
    InstantLinkVerifier::new(support::builder(script).clock(clock.clone()).build().unwrap())
}

async fn started(script: &Script, clock: &ManualClock) -> Challenge {
    script.on("send_link").answer(200, sample("send_link/flat.json"));
    match verifier(script, clock).start(&subject()).await.unwrap() {
        Start::Sent(challenge) => serde_json::from_str(&serde_json::to_string(&challenge).unwrap()).unwrap(),
        other => unreachable!("{other:?}"),
    }
}

async fn outcome(status: u16, body: &str, later: u64) -> Outcome {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let challenge = started(&script, &clock).await;
    clock.advance(Duration::from_secs(later));
    script.on("check_link").answer(status, body.to_owned());
    verifier(&script, &clock).check(&challenge).await.unwrap()
}

#[tokio::test]
async fn every_answer_has_its_outcome() {
    let verified = sample("check_link/match.json");
    assert_eq!(outcome(200, &verified, 0).await, Outcome::Verified("transaction-1".into()));
    assert_eq!(outcome(200, &verified, 600).await, Outcome::Verified("transaction-1".into()), "asked late");
    let nameless = r#"{"LinkClicked":true,"PhoneMatch":true,"LineType":"Mobile"}"#;
    assert_eq!(outcome(200, nameless, 0).await, Outcome::Verified("request-1".into()));
    let wrapped = sample("check_link/wrapped.json");
    assert_eq!(outcome(200, &wrapped, 0).await, Outcome::Mismatch);
    let response = sample("check_link/response.json");
    assert_eq!(outcome(200, &response, 0).await, Outcome::Indeterminate);
    assert_eq!(outcome(200, "{}", 0).await, Outcome::Pending);
    assert_eq!(outcome(200, "{}", 299).await, Outcome::Pending);
    assert_eq!(outcome(200, "{}", 300).await, Outcome::Expired);
    assert_eq!(outcome(404, "", 0).await, Outcome::Pending);
    assert_eq!(outcome(401, r#"{"error":{"reason":"AUTH_FAIL"}}"#, 0).await, Outcome::Pending);
}

#[tokio::test]
async fn once_it_is_over_a_link_nobody_knows_is_over_and_a_refused_token_is_one() {
    assert_eq!(outcome(404, "", 300).await, Outcome::Expired);
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let challenge = started(&script, &clock).await;
    clock.advance(Duration::from_secs(300));
    script.on("check_link").answer(401, r#"{"error":{"reason":"AUTH_FAIL"}}"#);
    let error = verifier(&script, &clock).check(&challenge).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
}

#[tokio::test]
async fn the_paces_are_those_of_the_crate() {
    let verifier = verifier(&Script::new(), &ManualClock::frozen());
    assert_eq!((verifier.resend_pace(), verifier.check_pace()), (RESEND_PACE, POLL_INTERVAL));
}

#[tokio::test]
async fn a_policy_is_applied() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let challenge = started(&script, &clock).await;
    script.on("check_link").answer(200, sample("check_link/response.json"));
    let policy = Policy::strict().accept_line_type("FixedVoIP".into()).accept_ip_match();
    let outcome = verifier(&script, &clock).policy(policy).check(&challenge).await.unwrap();
    assert!(outcome.is_verified());
}

#[tokio::test]
async fn the_address_of_the_beginning_goes_along() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    script.on("send_link").with_json("/sourceIp", "192.0.2.17").answer(200, sample("send_link/flat.json"));
    let verifier = verifier(&script, &clock).source_ip("192.0.2.17".parse().unwrap());
    assert!(matches!(verifier.start(&subject()).await.unwrap(), Start::Sent(_)));
}

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_sent() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let missing = [
        (|subject: &mut Subject| subject.phone_number = None) as fn(&mut Subject),
        |subject| subject.target_url = None,
        |subject| subject.target_url = Some("/back".into()),
    ];
    let mut lines = Vec::new();
    for take in missing {
        let mut subject = subject();
        take(&mut subject);
        lines.push(verifier(&script, &clock).start(&subject).await.unwrap_err().to_string());
    }
    insta::assert_snapshot!("missing", lines.join("\n"));

    let mut abroad = subject();
    abroad.phone_number = Some(PhoneNumber::new("+442079460143").unwrap());
    let ended = verifier(&script, &clock).start(&abroad).await.unwrap();
    assert_eq!(ended, Start::Ended(Outcome::CorrectInput("phone number")));
    assert_eq!(script.requests().len(), 0);
}

#[tokio::test]
async fn a_foreign_challenge_is_refused() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let now = std::time::SystemTime::UNIX_EPOCH;
    for challenge in [Challenge::new("dots", "{}", now), Challenge::new("signzy", "request-1", now)] {
        let error = verifier(&script, &clock).check(&challenge).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
    }
    assert_eq!(script.requests().len(), 0);
}
