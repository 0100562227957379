//! Access to Signzy by login: how long its tokens last, how their refusal looks, what an account may not. What holds for
//! tokens of every provider is in `hostile_tokens.rs`.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::Duration;

use signzy_link::{CheckLink, Client, Delivery, Error, ErrorCode, ErrorKind, SentLink};
use tokio::task::JoinSet;
use verify_sandbox::signzy::{AcceptedTokens, Account, ErrorShape, TtlType};
use verify_sandbox::{Fault, FaultKind};
use verify_tests::world::{PHONE, new_link};
use verify_tests::{Wire, World};

const CALLS: usize = 100;
const DAY: Duration = Duration::from_hours(24);

/// A world, a client of it that logs in, and a link to ask about.
async fn world() -> (World, Client, SentLink) {
    let world = World::start().await;
    let client = with_password(&world, &world.tenant.signzy().password());
    let link = world.signzy_link().await;
    (world, client, link)
}

fn with_password(world: &World, password: &str) -> Client {
    let builder = World::signzy_login_builder(&world.tenant, password).clock(world.clock.clone());
    builder.transport(Wire::to_signzy(&world.tenant)).build().unwrap()
}

async fn ask(client: Client, link: SentLink) -> Result<(), Error> {
    client.check_link(&CheckLink::of(&link)).await.map(drop)
}

async fn hundred(client: &Client, link: &SentLink) -> Vec<Result<(), Error>> {
    let calls: JoinSet<_> = (0..CALLS).map(|_| ask(client.clone(), link.clone())).collect();
    calls.join_all().await
}

async fn all_succeed(client: &Client, link: &SentLink) {
    for result in hundred(client, link).await {
        result.unwrap();
    }
}

fn logins(world: &World) -> u64 {
    let requests = world.tenant.journal().requests("signzy.login");
    assert_eq!(world.tenant.signzy().logins(), requests);
    requests
}

#[tokio::test]
async fn a_token_of_two_weeks_is_renewed_a_day_early_and_nobody_waits() {
    for form in [TtlType::Number, TtlType::Text] {
        let (world, client, link) = world().await;
        world.tenant.signzy().choose(|choices| choices.ttl_type = form);
        client.login().await.unwrap();
        world.clock.advance((13 * DAY).saturating_sub(Duration::from_secs(1)));
        ask(client.clone(), link.clone()).await.unwrap();
        assert_eq!(logins(&world), 1);
        world.clock.advance(Duration::from_secs(1));
        let before = world.tenant.journal().total_requests();
        all_succeed(&client, &link).await;
        world.tenant.journal().wait(before + 1 + CALLS as u64).await;
        assert_eq!(logins(&world), 2);
        world.clock.advance(2 * DAY);
        ask(client, link).await.unwrap();
        assert_eq!(logins(&world), 2, "the new one counts from its own creation");
    }
}

#[tokio::test]
async fn a_short_token_is_renewed_at_nine_tenths_and_never_used_when_it_is_over() {
    let (world, client, link) = world().await;
    world.tenant.signzy().choose(|choices| choices.token_lifetime_seconds = 1000);
    client.login().await.unwrap();
    world.clock.advance(Duration::from_secs(899));
    ask(client.clone(), link.clone()).await.unwrap();
    assert_eq!(logins(&world), 1);
    world.clock.advance(Duration::from_secs(101));
    all_succeed(&client, &link).await;
    assert_eq!(logins(&world), 2);
    let asked = world.tenant.journal().requests("signzy.check_link");
    assert_eq!(asked, 1 + CALLS as u64, "nobody tried the old token");
}

#[tokio::test]
async fn however_a_taken_back_token_is_refused_one_login_follows() {
    let shapes = [
        ErrorShape::SendLink,
        ErrorShape::Flat,
        ErrorShape::LoopBack,
        ErrorShape::Old,
        ErrorShape::Gateway,
        ErrorShape::Html,
        ErrorShape::Nested,
    ];
    for (place, shape) in shapes.into_iter().enumerate() {
        let (world, client, link) = world().await;
        world.tenant.signzy().choose(|choices| choices.token_error_shape = shape);
        client.login().await.unwrap();
        if place % 2 == 0 {
            world.tenant.signzy().revoke_tokens();
        } else {
            world.tenant.signzy().expire_tokens();
        }
        all_succeed(&client, &link).await;
        assert_eq!(logins(&world), 2, "{shape:?}");
    }
}

#[tokio::test]
async fn a_text_message_goes_out_once_although_the_token_was_taken_back() {
    let (world, client, _) = world().await;
    client.login().await.unwrap();
    world.tenant.signzy().revoke_tokens();
    client.send_link(&new_link("+12025550144")).await.unwrap();
    assert_eq!(
        world.tenant.journal().requests("signzy.send_link"),
        3,
        "one of the world, one refused, one good"
    );
    assert_eq!(world.tenant.outbox().len(), 2);
}

#[tokio::test]
async fn a_wrong_password_is_named_and_its_replacement_used() {
    let (world, _, link) = world().await;
    let wrong = with_password(&world, "wr0ng-password");
    for result in hundred(&wrong, &link).await {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Credentials, Delivery::NotSent));
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::LoginFailed));
    }
    assert!(wrong.send_link(&new_link(PHONE)).await.unwrap_err().is_credentials());
    assert!(wrong.login().await.unwrap_err().is_credentials());
    assert_eq!(logins(&world), 1);
    let signzy = world.tenant.signzy();
    wrong.replace_login(signzy.username(), signzy.password()).unwrap();
    ask(wrong, link).await.unwrap();
    assert_eq!(logins(&world), 2);
}

#[tokio::test]
async fn a_login_that_failed_by_the_network_is_tried_again() {
    let (world, client, link) = world().await;
    for fault in
        [FaultKind::CloseAfterReading, FaultKind::Status(503), FaultKind::Refusal("REQUEST_LIMIT".into())]
    {
        let guard = world.tenant.faults().arm(Fault::new("signzy.login", fault)).unwrap();
        let error = ask(client.clone(), link.clone()).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
        assert!(!error.is_credentials(), "{error}");
        drop(guard);
    }
    ask(client, link).await.unwrap();
}

#[tokio::test]
async fn an_account_that_may_not_is_told_and_costs_no_login() {
    let (world, client, link) = world().await;
    world.tenant.signzy().choose(|choices| choices.account = Account::NotEntitled);
    for _ in 0..3 {
        let error = ask(client.clone(), link.clone()).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Credentials, 403));
    }
    assert_eq!(logins(&world), 1);
    world.tenant.signzy().choose(|choices| choices.account = Account::OutOfCredit);
    let error = client.send_link(&new_link(PHONE)).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.may_have_acted()), (403, false));
    ask(client, link).await.unwrap();
}

#[tokio::test]
async fn where_tokens_of_logins_are_not_taken_each_call_tries_one_new_token() {
    let (world, client, _) = world().await;
    world.tenant.signzy().choose(|choices| choices.accepted_tokens = AcceptedTokens::StaticOnly);
    let error = client.send_link(&new_link("+12025550144")).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::AuthFail));
    assert_eq!((logins(&world), world.tenant.outbox().len()), (2, 1));
    world.tenant.signzy().choose(|choices| choices.accepted_tokens = AcceptedTokens::LoginOnly);
    client.send_link(&new_link("+12025550144")).await.unwrap();
    let error = world.signzy.send_link(&new_link("+12025550145")).await.unwrap_err();
    assert!(error.is_credentials() && error.attempts() == 1, "{error}");
}
