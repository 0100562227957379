//! Connect as one of several ways to verify a person: the flow over `dyn LinkVerifier`.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use finicity_connect::{
    CHECK_PACE, Challenge, ConnectLink, ConnectVerifier, CreateActiveCustomer, CreateTestingCustomer,
    ErrorCode, ErrorKind, Experience, LinkVerifier, Outcome, Pii, Start, Subject, Username, Webhook,
};
use verify_sandbox::finicity::Step;
use verify_sandbox::{Fault, FaultKind};
use verify_tests::world::FINBANK;
use verify_tests::{Hub, Wire, World};

const REFERENCE: &str = "customer-17";

fn verifier(world: &World) -> Box<dyn LinkVerifier> {
    Box::new(ConnectVerifier::testing(world.finicity.clone()))
}

fn subject() -> Subject {
    let mut subject = Subject::new();
    subject.reference = Some(REFERENCE.into());
    subject.target_url = Some("https://app.example.com/connected".into());
    subject
}

/// The link, and the challenge as it comes out of a server-side session.
async fn start(verifier: &dyn LinkVerifier) -> (Pii<String>, Challenge) {
    let Start::Open(link, challenge) = verifier.start(&subject()).await.unwrap() else {
        panic!("Connect gives out a link")
    };
    let stored = serde_json::to_string(&challenge).unwrap();
    assert!(!stored.contains(REFERENCE) && !stored.contains("http"), "{stored}");
    (link, serde_json::from_str(&stored).unwrap())
}

fn the_customer(world: &World) -> String {
    let customers = world.tenant.finicity().customers();
    let [customer] = customers.as_slice() else { panic!("{customers:?}") };
    assert_eq!(customer.username, REFERENCE);
    customer.id.clone()
}

fn created(world: &World) -> u64 {
    world.tenant.journal().requests("finicity.create_testing_customer")
}

#[tokio::test]
async fn pending_until_an_account_is_connected() {
    let world = World::start().await;
    let verifier = verifier(&world);
    assert_eq!(verifier.provider(), "finicity");
    assert_eq!((verifier.resend_pace(), verifier.check_pace()), (Duration::ZERO, CHECK_PACE));
    let (link, challenge) = start(&*verifier).await;
    assert_eq!(ConnectVerifier::customer_id(&challenge).unwrap().as_str(), the_customer(&world));
    assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Pending);
    let session = world.tenant.finicity().open(link.expose()).unwrap();
    assert_eq!(session.redirect_uri(), Some("https://app.example.com/connected"));
    session.choose(FINBANK).unwrap();
    assert!(matches!(session.sign_in("demo", "go").unwrap(), Step::Accounts { .. }));
    assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Pending, "found is not connected");
    world.connect_accounts(link.expose());
    let expected = Outcome::Verified(the_customer(&world));
    assert_eq!(verifier.check(&challenge).await.unwrap(), expected);
    world.clock.advance(Duration::from_hours(24));
    assert_eq!(verifier.check(&challenge).await.unwrap(), expected, "whoever is verified stays it");
}

#[tokio::test]
async fn expired_with_the_link_and_not_a_moment_before() {
    let world = World::start().await;
    let verifier = verifier(&world);
    let (link, challenge) = start(&*verifier).await;
    world.clock.advance(Duration::from_secs(7199));
    assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Pending);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(verifier.check(&challenge).await.unwrap(), Outcome::Expired);
    world.tenant.finicity().open(link.expose()).unwrap_err();
    let (link, challenge) = start(&*verifier).await;
    world.connect_accounts(link.expose());
    assert!(verifier.check(&challenge).await.unwrap().is_verified());
    assert_eq!(created(&world), 1);
}

#[tokio::test]
async fn accounts_from_before_do_not_count() {
    let world = World::start().await;
    let verifier = verifier(&world);
    let (link, first) = start(&*verifier).await;
    world.connect_accounts(link.expose());
    assert!(verifier.check(&first).await.unwrap().is_verified());
    let (link, second) = start(&*verifier).await;
    assert_eq!(verifier.check(&second).await.unwrap(), Outcome::Pending);
    world.connect_accounts(link.expose());
    assert_eq!(verifier.check(&second).await.unwrap(), Outcome::Pending, "the same accounts again");
    let session = world.tenant.finicity().open(link.expose()).unwrap();
    session.choose(FINBANK).unwrap();
    let Step::Accounts { accounts } = session.sign_in("profile_03", "profile_03").unwrap() else {
        panic!("accounts")
    };
    session.add_accounts([accounts[0].id.as_str()]).unwrap();
    session.done().unwrap();
    assert_eq!(verifier.check(&second).await.unwrap(), Outcome::Verified(the_customer(&world)));
}

