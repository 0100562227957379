//! Webhooks of Connect over a real listener, read and checked by the client's receiver.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use finicity_connect::webhook::{Event, EventType, Payload, Receiver, Rejected};
use finicity_connect::{
    CustomerId, Delivery, Email, EmailOptions, ErrorCode, ErrorKind, GenerateConnectUrl,
    GenerateFixConnectUrl, GenerateLiteConnectUrl, InstitutionId, ListAccounts, RotatePartnerSecret, Secret,
    SendConnectEmail, Webhook,
};
use serde_json::json;
use verify_sandbox::finicity::{ConnectSession, GraceSecret, Step};
use verify_tests::hub::Received;
use verify_tests::world::FINBANK;
use verify_tests::{Hub, World};

const NEW_SECRET: &str = "n3w-partner-secret";
const GRACE: Duration = Duration::from_hours(30 * 24);

fn webhook(hub: &Hub) -> Webhook {
    let webhook = Webhook::new(hub.url("/finicity?token=t-1")).unwrap();
    let webhook = webhook.data(json!({"loan": 7, "tags": ["a", null]})).unwrap();
    webhook.header("Authorization", "Basic ZXhhbXBsZQ==").unwrap().header("x-loan", "seven").unwrap()
}

fn receiver(secrets: &[&str]) -> Receiver {
    let secrets: Vec<_> = secrets.iter().map(|secret| Secret::new(*secret)).collect();
    Receiver::new(secrets).unwrap()
}

fn read(receiver: &Receiver, webhook: &Received) -> Result<Event, Rejected> {
    receiver.receive(&webhook.headers, &webhook.body)
}

/// Everything the hub got, once so many attempts have ended; each signature is good.
async fn events(world: &World, hub: &Hub, count: usize) -> Vec<Event> {
    assert_eq!(world.tenant.webhooks().wait(count).await.len(), count);
    let receiver = receiver(&[&world.tenant.finicity().partner_secret()]);
    hub.received().iter().map(|webhook| read(&receiver, webhook).unwrap()).collect()
}

fn types(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.event_type.listed().unwrap()).collect()
}

async fn open(world: &World, customer: &CustomerId, hub: &Hub) -> ConnectSession {
    let request = GenerateConnectUrl::new(customer.clone()).webhook(webhook(hub));
    let link = world.finicity.generate_connect_url(&request).await.unwrap();
    world.tenant.finicity().open(link.expose()).unwrap()
}

fn add_all(session: &ConnectSession, step: Step) {
    let Step::Accounts { accounts } = step else { panic!("{step:?}") };
    session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
}

#[tokio::test]
async fn the_events_of_a_session() {
    let (world, hub) = (World::start().await, Hub::start(&[204]).await);
    let customer = world.customer().await;
    let session = open(&world, &customer, &hub).await;
    session.choose(FINBANK).unwrap();
    add_all(&session, session.sign_in("demo", "go").unwrap());
    session.done().unwrap();
    let events = events(&world, &hub, 7).await;
    let expected = ["ping", "started", "institutionSupported", "adding", "discovered", "added", "done"];
    assert_eq!(types(&events), expected);

    let (ping, session_events) = events.split_first().unwrap();
    assert_eq!((&ping.id, &ping.customer_id, &ping.webhook_data), (&None, &None, &None));
    let mut ids: Vec<_> = session_events.iter().map(|event| event.id.clone().unwrap()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6, "each has an id of its own");
    for event in session_events {
        assert_eq!(event.customer_id.as_ref(), Some(&customer));
        assert_eq!(event.webhook_data.as_ref().unwrap().expose(), &json!({"loan": 7, "tags": ["a", null]}));
    }
    for received in hub.received() {
        assert_eq!(received.headers["authorization"], "Basic ZXhhbXBsZQ==");
        assert_eq!(received.headers["x-loan"], "seven");
    }
    let Payload::Added(added) = &events[5].payload else { panic!("{:?}", events[5]) };
    let listed = world.finicity.list_accounts(&ListAccounts::new(customer)).await.unwrap();
    let ids = |accounts: &[finicity_connect::Account]| -> Vec<_> {
        accounts.iter().map(|account| (account.id.clone().unwrap(), account.balance)).collect()
    };
    assert_eq!(ids(&added.accounts), ids(&listed));
    assert_eq!(added.institution_id, Some(InstitutionId::new(FINBANK)));
}

