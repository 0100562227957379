//! DebtCore as one of several ways to verify a person: the flow over `dyn OtpVerifier`, and the questions behind it.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::pin::Pin;
use std::time::Duration;

use spinwheel_gql::{
    Challenge, Clock as _, Consent, DateOfBirth, ErrorKind, Fallback, OtpCode, OtpVerifier, Outcome,
    PhoneNumber, PullCreditReport, SendKbaAnswers, Start, Subject,
};
use verify_sandbox::debtcore::{ErrorChannel, SpinwheelMessage, VerificationStatuses};
use verify_sandbox::{Fault, FaultKind};
use verify_tests::World;
use verify_tests::world::debtcore::{contact, questions};
use verify_tests::world::{BIRTH_DATE, PHONE};

fn subject(phone: &str) -> Subject {
    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(phone).unwrap());
    subject.date_of_birth = Some(DateOfBirth::new(BIRTH_DATE).unwrap());
    subject.reference = Some("contact-1".into());
    subject
}

/// The challenge, as it comes out of a server-side session.
async fn challenge(world: &World, phone: &str) -> Challenge {
    let verifier: &dyn OtpVerifier = &world.debtcore;
    let Start::Sent(challenge) = verifier.start(&subject(phone)).await.unwrap() else { panic!("not sent") };
    let stored = serde_json::to_string(&challenge).unwrap();
    assert!(!stored.contains(&phone[2..]) && !stored.contains(BIRTH_DATE), "{stored}");
    serde_json::from_str(&stored).unwrap()
}

