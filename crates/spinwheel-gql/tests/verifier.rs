//! DebtCore behind the trait that all providers of texted codes share.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use spinwheel_gql::{
    Challenge, Clock, ErrorKind, Fallback, OtpVerifier, Outcome, RESEND_PACE, Start, Subject, TransportError,
};
use support::{client, code, sample, subject};
use verify_testkit::{ManualClock, Script};

const MINUTE: Duration = Duration::from_secs(60);

fn operations(script: &Script) -> Vec<&'static str> {
    script.requests().iter().map(verify_testkit::SentRequest::operation).collect()
}

fn refused(operation: &str, message: &str) -> String {
    json!({ "data": { operation: { "data": null, "errors": [{ "message": message }] } } }).to_string()
}

fn status(status: &str) -> String {
    let mut answer: Value = serde_json::from_str(&sample("user_verification/passed.json")).unwrap();
    answer["data"]["userVerification"]["data"]["status"] = status.into();
    answer.to_string()
}

/// A verification for which a code was sent.
async fn started(script: &Script, clock: &ManualClock) -> (Box<dyn OtpVerifier>, Challenge) {
    let sent = sample("send_sms_verification_code/sent.json");
    script.on("send_sms_verification_code").answer(200, sent);
    let client = support::builder(script).clock(clock.clone()).build().unwrap();
    let verifier: Box<dyn OtpVerifier> = Box::new(client);
    let Start::Sent(challenge) = verifier.start(&subject()).await.unwrap() else { panic!("a code is sent") };
    (verifier, challenge)
}

/// What a check comes to that is refused with this message, and what DebtCore knows after it, if it is asked.
async fn check(message: &str, known: Option<String>) -> Outcome {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let (verifier, challenge) = started(&script, &clock).await;
    script.on("verify_sms_code").answer(200, refused("verifySMSCode", message));
    if let Some(known) = known {
        script.on("user_verification").answer(200, known);
    }
    let outcome = verifier.check(&challenge, &code()).await.unwrap();
    script.assert_done();
    outcome
}

#[tokio::test]
async fn a_person_is_verified_by_the_right_code() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let (verifier, challenge) = started(&script, &clock).await;
    assert_eq!((verifier.provider(), challenge.provider()), ("debtcore", "debtcore"));
    let input = script.last_request().json()["variables"]["input"].clone();
    let fields: Vec<_> = input.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, ["dateOfBirth", "phoneNumber", "reqOrgContactId"]);
    let code_sent = "/variables/input/verificationCode";
    script
        .on("verify_sms_code")
        .with_json(code_sent, "012345")
        .answer(200, sample("verify_sms_code/granted.json"));
    let outcome = verifier.check(&challenge, &code()).await.unwrap();
    assert_eq!(outcome, Outcome::Verified("contact-12345".to_owned()));
    script.assert_done();
}

#[tokio::test]
async fn what_the_subject_lacks_is_told_and_nothing_is_sent() {
    let mut lacking = [(); 4].map(|()| subject());
    lacking[0].phone_number = None;
    lacking[1].date_of_birth = None;
    lacking[2].reference = None;
    lacking[3].reference = Some("".into());
    let told = ["phone number", "birth date", "reference", "ReqOrgContactId must not be empty"];
    for (subject, told) in lacking.iter().zip(told) {
        let script = Script::new();
        let error = client(&script).start(subject).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(script.requests().len(), 0);
    }
}

#[tokio::test]
async fn the_reason_of_a_refusal_is_the_outcome() {
    let now = ManualClock::frozen().now();
    let questions = Some(Fallback::Questions);
    let rows = [
        ("Incorrect Code", Outcome::WrongCode),
        ("EXPIRED", Outcome::Expired),
        ("Too Many Attempts", Outcome::LockedUntil(now + 5 * MINUTE)),
        ("TOO_MANY_VERIFICATIONS", Outcome::LockedUntil(now + 24 * 60 * MINUTE)),
        ("Ineligible User", Outcome::NotEligible(questions)),
        ("Identification Failed", Outcome::NotIdentified(questions)),
        ("FAILED_IDENTIFICATION_INFO_MISMATCH", Outcome::CorrectInput("phone number and birth date")),
    ];
    for (message, outcome) in rows {
        assert_eq!(check(message, None).await, outcome, "{message}");
    }
}

#[tokio::test]
async fn without_a_reason_debtcore_is_asked_for_it() {
    let now = ManualClock::frozen().now();
    let rows = [
        ("OTP_INCORRECT", Outcome::WrongCode),
        ("OTP_EXPIRED", Outcome::Expired),
        ("RETRY_AFTER_5MIN", Outcome::LockedUntil(now + 5 * MINUTE)),
        ("REQUIRES_KBA", Outcome::UseFallback(Fallback::Questions)),
        ("IN_PROGRESS", Outcome::WrongCode),
        ("FAILED", Outcome::UseFallback(Fallback::Questions)),
        ("NOT_STARTED", Outcome::Indeterminate),
        ("A_NEW_STATUS", Outcome::Indeterminate),
        // Who was refused is not verified, whatever they were before.
        ("PASSED", Outcome::Indeterminate),
    ];
    for (known, outcome) in rows {
        assert_eq!(check("That did not work", Some(status(known))).await, outcome, "{known}");
    }
    let unknown = sample("user_verification/not_found.json");
    assert_eq!(check("That did not work", Some(unknown)).await, Outcome::Indeterminate);
}