#[tokio::test]
async fn the_events_of_what_goes_wrong() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    let session = open(&world, &world.customer().await, &hub).await;
    session.search("no such bank").unwrap();
    session.choose(190_001).unwrap_err();
    session.choose(FINBANK).unwrap();
    session.sign_in("invalid_user", "go").unwrap();
    session.sign_in("demo", "977").unwrap();
    session.sign_in("tfa_text", "go").unwrap();
    add_all(&session, session.answer(["Rex"]).unwrap());
    let events = events(&world, &hub, 13).await;
    let expected = [
        "ping",
        "started",
        "institutionNotFound",
        "institutionNotSupported",
        "institutionSupported",
        "adding",
        "invalidCredentials",
        "adding",
        "unableToConnect",
        "adding",
        "mfa",
        "discovered",
        "added",
    ];
    assert_eq!(types(&events), expected);
    let Payload::InstitutionNotFound(search) = &events[2].payload else { panic!("{:?}", events[2]) };
    assert_eq!(search.query.as_ref().unwrap().expose(), "no such bank");
    let Payload::UnableToConnect(unable) = &events[8].payload else { panic!("{:?}", events[8]) };
    assert_eq!(unable.code, Some(977));
    assert!(matches!(events[10].payload, Payload::Other(_)), "its form is not published");
}

#[tokio::test]
async fn the_events_of_lite_oauth_and_fix() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    let (customer, finicity) = (world.customer().await, world.tenant.finicity());
    let lite = GenerateLiteConnectUrl::new(customer.clone(), InstitutionId::new(102_176));
    let link = world.finicity.generate_lite_connect_url(&lite.webhook(webhook(&hub))).await.unwrap();
    let session = finicity.open(link.expose()).unwrap();
    add_all(&session, session.sign_in_by_oauth().unwrap());
    session.done().unwrap();
    let lite_events = events(&world, &hub, 7).await;
    let expected = ["ping", "started", "institutionSupported", "adding", "processing", "added", "done"];
    assert_eq!(types(&lite_events), expected);
    let Payload::Adding(adding) = &lite_events[3].payload else { panic!("{:?}", lite_events[3]) };
    assert_eq!(adding.oauth, Some(true));

    let customer = world.customer_with_accounts().await;
    let login = world.institution_login(&customer).await;
    assert!(finicity.break_login(&login, 185));
    let fix = GenerateFixConnectUrl::new(customer, login).webhook(webhook(&hub));
    let session =
        finicity.open(world.finicity.generate_fix_connect_url(&fix).await.unwrap().expose()).unwrap();
    session.sign_in("demo", "go").unwrap();
    session.add_accounts([]).unwrap();
    session.done().unwrap();
    let count = world.tenant.webhooks().wait(12).await.len();
    let fix_events = events(&world, &hub, count).await.split_off(7);
    assert_eq!(types(&fix_events), ["ping", "started", "adding", "credentialsUpdated", "done"]);
    let Payload::CredentialsUpdated(updated) = &fix_events[3].payload else { panic!("{:?}", fix_events[3]) };
    assert_eq!(updated.mfa, Some(false));
}

#[tokio::test]
async fn a_refused_ping_fails_the_call_and_nothing_else_happens() {
    let (world, hub) = (World::start().await, Hub::start(&[500, 302, 404]).await);
    let (customer, consumer) = world.consumer().await;
    let full = GenerateConnectUrl::new(customer.clone()).webhook(webhook(&hub));
    let email = EmailOptions::new(Email::new("ada@example.com").unwrap());
    let mail = SendConnectEmail::new(customer, consumer, email).webhook(webhook(&hub));
    for _ in 0..2 {
        let error = world.finicity.generate_connect_url(&full).await.unwrap_err();
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidRequest));
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
        assert_eq!((error.attempts(), error.may_have_acted()), (1, false));
    }
    let error = world.finicity.send_connect_email(&mail).await.unwrap_err();
    assert_eq!((error.attempts(), error.may_have_acted()), (1, false));
    let journal = world.tenant.journal();
    assert_eq!(journal.requests("finicity.generate_connect_url"), 2);
    assert_eq!(journal.requests("finicity.send_connect_email"), 1);
    assert_eq!((world.tenant.outbox().len(), world.clock.sleepers()), (0, 0), "nothing comes later");
    assert_eq!(types(&events(&world, &hub, 3).await), ["ping"; 3]);

    world.finicity.send_connect_email(&mail).await.unwrap();
    assert_eq!((world.tenant.outbox().len(), hub.received().len()), (1, 4));
}

#[tokio::test]
async fn an_event_that_is_not_taken_comes_again_with_the_same_id() {
    let (world, hub) = (World::start().await, Hub::start(&[200, 500, 204]).await);
    open(&world, &world.customer().await, &hub).await;
    world.tenant.webhooks().wait(2).await;
    for (count, pause) in [(3, 12), (4, 72)] {
        world.clock.wait_for_sleepers(1).await;
        assert_eq!(world.clock.next_due(), Some(Duration::from_millis(pause)));
        world.clock.advance(Duration::from_millis(pause));
        world.tenant.webhooks().wait(count).await;
    }
    let events = events(&world, &hub, 4).await;
    assert_eq!(types(&events), ["ping", "started", "started", "started"]);
    assert!(events[2] == events[1] && events[3] == events[1]);
    assert!(events[1].id.is_some() && world.clock.sleepers() == 0);
}