/// What the verifier makes of a person, who enters the right code if there is one.
async fn outcome(phone: &str, words: SpinwheelMessage, statuses: VerificationStatuses) -> Outcome {
    let world = World::start().await;
    world.tenant.debtcore().choose(|choices| {
        (choices.spinwheel_message, choices.verification_statuses) = (words, statuses);
    });
    let verifier: &dyn OtpVerifier = &world.debtcore;
    match verifier.start(&subject(phone)).await.unwrap() {
        Start::Sent(challenge) => verifier.check(&challenge, &world.contact_code(phone)).await.unwrap(),
        Start::Ended(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_outcome_where_the_reason_is_told() {
    let now = World::start().await.clock.now();
    let locked = |seconds: u64| Outcome::LockedUntil(now + Duration::from_secs(seconds));
    let table = [
        (PHONE, Outcome::Verified("contact-1".to_owned())),
        ("+12025550101", Outcome::CorrectInput("phone number")),
        ("+12025550102", Outcome::CorrectInput("phone number")),
        ("+12025550103", Outcome::UseFallback(Fallback::Questions)),
        ("+12025550104", locked(24 * 3600)),
        ("+12025550105", locked(5 * 60)),
        ("+12025550111", Outcome::Expired),
        ("+12025550112", Outcome::WrongCode),
        ("+12025550113", Outcome::NotEligible(Some(Fallback::Questions))),
        ("+12025550114", Outcome::NotIdentified(Some(Fallback::Questions))),
        ("+12025550115", Outcome::CorrectInput("phone number and birth date")),
        ("+12025550116", locked(5 * 60)),
        ("+12025550117", locked(5 * 60)),
    ];
    for (phone, expected) in table {
        for words in [SpinwheelMessage::Token, SpinwheelMessage::Both] {
            for statuses in [VerificationStatuses::Four, VerificationStatuses::Detailed] {
                assert_eq!(outcome(phone, words, statuses).await, expected, "{phone}, {words:?}");
            }
        }
    }
}

/// Words that nobody documents: what is known of the verification has to do.
#[tokio::test]
async fn every_outcome_where_it_is_not() {
    let questions = || Outcome::UseFallback(Fallback::Questions);
    let table = [
        (PHONE, Outcome::Verified("contact-1".to_owned())),
        ("+12025550101", questions()),
        ("+12025550104", questions()),
        ("+12025550112", Outcome::WrongCode),
        ("+12025550113", questions()),
        ("+12025550114", questions()),
        ("+12025550115", questions()),
    ];
    for (phone, expected) in table {
        for words in [SpinwheelMessage::Text, SpinwheelMessage::Generic] {
            for statuses in [VerificationStatuses::Four, VerificationStatuses::Detailed] {
                let told = outcome(phone, words, statuses).await;
                assert_eq!(told, expected, "{phone}, {words:?}, {statuses:?}");
            }
        }
    }
}

/// What the person does until the verifier is asked about the right code.
type Until = fn(World, Challenge) -> Pin<Box<dyn Future<Output = ()>>>;

#[tokio::test]
async fn a_code_that_ran_out_and_one_that_is_locked_where_it_is_not_told() {
    let ages: Until = |world, _| Box::pin(async move { world.clock.advance(Duration::from_secs(301)) });
    let fails: Until = |world, challenge| {
        Box::pin(async move {
            for _ in 0..5 {
                let wrong = OtpCode::new(world.wrong_code(PHONE).expose()).unwrap();
                assert!(!world.debtcore.check(&challenge, &wrong).await.unwrap().is_verified());
            }
        })
    };
    let now = World::start().await.clock.now();
    let locked = Outcome::LockedUntil(now + Duration::from_mins(5));
    let questions = Outcome::UseFallback(Fallback::Questions);
    let table = [
        (ages, VerificationStatuses::Four, Outcome::WrongCode),
        (ages, VerificationStatuses::Detailed, Outcome::Expired),
        (fails, VerificationStatuses::Four, questions),
        (fails, VerificationStatuses::Detailed, locked),
    ];
    for (until, statuses, expected) in table {
        for channel in [ErrorChannel::Payload, ErrorChannel::TopLevel, ErrorChannel::Both] {
            let world = World::start().await;
            world.tenant.debtcore().choose(|choices| {
                choices.spinwheel_message = SpinwheelMessage::Generic;
                (choices.verification_statuses, choices.error_channel) = (statuses, channel);
            });
            let challenge = challenge(&world, PHONE).await;
            until(world.clone(), challenge.clone()).await;
            let outcome = world.debtcore.check(&challenge, &world.contact_code(PHONE)).await.unwrap();
            assert_eq!(outcome, expected, "{statuses:?}, {channel:?}");
        }
    }
}

/// Wherever DebtCore refuses, under whichever HTTP status: the person is told the same.
#[tokio::test]
async fn the_place_of_a_refusal_changes_no_outcome() {
    for channel in [ErrorChannel::Payload, ErrorChannel::TopLevel, ErrorChannel::Both] {
        for status in [200, 400] {
            for words in [SpinwheelMessage::Text, SpinwheelMessage::Token, SpinwheelMessage::Generic] {
                let world = World::start().await;
                world.tenant.debtcore().choose(|choices| {
                    (choices.error_channel, choices.error_status) = (channel, status);
                    choices.spinwheel_message = words;
                });
                let what = format!("{channel:?}, {status}, {words:?}");
                let first = challenge(&world, PHONE).await;
                let wrong = OtpCode::new(world.wrong_code(PHONE).expose()).unwrap();
                let outcome = world.debtcore.check(&first, &wrong).await.unwrap();
                assert_eq!(outcome, Outcome::WrongCode, "{what}");
                let outcome = world.debtcore.check(&first, &world.contact_code(PHONE)).await.unwrap();
                assert_eq!(outcome, Outcome::Verified("contact-1".to_owned()), "{what}");
                let sent = world.debtcore.start(&subject("+12025550101")).await.unwrap();
                assert!(
                    matches!(sent, Start::Ended(ref outcome) if !outcome.is_verified()),
                    "{what}: {sent:?}"
                );
                assert_eq!(world.tenant.outbox().len(), 1, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn the_questions_behind_a_code_that_was_not_enough() {
    let world = World::start().await;
    let phone = "+12025550114"; // the code is right, and nobody is known by it
    let challenge = challenge(&world, phone).await;
    let verifier: &dyn OtpVerifier = &world.debtcore;
    let outcome = verifier.check(&challenge, &world.contact_code(phone)).await.unwrap();
    assert_eq!(outcome, Outcome::UseFallback(Fallback::Questions));
    let contact = contact("contact-1");
    let pull = PullCreditReport::spinwheel(contact.clone());
    assert_eq!(world.debtcore.pull_credit_report(&pull).await.unwrap_err().kind(), ErrorKind::Refused);

    world.debtcore.kba_questions(&questions("contact-1")).await.unwrap();
    let answers = SendKbaAnswers::new(contact.clone(), world.contact_answers(&contact));
    assert_eq!(world.debtcore.send_kba_answers(&answers).await.unwrap(), Consent::Granted);
    assert!(world.debtcore.pull_credit_report(&pull).await.unwrap().is_completed());
    assert_eq!(world.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn wrong_then_another_code_then_right() {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.debtcore;
    assert_eq!(verifier.provider(), "debtcore");
    let first = challenge(&world, PHONE).await;
    let wrong = OtpCode::new(world.wrong_code(PHONE).expose()).unwrap();
    assert_eq!(verifier.check(&first, &wrong).await.unwrap(), Outcome::WrongCode);
    world.clock.advance(Duration::from_secs(29));
    let early = verifier.resend(&subject(PHONE), &first).await.unwrap();
    assert_eq!(early, Start::TooEarly(Duration::from_secs(1)));
    assert_eq!(world.tenant.outbox().len(), 1);
    world.clock.advance(Duration::from_secs(1));
    let Start::Sent(second) = verifier.resend(&subject(PHONE), &first).await.unwrap() else {
        panic!("not sent")
    };
    assert_eq!(world.tenant.outbox().len(), 2);
    let outcome = verifier.check(&second, &world.contact_code(PHONE)).await.unwrap();
    assert_eq!(outcome, Outcome::Verified("contact-1".to_owned()));
    assert_eq!(world.tenant.double_sends().len(), 0);
}

type Take = fn(&mut Subject);

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_is_sent() {
    let world = World::start().await;
    let verifier: &dyn OtpVerifier = &world.debtcore;
    let missing: [(Take, &str); 3] = [
        (|subject| subject.phone_number = None, "phone number"),
        (|subject| subject.date_of_birth = None, "birth date"),
        (|subject| subject.reference = None, "reference"),
    ];
    for (take, name) in missing {
        let mut subject = subject(PHONE);
        take(&mut subject);
        let error = verifier.start(&subject).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(name), "{error}");
    }
    let foreign = Challenge::new("spinwheel", "contact-1", world.clock.now());
    let error = verifier.check(&foreign, &OtpCode::new("012345").unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(world.tenant.journal().total_requests(), 0);
}

#[tokio::test]
async fn a_lost_answer_is_an_error_and_no_outcome() {
    let world = World::start().await;
    let fault = Fault::new("debtcore.send_sms_verification_code", FaultKind::AcceptedThenLost).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let error = world.debtcore.start(&subject(PHONE)).await.unwrap_err();
    assert!(error.may_have_acted());
    assert_eq!(world.tenant.outbox().len(), 1);
    assert_eq!(world.tenant.journal().requests("debtcore.send_sms_verification_code"), 1);
}
