//! Dots as one of several ways to verify a person: the flow over `dyn OtpVerifier`.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use dots_users::{Challenge, Email, ErrorKind, OtpCode, OtpVerifier, Outcome, PhoneNumber, Start, Subject};
use verify_sandbox::{Fault, FaultKind};
use verify_tests::World;
use verify_tests::world::PHONE;

fn subject(phone: &str) -> Subject {
    let mut subject = Subject::new();
    subject.first_name = Some("Ada".into());
    subject.last_name = Some("Example".into());
    subject.email = Some(Email::new("ada@example.com").unwrap());
    subject.phone_number = Some(PhoneNumber::new(phone).unwrap());
    subject
}

/// The challenge, as it comes out of a server-side session.
async fn challenge(verifier: &dyn OtpVerifier) -> Challenge {
    let Start::Sent(challenge) = verifier.start(&subject(PHONE)).await.unwrap() else { panic!("not sent") };
    let stored = serde_json::to_string(&challenge).unwrap();
    assert!(!stored.contains("2025550143") && !stored.contains("ada"), "{stored}");
    serde_json::from_str(&stored).unwrap()
}

#[tokio::test]
async fn the_flow_over_any_verifier() {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.dots;
    let first = challenge(verifier).await;
    assert_eq!(verifier.check(&first, &world.wrong_code(PHONE)).await.unwrap(), Outcome::WrongCode);
    let short = OtpCode::new("1234").unwrap();
    assert_eq!(verifier.check(&first, &short).await.unwrap(), Outcome::WrongCode);
    world.clock.advance(Duration::from_secs(29));
    let early = verifier.resend(&subject(PHONE), &first).await.unwrap();
    assert_eq!(early, Start::TooEarly(Duration::from_secs(1)));
    assert_eq!(world.tenant.outbox().len(), 1);
    world.clock.advance(Duration::from_secs(1));
    let Start::Sent(second) = verifier.resend(&subject(PHONE), &first).await.unwrap() else {
        panic!("not sent")
    };
    assert_eq!(world.tenant.outbox().len(), 2);
    let user = world.tenant.dots().users().remove(0);
    assert_eq!(user.token_attempts, 1, "what is too short takes no try");
    let outcome = verifier.check(&second, &world.code(PHONE)).await.unwrap();
    assert_eq!(outcome, Outcome::Verified(user.id.clone()));
    world.clock.advance(Duration::from_secs(30));
    let third = challenge(verifier).await;
    let outcome = verifier.check(&third, &world.code(PHONE)).await.unwrap();
    assert_eq!(outcome, Outcome::Verified(user.id), "a known number is the same user");
    assert_eq!(world.tenant.dots().users().len(), 1);
    assert_eq!(world.tenant.double_sends().len(), 0);
}

#[tokio::test]
async fn what_the_person_can_correct_and_what_the_application_forgot() {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.dots;
    for phone in ["+12025550101", "+12025550102", "+12025550103"] {
        let start = verifier.start(&subject(phone)).await.unwrap();
        assert_eq!(start, Start::Ended(Outcome::CorrectInput("phone number")));
    }
    verifier.start(&subject(PHONE)).await.unwrap();
    let start = verifier.start(&subject("+12025550144")).await.unwrap();
    assert_eq!(start, Start::Ended(Outcome::CorrectInput("e-mail address")));
    let before = world.tenant.journal().total_requests();
    let mut nameless = subject(PHONE);
    nameless.first_name = None;
    assert_eq!(verifier.start(&nameless).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    let foreign = Challenge::new("somebody-else", "u-1", std::time::SystemTime::UNIX_EPOCH);
    let error = verifier.check(&foreign, &OtpCode::new("012345").unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(world.tenant.journal().total_requests(), before);
}

#[tokio::test]
async fn a_start_whose_text_may_be_on_its_way_is_an_error_and_no_outcome() {
    let world = World::start().await;
    let fault = Fault::new("dots.send_verification_token", FaultKind::CloseAfterReading).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let error = world.dots.start(&subject(PHONE)).await.unwrap_err();
    assert!(error.may_have_acted());
    challenge(&world.dots).await;
    assert_eq!((world.tenant.dots().users().len(), world.tenant.outbox().len()), (1, 1));
}
