//! The flow over `dyn OtpVerifier`: every outcome a provider can lead to, and the challenge that is stored in between.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use spinwheel_connect::{
    Challenge, Client, DateOfBirth, Environment, ErrorKind, Fallback, OtpCode, OtpVerifier, Outcome,
    PhoneNumber, Start, Subject, Timestamp,
};
use verify_sandbox::{Clock as _, Fault, FaultKind};
use verify_testkit::{ManualClock, Script};
use verify_tests::World;
use verify_tests::world::{BIRTH_DATE, PHONE};

fn subject(phone: &str) -> Subject {
    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(phone).unwrap());
    subject.date_of_birth = Some(DateOfBirth::new(BIRTH_DATE).unwrap());
    subject.reference = Some("customer-17".into());
    subject
}

async fn challenge(world: &World, phone: &str) -> Challenge {
    let verifier: &dyn OtpVerifier = &world.spinwheel;
    match verifier.start(&subject(phone)).await.unwrap() {
        Start::Sent(challenge) => challenge,
        other => panic!("{other:?}"),
    }
}

async fn outcome(phone: &str) -> Outcome {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.spinwheel;
    match verifier.start(&subject(phone)).await.unwrap() {
        Start::Sent(challenge) => verifier.check(&challenge, &world.code(phone)).await.unwrap(),
        Start::Ended(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_outcome() {
    assert!(outcome(PHONE).await.is_verified());
    assert_eq!(outcome("+12025550101").await, Outcome::CorrectInput("phone number"));
    assert_eq!(outcome("+12025550102").await, Outcome::CorrectInput("phone number"));
    assert_eq!(outcome("+12025550103").await, Outcome::UseFallback(Fallback::Questions));
    assert_eq!(outcome("+12025550111").await, Outcome::Expired);
    assert_eq!(outcome("+12025550112").await, Outcome::WrongCode);
    assert_eq!(outcome("+12025550113").await, Outcome::NotEligible(Some(Fallback::Questions)));
    assert_eq!(outcome("+12025550114").await, Outcome::NotIdentified(Some(Fallback::Questions)));
    assert_eq!(outcome("+12025550115").await, Outcome::CorrectInput("phone number and birth date"));
    let now = World::start().await.clock.now();
    let locked = |seconds: u64| Outcome::LockedUntil(now + Duration::from_secs(seconds));
    assert_eq!(outcome("+12025550104").await, locked(24 * 3600));
    assert_eq!(outcome("+12025550105").await, locked(5 * 60));
    assert_eq!(outcome("+12025550116").await, locked(5 * 60));
    assert_eq!(outcome("+12025550117").await, locked(30));
}

#[tokio::test]
async fn the_challenge_is_stored_between_two_web_requests() {
    let world = World::start().await;
    let stored = serde_json::to_string(&challenge(&world, PHONE).await).unwrap();
    assert!(!stored.contains("2025550143") && !stored.contains("customer-17"), "{stored}");
    let restored: Challenge = serde_json::from_str(&stored).unwrap();
    let outcome = world.spinwheel.check(&restored, &world.code(PHONE)).await.unwrap();
    let Outcome::Verified(id) = outcome else { panic!("{outcome:?}") };
    assert_eq!(world.tenant.spinwheel().users()[0].user_id, id);
}

#[tokio::test]
async fn another_code_is_sent_thirty_seconds_later_and_no_sooner() {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.spinwheel;
    let first = challenge(&world, PHONE).await;
    world.clock.advance(Duration::from_secs(29));
    let early = verifier.resend(&subject(PHONE), &first).await.unwrap();
    assert_eq!(early, Start::TooEarly(Duration::from_secs(1)));
    assert_eq!(world.tenant.outbox().len(), 1);
    world.clock.advance(Duration::from_secs(1));
    let Start::Sent(second) = verifier.resend(&subject(PHONE), &first).await.unwrap() else {
        panic!("not sent")
    };
    assert_eq!(world.tenant.outbox().len(), 2);
    assert!(verifier.check(&second, &world.code(PHONE)).await.unwrap().is_verified());
}

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_is_sent() {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.spinwheel;
    let complete = subject(PHONE);
    for (missing, name) in [
        (without(&complete, |subject| subject.phone_number = None), "phone number"),
        (without(&complete, |subject| subject.date_of_birth = None), "birth date"),
        (without(&complete, |subject| subject.reference = None), "reference"),
    ] {
        let error = verifier.start(&missing).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(name), "{error}");
    }
    assert_eq!(world.tenant.journal().total_requests(), 0);
}

fn without(subject: &Subject, change: impl FnOnce(&mut Subject)) -> Subject {
    let mut subject = subject.clone();
    change(&mut subject);
    subject
}

#[tokio::test]
async fn the_consent_goes_along() {
    let world = World::start().await;
    let agreed =
        without(&subject(PHONE), |subject| subject.consented_at = Timestamp::parse("2026-01-15T11:59:00Z"));
    world.spinwheel.start(&agreed).await.unwrap();
    let body = world.tenant.journal().last().unwrap().body;
    assert!(String::from_utf8_lossy(&body).contains(r#""consentTimestamp":"2026-01-15T11:59:00.000Z""#));
}

#[tokio::test]
async fn a_challenge_of_another_provider_is_refused() {
    let world = World::start().await;
    let foreign = Challenge::new("somebody-else", "u-1", world.clock.now());
    let error = world.spinwheel.check(&foreign, &OtpCode::new("012345").unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(world.tenant.journal().total_requests(), 0);
}

#[tokio::test]
async fn an_unknown_delivery_is_an_error_and_no_outcome() {
    let world = World::start().await;
    let fault = Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let error = world.spinwheel.start(&subject(PHONE)).await.unwrap_err();
    assert!(error.may_have_acted());
    assert_eq!(world.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn a_lock_longer_than_time_itself_is_no_panic() {
    let clock = ManualClock::frozen();
    let script = Script::new();
    let body = r#"{"status":{"code":429,"desc":"TOO_MANY_REQUESTS"}}"#;
    script.on("verify_sms_code").header("retry-after", "99999999999999999999").answer(429, body);
    let builder = Client::builder(Environment::Sandbox, "key").transport(script.clone());
    let client = builder.clock(clock.clone()).build().unwrap();
    let challenge = Challenge::new(client.provider(), "u-1", clock.now());
    let outcome = client.check(&challenge, &OtpCode::new("012345").unwrap()).await.unwrap();
    assert_eq!(outcome, Outcome::LockedUntil(clock.now() + Duration::from_hours(24)));
}