#[tokio::test]
async fn where_no_code_can_be_sent_the_outcome_says_what_to_do() {
    let questions = Outcome::UseFallback(Fallback::Questions);
    let locked = Outcome::LockedUntil(ManualClock::frozen().now() + 5 * MINUTE);
    let rows = [
        ("INVALID_NUMBER", None, Outcome::CorrectInput("phone number")),
        ("UNSUPPORTED_NUMBER", None, questions.clone()),
        ("That did not work", Some(status("UNABLE_TO_SEND_SMS")), questions.clone()),
        ("That did not work", Some(status("NOT_STARTED")), questions.clone()),
        // About an older code.
        ("That did not work", Some(status("OTP_INCORRECT")), questions.clone()),
        ("That did not work", Some(status("RETRY_AFTER_5MIN")), locked),
        ("That did not work", Some(sample("user_verification/not_found.json")), questions.clone()),
        ("That did not work", Some(status("PASSED")), questions),
    ];
    for (message, known, outcome) in rows {
        let script = Script::new();
        script.on("send_sms_verification_code").answer(200, refused("sendSMSVerificationCode", message));
        if let Some(known) = known {
            script.on("user_verification").answer(200, known);
        }
        assert_eq!(client(&script).start(&subject()).await.unwrap(), Start::Ended(outcome), "{message}");
        script.assert_done();
    }
}

#[tokio::test]
async fn another_code_is_not_sent_too_early_and_goes_to_the_same_contact() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let (verifier, challenge) = started(&script, &clock).await;
    assert_eq!(verifier.resend_pace(), RESEND_PACE);
    clock.advance(Duration::from_secs(10));
    let early = verifier.resend(&subject(), &challenge).await.unwrap();
    assert_eq!(early, Start::TooEarly(Duration::from_secs(20)));
    clock.advance(Duration::from_secs(20));
    let contact = "/variables/input/reqOrgContactId";
    let sent = sample("send_sms_verification_code/sent.json");
    script.on("send_sms_verification_code").with_json(contact, "contact-12345").answer(200, sent);
    let mut subject = subject();
    subject.reference = None;
    let Start::Sent(next) = verifier.resend(&subject, &challenge).await.unwrap() else {
        panic!("a code is sent")
    };
    assert!(next.too_early(clock.now(), RESEND_PACE).is_some());
    assert_eq!(operations(&script), ["send_sms_verification_code"; 2]);
}

#[tokio::test]
async fn what_the_person_entered_is_what_is_not_valid() {
    let invalid = sample("send_sms_verification_code/validation_error.json");
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let (verifier, challenge) = started(&script, &clock).await;
    for (known, outcome) in [
        (status("NOT_STARTED"), Outcome::CorrectInput("code")),
        (status("PASSED"), Outcome::CorrectInput("code")),
        ("{}".to_owned(), Outcome::CorrectInput("code")),
        (status("IN_PROGRESS"), Outcome::WrongCode),
        (status("OTP_EXPIRED"), Outcome::Expired),
    ] {
        script.on("verify_sms_code").answer(200, invalid.clone());
        script.on("user_verification").answer(200, known);
        assert_eq!(verifier.check(&challenge, &code()).await.unwrap(), outcome);
    }
    let script = Script::new();
    script.on("send_sms_verification_code").answer(200, invalid.clone());
    let start = client(&script).start(&subject()).await.unwrap();
    assert_eq!(start, Start::Ended(Outcome::CorrectInput("phone number and birth date")));
    let script = Script::new();
    script.on("send_sms_verification_code").answer(500, invalid);
    assert!(client(&script).start(&subject()).await.unwrap_err().may_have_acted());
}

#[tokio::test]
async fn what_only_an_operator_can_mend_is_an_error() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let (verifier, challenge) = started(&script, &clock).await;
    script.on("verify_sms_code").answer(200, sample("verify_sms_code/unauthorized.json"));
    assert_eq!(verifier.check(&challenge, &code()).await.unwrap_err().kind(), ErrorKind::Credentials);
    script.on("verify_sms_code").answer(200, "{}");
    assert_eq!(verifier.check(&challenge, &code()).await.unwrap_err().kind(), ErrorKind::Unreadable);
    script.on("verify_sms_code").fail(TransportError::interrupted("the connection was closed"));
    assert!(verifier.check(&challenge, &code()).await.unwrap_err().may_have_acted());
}

#[tokio::test]
async fn a_challenge_of_another_provider_is_refused() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let foreign = Challenge::new("another", "u-1", clock.now());
    let client = client(&script);
    assert_eq!(client.check(&foreign, &code()).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(client.resend(&Subject::new(), &foreign).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(script.requests().len(), 0);
}
