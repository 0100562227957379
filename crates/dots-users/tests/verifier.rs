//! Dots behind the trait that all providers of texted codes share.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use dots_users::{
    Challenge, Clock, Email, ErrorKind, OtpCode, OtpVerifier, Outcome, PhoneNumber, RESEND_PACE, Start,
    Subject, TransportError,
};
use support::{client, code, sample, subject};
use verify_testkit::{ManualClock, Script};

fn operations(script: &Script) -> Vec<&'static str> {
    script.requests().iter().map(verify_testkit::SentRequest::operation).collect()
}

fn refusal(code: &str) -> String {
    format!(r#"{{"success":false,"message":"about ada@example.com","error_code":"{code}"}}"#)
}

/// A verification for which a code was sent.
async fn started(script: &Script, clock: &ManualClock) -> (Box<dyn OtpVerifier>, Challenge) {
    script.on("create_user").answer(201, sample("create_user/created.json"));
    script.on("send_verification_token").answer(202, "");
    let client = support::builder(script).clock(clock.clone()).build().unwrap();
    let verifier: Box<dyn OtpVerifier> = Box::new(client);
    let Start::Sent(challenge) = verifier.start(&subject()).await.unwrap() else { panic!("a code is sent") };
    (verifier, challenge)
}

#[tokio::test]
async fn a_person_is_verified_by_the_right_code() {
    let script = Script::new();
    let (verifier, challenge) = started(&script, &ManualClock::frozen()).await;
    assert_eq!((verifier.provider(), challenge.provider()), ("dots", "dots"));
    script.on("verify_token").with_json("/token", "999999").answer(400, "");
    script.on("verify_token").with_json("/token", "012345").answer(200, "");
    let wrong = OtpCode::new("999999").unwrap();
    assert_eq!(verifier.check(&challenge, &wrong).await.unwrap(), Outcome::WrongCode);
    let outcome = verifier.check(&challenge, &code()).await.unwrap();
    assert_eq!(outcome, Outcome::Verified(support::user_id().as_str().to_owned()));
    script.assert_done();
}

#[tokio::test]
async fn who_is_verified_already_has_to_prove_it_again() {
    let script = Script::new();
    script.on("create_user").answer(200, sample("create_user/existing.json"));
    script.on("send_verification_token").answer(202, "");
    assert!(matches!(client(&script).start(&subject()).await.unwrap(), Start::Sent(_)));
}

#[tokio::test]
async fn what_the_subject_lacks_is_told_and_nothing_is_sent() {
    let mut lacking = [(); 5].map(|()| subject());
    lacking[0].first_name = None;
    lacking[1].last_name = None;
    lacking[2].email = None;
    lacking[3].phone_number = None;
    lacking[4].last_name = Some("".into());
    let told = [
        "given name",
        "family name",
        "e-mail address",
        "phone number",
        "last_name must be 1 to 50 characters",
    ];
    for (subject, told) in lacking.iter().zip(told) {
        let script = Script::new();
        let error = client(&script).start(subject).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(script.requests().len(), 0);
    }
}

#[tokio::test]
async fn nothing_but_names_and_addresses_is_sent_of_a_subject() {
    let script = Script::new();
    script.on("create_user").answer(201, sample("create_user/created.json"));
    script.on("send_verification_token").answer(202, "");
    let mut subject = subject();
    subject.reference = Some("customer-17".into());
    subject.email = Some(Email::new("grace@example.org").unwrap());
    subject.phone_number = Some(PhoneNumber::new("+442079460000").unwrap());
    client(&script).start(&subject).await.unwrap();
    let body = script.requests()[0].json();
    let names: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["country_code", "email", "first_name", "last_name", "phone_number"]);
}

#[tokio::test]
async fn another_code_is_not_sent_too_early_and_makes_no_other_user() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let (verifier, challenge) = started(&script, &clock).await;
    assert_eq!(verifier.resend_pace(), RESEND_PACE);
    clock.advance(Duration::from_secs(10));
    let early = verifier.resend(&subject(), &challenge).await.unwrap();
    assert_eq!(early, Start::TooEarly(Duration::from_secs(20)));
    clock.advance(Duration::from_secs(20));
    script.on("send_verification_token").answer(202, "");
    let Start::Sent(next) = verifier.resend(&Subject::new(), &challenge).await.unwrap() else {
        panic!("a code is sent")
    };
    assert!(next.too_early(clock.now(), RESEND_PACE).is_some());
    let sent = ["create_user", "send_verification_token", "send_verification_token"];
    assert_eq!(operations(&script), sent);
}

#[tokio::test]
async fn codes_that_no_token_can_be_take_no_try() {
    let script = Script::new();
    let (verifier, challenge) = started(&script, &ManualClock::frozen()).await;
    let short = OtpCode::new("12345").unwrap();
    assert_eq!(verifier.check(&challenge, &short).await.unwrap(), Outcome::WrongCode);
    assert_eq!(operations(&script), ["create_user", "send_verification_token"]);
}

#[tokio::test]
async fn what_the_person_can_correct_is_an_outcome() {
    let rows = [
        ("invalid-phone-number", Some("phone number")),
        ("invalid-phone-number-voip", Some("phone number")),
        ("invalid-phone-number-landline", Some("phone number")),
        ("invalid-email", Some("e-mail address")),
        ("auth-email-already-exists", Some("e-mail address")),
        ("invalid-input", None),
        ("no_such_resource", None),
        ("resource-busy", None),
        ("service-unavailable", None),
        ("a-new-code", None),
    ];
    for (code, corrected) in rows {
        let (creating, sending) = (Script::new(), Script::new());
        creating.on("create_user").answer(400, refusal(code));
        sending.on("create_user").answer(201, sample("create_user/created.json"));
        sending.on("send_verification_token").answer(400, refusal(code));
        for script in [creating, sending] {
            match (client(&script).start(&subject()).await, corrected) {
                (Ok(start), Some(what)) => assert_eq!(start, Start::Ended(Outcome::CorrectInput(what))),
                (result, _) => assert!(result.is_err() && corrected.is_none(), "{code}: {result:?}"),
            }
        }
        let script = Script::new();
        script.on("create_user").answer(503, refusal(code));
        assert!(client(&script).start(&subject()).await.unwrap_err().may_have_acted(), "{code}");
    }
}

#[tokio::test]
async fn an_invalid_input_at_the_check_is_the_code() {
    let script = Script::new();
    let (verifier, challenge) = started(&script, &ManualClock::frozen()).await;
    script.on("verify_token").answer(400, refusal("invalid-input"));
    let outcome = verifier.check(&challenge, &code()).await.unwrap();
    assert_eq!(outcome, Outcome::CorrectInput("code"));
    script.on("verify_token").answer(404, refusal("no_such_resource"));
    assert_eq!(verifier.check(&challenge, &code()).await.unwrap_err().kind(), ErrorKind::Refused);
    script.on("verify_token").fail(TransportError::interrupted("the connection was closed"));
    assert!(verifier.check(&challenge, &code()).await.unwrap_err().may_have_acted());
}

#[tokio::test]
async fn a_challenge_of_another_provider_is_refused() {
    let (script, clock) = (Script::new(), ManualClock::frozen());
    let foreign = Challenge::new("another", "u-1", clock.now());
    let client = client(&script);
    assert_eq!(client.check(&foreign, &code()).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(client.resend(&subject(), &foreign).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(script.requests().len(), 0);
}