#[tokio::test]
async fn a_customer_who_is_there_is_not_created_again() {
    let world = World::start().await;
    let username = Username::new(REFERENCE).unwrap();
    let known =
        world.finicity.create_testing_customer(&CreateTestingCustomer::new(username)).await.unwrap().id;
    // Found by the whole name, not by a part of it.
    let similar = Username::new(format!("{REFERENCE}-b")).unwrap();
    world.finicity.create_active_customer(&CreateActiveCustomer::new(similar)).await.unwrap();
    let verifier = verifier(&world);
    let (link, challenge) = start(&*verifier).await;
    world.connect_accounts(link.expose());
    let expected = Outcome::Verified(known.as_str().to_owned());
    assert_eq!(verifier.check(&challenge).await.unwrap(), expected);
    assert_eq!((created(&world), world.tenant.finicity().customers().len()), (1, 2));
}

#[tokio::test]
async fn two_starts_at_once_create_one_customer() {
    let world = World::start().await;
    // Both have looked, and found nobody, before either creates.
    let wire = Wire::with_meeting(&world.tenant, "create_testing_customer");
    let world = world.over(&wire);
    let verifier = verifier(&world);
    let (one, other) = tokio::join!(start(&*verifier), start(&*verifier));
    assert_eq!(created(&world), 2);
    let expected = Outcome::Verified(the_customer(&world));
    world.connect_accounts(other.0.expose());
    for (_, challenge) in [one, other] {
        assert_eq!(verifier.check(&challenge).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_start_whose_answer_was_lost_is_made_good_by_the_next_one() {
    let world = World::start().await;
    let fault = Fault::new("finicity.create_testing_customer", FaultKind::AcceptedThenLost).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let verifier = verifier(&world);
    let error = verifier.start(&subject()).await.unwrap_err();
    assert!(error.may_have_acted());
    start(&*verifier).await;
    the_customer(&world);
    assert_eq!(created(&world), 1);
}

#[tokio::test]
async fn active_customers_experience_and_webhook() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    let experience = Experience::new("0190d7e1-1111-4111-8111-111111111111").unwrap();
    let webhook = Webhook::new(hub.url("/hook")).unwrap();
    let verifier = ConnectVerifier::active(world.finicity.clone()).experience(experience).webhook(webhook);
    let (link, challenge) = start(&verifier).await;
    assert!(ConnectLink::new(link.expose().as_str()).expires_at().is_some());
    assert_eq!(world.tenant.finicity().customers()[0].kind, "active");
    world.connect_accounts(link.expose());
    let deliveries = world.tenant.webhooks().wait(7).await;
    assert_eq!(deliveries.last().unwrap().event, "done");
    assert!(verifier.check(&challenge).await.unwrap().is_verified());
    let body = world.tenant.journal().entries().into_iter();
    let bodies: Vec<_> =
        body.filter(|entry| entry.operation == Some("finicity.generate_connect_url")).collect();
    assert!(String::from_utf8_lossy(&bodies[0].body).contains("0190d7e1-1111-4111-8111-111111111111"));
}

#[tokio::test]
async fn what_is_missing_or_malformed_is_named_and_nothing_is_sent() {
    let world = World::start().await;
    let verifier = verifier(&world);
    let mut nobody = subject();
    nobody.reference = None;
    let mut short = subject();
    short.reference = Some("ada".into());
    for (subject, name) in [(nobody, "reference"), (short, "username")] {
        let error = verifier.start(&subject).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(name) && !error.to_string().contains("ada"), "{error}");
    }
    let foreign = Challenge::new("somebody-else", "c-1", std::time::SystemTime::UNIX_EPOCH);
    assert_eq!(verifier.check(&foreign).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(ConnectVerifier::customer_id(&foreign).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(world.tenant.journal().total_requests(), 0);
}

#[tokio::test]
async fn a_malformed_target_creates_no_customer() {
    let world = World::start().await;
    let mut subject = subject();
    subject.target_url = Some("not an address".into());
    let error = verifier(&world).start(&subject).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(world.tenant.journal().total_requests(), 0);
}

#[tokio::test]
async fn a_customer_who_was_deleted_is_an_error_and_no_outcome() {
    let world = World::start().await;
    let verifier = verifier(&world);
    let (_, challenge) = start(&*verifier).await;
    let customer = the_customer(&world).parse().unwrap();
    world.finicity.delete_customer(&finicity_connect::DeleteCustomer::new(customer)).await.unwrap();
    let error = verifier.check(&challenge).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
}