#[tokio::test]
async fn what_is_not_signed_with_the_secret_is_refused() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    open(&world, &world.customer().await, &hub).await;
    world.tenant.webhooks().wait(2).await;
    let good = receiver(&[&world.tenant.finicity().partner_secret()]);
    let mut webhook = hub.received()[1].clone();
    assert_eq!(read(&good, &webhook).unwrap().event_type, EventType::Started);
    assert_eq!(read(&receiver(&["another-secret-1"]), &webhook), Err(Rejected::Mismatch));
    let other_body = Received { body: hub.received()[0].body.clone(), ..webhook.clone() };
    assert_eq!(read(&good, &other_body), Err(Rejected::Mismatch));
    webhook.headers.insert("x-finicity-signature", "zz".parse().unwrap());
    assert_eq!(read(&good, &webhook), Err(Rejected::Malformed));
    webhook.headers.remove("x-finicity-signature");
    assert_eq!(read(&good, &webhook), Err(Rejected::Missing));
}

/// Which of the two secrets signed.
fn signers(old: &str, webhook: &Received) -> (bool, bool) {
    let by = |secret: &str| read(&receiver(&[secret]), webhook).is_ok();
    (by(old), by(NEW_SECRET))
}

#[tokio::test]
async fn a_receiver_with_both_secrets_reads_on_while_the_secret_is_rotated() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    let (finicity, customer) = (world.tenant.finicity(), world.customer().await);
    let old = finicity.partner_secret();
    // An event is signed when it is sent, so each has to be there before something changes.
    open(&world, &customer, &hub).await;
    world.tenant.webhooks().wait(2).await;
    let change = RotatePartnerSecret::new(NEW_SECRET).unwrap().with_grace_period();
    world.finicity.rotate_partner_secret(&change).await.unwrap();
    open(&world, &customer, &hub).await;
    world.tenant.webhooks().wait(4).await;
    finicity.choose(|choices| choices.webhook_grace_secret = GraceSecret::Old);
    open(&world, &customer, &hub).await;
    world.tenant.webhooks().wait(6).await;
    world.clock.advance(GRACE);
    open(&world, &customer, &hub).await;
    world.tenant.webhooks().wait(8).await;

    let received = hub.received();
    let both = receiver(&[NEW_SECRET, &old]);
    for webhook in &received {
        read(&both, webhook).unwrap();
    }
    let (by_old, by_new) = ((true, false), (false, true));
    let signed: Vec<_> = received.iter().map(|webhook| signers(&old, webhook)).collect();
    assert_eq!(signed, [by_old, by_old, by_new, by_new, by_old, by_old, by_new, by_new]);
}

#[tokio::test]
async fn no_link_is_made_while_the_receiver_has_the_old_secret_alone() {
    let world = World::start().await;
    let keys = receiver(&[&world.tenant.finicity().partner_secret()]);
    let shared = keys.clone();
    let hub = Hub::answering(move |webhook| if read(&shared, webhook).is_ok() { 200 } else { 400 }).await;
    let request = GenerateConnectUrl::new(world.customer().await).webhook(webhook(&hub));
    world.finicity.generate_connect_url(&request).await.unwrap();
    world.finicity.rotate_partner_secret(&RotatePartnerSecret::new(NEW_SECRET).unwrap()).await.unwrap();
    let error = world.finicity.generate_connect_url(&request).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidRequest));
    keys.replace_secrets([Secret::new(NEW_SECRET)]).unwrap();
    world.finicity.generate_connect_url(&request).await.unwrap();
}

#[tokio::test]
async fn without_grace_the_new_secret_signs_at_once() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    let (customer, old) = (world.customer().await, world.tenant.finicity().partner_secret());
    world.tenant.finicity().choose(|choices| choices.webhook_grace_secret = GraceSecret::Old);
    let session = open(&world, &customer, &hub).await;
    world.tenant.webhooks().wait(2).await;
    world.finicity.rotate_partner_secret(&RotatePartnerSecret::new(NEW_SECRET).unwrap()).await.unwrap();
    session.choose(FINBANK).unwrap();
    world.tenant.webhooks().wait(3).await;
    let signed: Vec<_> = hub.received().iter().map(|webhook| signers(&old, webhook)).collect();
    assert_eq!(signed, [(true, false), (true, false), (false, true)]);
}
