//! The partner secret: never tried again where an account could lock, and changed while calls go on. What holds for tokens
//! of every provider is in `hostile_tokens.rs`.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::Duration;

use finicity_connect::{
    Client, Delivery, Error, ErrorCode, ErrorKind, ListCustomers, NextStep, RotatePartnerSecret,
    TOKEN_HARD_AGE,
};
use tokio::task::JoinSet;
use verify_tests::{Wire, World};

const CALLS: usize = 1000;
const DAY: Duration = Duration::from_hours(24);

async fn world() -> World {
    let world = World::start().await;
    let wire = Wire::new(&world.tenant);
    world.over(&wire)
}

async fn call(client: Client) -> Result<(), Error> {
    client.list_customers(&ListCustomers::new()).await.map(drop)
}

fn logins(world: &World) -> u64 {
    world.tenant.journal().requests("finicity.authenticate")
}

fn lists(world: &World) -> u64 {
    world.tenant.journal().requests("finicity.list_customers")
}

fn code(result: Result<(), Error>) -> ErrorCode {
    ErrorCode::of(&result.unwrap_err()).unwrap()
}

#[tokio::test]
async fn a_wrong_secret_counts_once_towards_the_lock() {
    let world = world().await;
    let wrong = world.finicity_with("wr0ng-partner-secret");
    for _ in 0..10 {
        assert_eq!(code(call(wrong.clone()).await), ErrorCode::InvalidCredentials);
        assert_eq!(code(wrong.authenticate().await), ErrorCode::InvalidCredentials);
    }
    let change = RotatePartnerSecret::new("n3w-partner-secret").unwrap();
    assert_eq!(code(wrong.rotate_partner_secret(&change).await), ErrorCode::InvalidCredentials);
    assert_eq!(world.tenant.journal().total_requests(), 1);
    let finicity = world.tenant.finicity();
    assert_eq!((finicity.logins(), finicity.wrong_logins(), finicity.is_locked()), (1, 1, false));
    wrong.replace_partner_secret(finicity.partner_secret()).unwrap();
    call(wrong).await.unwrap();
    assert_eq!((logins(&world), finicity.wrong_logins()), (2, 0));
}

#[tokio::test]
async fn five_clients_with_a_wrong_secret_lock_the_account() {
    let world = world().await;
    let finicity = world.tenant.finicity();
    for wrong in 1..=5 {
        assert!(!finicity.is_locked());
        let client = world.finicity_with(&format!("wr0ng-partner-secret-{wrong}"));
        assert_eq!(code(call(client).await), ErrorCode::InvalidCredentials);
    }
    assert!(finicity.is_locked());
    let error = call(world.finicity.clone()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::AccountLocked), "the secret is right");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Credentials, Delivery::NotSent),
        "the call itself"
    );
    assert_eq!(NextStep::of(&error), NextStep::AskSupport);
    assert_eq!(code(call(world.finicity.clone()).await), ErrorCode::AccountLocked);
    assert_eq!((logins(&world), lists(&world)), (6, 0), "a locked account is not asked again");
    finicity.unlock();
    world.finicity.replace_partner_secret(finicity.partner_secret()).unwrap();
    assert_eq!(code(call(world.finicity.clone()).await), ErrorCode::AccountLocked, "no other secret");
    call(world.finicity_with(&finicity.partner_secret())).await.unwrap();
    assert_eq!(logins(&world), 7);
}

#[tokio::test]
async fn whoever_is_in_stays_in_while_the_account_is_locked() {
    let world = world().await;
    world.finicity.authenticate().await.unwrap();
    for wrong in 1..=5 {
        let client = world.finicity_with(&format!("wr0ng-partner-secret-{wrong}"));
        client.authenticate().await.unwrap_err();
    }
    call(world.finicity.clone()).await.unwrap();
    world.clock.advance(TOKEN_HARD_AGE);
    for _ in 0..10 {
        assert_eq!(code(call(world.finicity.clone()).await), ErrorCode::AccountLocked);
    }
    assert_eq!(logins(&world), 1 + 5 + 1);
}

#[tokio::test]
async fn an_old_secret_fails_at_once_after_a_rotation_without_grace() {
    let world = world().await;
    let old = world.tenant.finicity().partner_secret();
    let change = RotatePartnerSecret::new("n3w-partner-secret").unwrap();
    world.finicity.rotate_partner_secret(&change).await.unwrap();
    assert_eq!(world.tenant.finicity().partner_secret(), "n3w-partner-secret");
    assert_eq!(code(world.finicity_with(&old).authenticate().await), ErrorCode::InvalidCredentials);
    world.finicity_with("n3w-partner-secret").authenticate().await.unwrap();
    call(world.finicity.clone()).await.unwrap();
    world.clock.advance(TOKEN_HARD_AGE);
    call(world.finicity.clone()).await.unwrap();
    assert_eq!(world.tenant.finicity().wrong_logins(), 0, "the client itself knows the new one");
}

#[tokio::test]
async fn an_old_secret_works_for_thirty_days_after_a_rotation_with_grace() {
    let world = world().await;
    let old = world.tenant.finicity().partner_secret();
    let change = RotatePartnerSecret::new("n3w-partner-secret").unwrap().with_grace_period();
    world.finicity.rotate_partner_secret(&change).await.unwrap();
    let other_server = world.finicity_with(&old);
    for _ in 0..30 {
        call(other_server.clone()).await.unwrap();
        call(world.finicity.clone()).await.unwrap();
        world.clock.advance(DAY);
    }
    assert_eq!(code(call(other_server.clone()).await), ErrorCode::InvalidCredentials);
    call(world.finicity.clone()).await.unwrap();
    other_server.replace_partner_secret("n3w-partner-secret").unwrap();
    call(other_server).await.unwrap();
}

#[tokio::test]
async fn a_rotation_with_a_wrong_secret_counts_as_a_login_and_is_not_repeated() {
    let world = world().await;
    let wrong = world.finicity_with("wr0ng-partner-secret");
    let change = RotatePartnerSecret::new("n3w-partner-secret").unwrap();
    for _ in 0..10 {
        assert_eq!(code(wrong.rotate_partner_secret(&change).await), ErrorCode::InvalidCredentials);
    }
    let finicity = world.tenant.finicity();
    assert_eq!((finicity.logins(), finicity.wrong_logins(), finicity.is_locked()), (1, 1, false));
    world.finicity.authenticate().await.unwrap();
}

#[tokio::test]
async fn calls_go_on_while_the_secret_is_rotated() {
    let world = world().await;
    world.finicity.authenticate().await.unwrap();
    let calls: JoinSet<_> = (0..CALLS).map(|_| call(world.finicity.clone())).collect();
    let change = RotatePartnerSecret::new("n3w-partner-secret").unwrap();
    let (changed, results) = tokio::join!(world.finicity.rotate_partner_secret(&change), calls.join_all());
    changed.unwrap();
    assert!(results.into_iter().all(|result| result.is_ok()));
    assert_eq!(world.tenant.finicity().wrong_logins(), 0);
}
