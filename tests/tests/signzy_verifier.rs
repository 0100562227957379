//! Signzy as one of several ways to verify a person: the link over `dyn LinkVerifier`.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use signzy_link::{
    Challenge, InstantLinkVerifier, LineType, LinkVerifier, Outcome, PhoneNumber, Policy, Start, Subject,
};
use verify_sandbox::signzy::{Expired, OpenedBy, Pending, PhoneMatchForm, SentLink};
use verify_tests::World;
use verify_tests::world::PHONE;

fn subject(phone: &str) -> Subject {
    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(phone).unwrap());
    subject.target_url = Some("https://app.example.com/back/17".into());
    subject
}

/// The challenge, as it comes out of a server-side session, and the link on the phone.
async fn started(world: &World, verifier: &dyn LinkVerifier) -> (Challenge, SentLink) {
    let Start::Sent(challenge) = verifier.start(&subject(PHONE)).await.unwrap() else { panic!("not sent") };
    let stored = serde_json::to_string(&challenge).unwrap();
    assert!(!stored.contains("2025550143") && !stored.contains("example.com"), "{stored}");
    let link = world.tenant.signzy().links().pop().unwrap();
    (serde_json::from_str(&stored).unwrap(), world.tenant.signzy().link(&link.request_id).unwrap())
}

#[tokio::test]
async fn each_way_to_open_it_has_its_outcome() {
    let world = World::start().await;
    let verifier: &dyn LinkVerifier = &InstantLinkVerifier::new(world.signzy.clone());
    for (by, expected) in [
        (OpenedBy::Carrier, None),
        (OpenedBy::Wifi, Some(Outcome::Indeterminate)),
        (OpenedBy::OtherDevice, Some(Outcome::Mismatch)),
    ] {
        let (challenge, link) = started(&world, verifier).await;
        assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Pending);
        link.open_as_preview().unwrap();
        assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Pending);
        link.open(by, None).unwrap();
        let outcome = verifier.check(&challenge).await.unwrap();
        assert_eq!(outcome.is_verified(), by == OpenedBy::Carrier);
        assert!(expected.is_none_or(|expected| outcome == expected), "{by:?}: {outcome:?}");
        world.clock.advance(Duration::from_mins(10));
        assert_eq!(verifier.check(&challenge).await.unwrap(), outcome, "asked again");
    }
}

#[tokio::test]
async fn whatever_a_pending_and_an_expired_link_look_like() {
    for pending in [Pending::NotClicked, Pending::AuthFail, Pending::NotCompleted, Pending::NotFound] {
        for expired in [Expired::NotClicked, Expired::NotFound] {
            let world = World::start().await;
            world.tenant.signzy().choose(|choices| (choices.pending, choices.expired) = (pending, expired));
            let client = world.signzy_with_login();
            let verifier: &dyn LinkVerifier = &InstantLinkVerifier::new(client);
            let (challenge, _) = started(&world, verifier).await;
            for _ in 0..30 {
                assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Pending, "{pending:?}");
                world.clock.advance(Duration::from_secs(10));
            }
            assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Expired, "{expired:?}");
            let logins = if pending == Pending::AuthFail { 2 } else { 1 };
            assert_eq!(world.tenant.signzy().logins(), logins, "30 questions, {pending:?}");
        }
    }
}

#[tokio::test]
async fn a_policy_and_an_address_of_the_beginning() {
    let world = World::start().await;
    let ip = "192.0.2.10".parse().unwrap();
    let strict = InstantLinkVerifier::new(world.signzy.clone()).source_ip(ip);
    let loose =
        strict.clone().policy(Policy::strict().accept_ip_match().accept_line_type(LineType::FixedVoip));
    for form in [PhoneMatchForm::Text, PhoneMatchForm::Boolean, PhoneMatchForm::Missing] {
        world.tenant.signzy().choose(|choices| choices.phone_match = form);
        let (challenge, link) = started(&world, &loose).await;
        assert_eq!(link.summary().unwrap().source_ip, Some(ip));
        link.open(OpenedBy::Wifi, None).unwrap();
        assert_eq!(strict.check(&challenge).await.unwrap(), Outcome::Indeterminate, "{form:?}");
        assert!(loose.check(&challenge).await.unwrap().is_verified(), "{form:?}");
    }
}

#[tokio::test]
async fn numbers_of_other_countries_end_before_anything_is_sent() {
    let world = World::start().await;
    let verifier = InstantLinkVerifier::new(world.signzy.clone());
    for phone in ["+442079460143", "+18765550143", "+18005550143"] {
        let start = verifier.start(&subject(phone)).await.unwrap();
        assert_eq!(start, Start::Ended(Outcome::CorrectInput("phone number")), "{phone}");
    }
    assert_eq!(world.tenant.journal().total_requests(), 0);
}
