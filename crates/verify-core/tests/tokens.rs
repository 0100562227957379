//! How access tokens are fetched, kept, renewed and dropped: the provider counts its logins.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use support::gate::{Client, Gate, HARD, SOFT};
use support::{Get, Put, Send};
use tokio::task::JoinSet;
use verify_core::{Delivery, Error, ErrorKind, Phase};

const MANY: usize = 1_000;

/// As many calls at once, none of them finished.
async fn storm(client: &Client) -> JoinSet<Result<(), Error>> {
    let mut calls = JoinSet::new();
    for _ in 0..MANY {
        let pipeline = client.pipeline.clone();
        calls.spawn(async move { pipeline.call(&Get).await.map(drop) });
    }
    tokio::task::yield_now().await;
    calls
}

async fn succeeded(calls: JoinSet<Result<(), Error>>) -> usize {
    calls.join_all().await.into_iter().flatten().count()
}

#[tokio::test]
async fn a_thousand_callers_without_a_token_log_in_once() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    gate.hold_logins();
    let calls = storm(&client).await;
    gate.login_arrived().await;
    gate.let_logins_through();
    assert_eq!(succeeded(calls).await, MANY);
    assert_eq!((gate.logins(), gate.calls()), (1, MANY));
}

#[tokio::test]
async fn a_thousand_callers_with_an_expired_token_log_in_once() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    client.clock.advance(HARD);
    assert_eq!(succeeded(storm(&client).await).await, MANY);
    assert_eq!(gate.logins(), 2);
}

#[tokio::test]
async fn at_its_hard_age_a_token_is_not_sent_any_more() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    gate.revoke_all();
    client.clock.advance(HARD);
    client.pipeline.call(&Get).await.unwrap();
    assert_eq!((gate.logins(), gate.calls()), (2, 2));
}

#[tokio::test]
async fn credentials_that_are_replaced_while_the_old_ones_are_refused_are_used_by_those_who_wait() {
    let gate = Gate::new();
    let client = Client::with_secret(&gate, "wrong");
    gate.hold_logins();
    let calls = one(&client);
    gate.login_arrived().await;
    client.cache.replace_source(client.source("right"));
    gate.let_logins_through();
    assert_eq!(succeeded(calls).await, 1, "what the old ones came to is nobody's business any more");
    assert_eq!((gate.logins(), gate.calls()), (2, 1));
}

#[tokio::test]
async fn a_thousand_callers_with_a_revoked_token_log_in_once() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    let before = gate.calls();
    gate.revoke_all();
    gate.hold_logins();
    let calls = storm(&client).await;
    gate.login_arrived().await;
    gate.let_logins_through();
    assert_eq!(succeeded(calls).await, MANY);
    assert_eq!(gate.logins(), 2);
    assert!(gate.calls() - before <= 2 * MANY, "each call is made at most once more");
}

#[tokio::test]
async fn a_late_rejection_of_the_old_token_does_not_drop_the_new_one() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    gate.hold_puts();
    let pipeline = client.pipeline.clone();
    let late = tokio::spawn(async move { pipeline.call(&Put).await.map(drop) });
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    gate.revoke_all();
    client.pipeline.call(&Get).await.unwrap();
    assert_eq!(gate.logins(), 2);
    gate.let_puts_through();
    late.await.unwrap().unwrap();
    assert_eq!(gate.logins(), 2, "the late call is repeated with the token that is there");
}

#[tokio::test]
async fn a_first_caller_who_gives_up_neither_ends_nor_repeats_the_login() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    gate.hold_logins();
    let pipeline = client.pipeline.clone();
    let first = tokio::spawn(async move { pipeline.call(&Get).await.map(drop) });
    gate.login_arrived().await;
    let calls = storm(&client).await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    gate.let_logins_through();
    assert_eq!(succeeded(calls).await, MANY);
    assert_eq!(gate.logins(), 1);
}

#[tokio::test]
async fn refused_credentials_are_never_tried_a_second_time() {
    let gate = Gate::new();
    let client = Client::with_secret(&gate, "wrong");
    gate.hold_logins();
    let calls = storm(&client).await;
    gate.login_arrived().await;
    gate.let_logins_through();
    for result in calls.join_all().await {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Credentials, Delivery::NotSent));
        assert_eq!(error.phase(), Some(Phase::Authenticating));
    }
    client.clock.advance(HARD);
    let later = client.pipeline.call(&Send).await.unwrap_err();
    assert_eq!((gate.logins(), gate.calls()), (1, 0));
    insta::assert_snapshot!(later, @"example send: the provider did not accept the credentials while an access token was fetched: they were refused before; no request is made until they are replaced (HTTP 401); nothing was sent");

    client.cache.replace_source(client.source("right"));
    client.pipeline.call(&Get).await.unwrap();
    assert_eq!(gate.logins(), 2);
}

#[tokio::test]
async fn a_login_that_got_lost_is_not_remembered() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    gate.fail_logins(1);
    let error = client.pipeline.call(&Send).await.unwrap_err();
    assert_eq!((error.kind(), error.phase()), (ErrorKind::Interrupted, Some(Phase::Authenticating)));
    assert_eq!((error.delivery(), error.may_have_acted()), (Delivery::NotSent, false));
    insta::assert_snapshot!(error, @"example send: the connection broke before the answer was complete while an access token was fetched: the connection was closed without an answer; nothing was sent");
    client.pipeline.call(&Send).await.unwrap();
    assert_eq!((gate.logins(), gate.calls()), (2, 1));
}

#[tokio::test]
async fn each_caller_waits_for_a_login_as_long_as_its_own_deadline() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    gate.hold_logins();
    let hasty = client.pipeline.with_deadline(Duration::from_secs(5));
    let hasty = tokio::spawn(async move { hasty.call(&Get).await.map(drop) });
    let patient = client.pipeline.clone();
    let patient = tokio::spawn(async move { patient.call(&Get).await.map(drop) });
    gate.login_arrived().await;
    client.clock.advance(Duration::from_secs(5));
    let error = hasty.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.phase()), (ErrorKind::Timeout, Some(Phase::Authenticating)));
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), "example get: time ran out while an access token was fetched");
    gate.let_logins_through();
    patient.await.unwrap().unwrap();
    assert_eq!(gate.logins(), 1);
}

#[tokio::test]
async fn an_ageing_token_stays_in_use_while_one_login_renews_it() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    client.clock.advance(Duration::from_secs(89 * 60 + 59));
    client.pipeline.call(&Get).await.unwrap();
    assert_eq!(gate.logins(), 1, "before the soft age it is just used");

    client.clock.advance(Duration::from_secs(1));
    gate.hold_logins();
    assert_eq!(succeeded(storm(&client).await).await, MANY, "nobody waits for the new one");
    gate.login_arrived().await;
    gate.let_logins_through();
    client.clock.advance(Duration::from_secs(29 * 60 + 59));
    client.pipeline.call(&Get).await.unwrap();
    client.clock.advance(Duration::from_secs(2));
    client.pipeline.call(&Get).await.unwrap();
    assert_eq!(gate.logins(), 2, "the new one is in use past the end of the old one");
}

#[tokio::test]
async fn a_renewal_that_fails_is_tried_again_without_haste() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    client.clock.advance(SOFT);
    gate.fail_logins(usize::MAX);
    for _ in 0..600 {
        assert_eq!(succeeded(one(&client)).await, 1, "the old one is still good");
        tokio::task::yield_now().await;
        client.clock.advance(Duration::from_secs(1));
    }
    assert!((50..=62).contains(&gate.logins()), "one try in ten seconds: {}", gate.logins());
    gate.fail_logins(0);
    client.clock.advance(HARD);
    client.pipeline.call(&Get).await.unwrap();
}

fn one(client: &Client) -> JoinSet<Result<(), Error>> {
    let pipeline = client.pipeline.clone();
    let mut calls = JoinSet::new();
    calls.spawn(async move { pipeline.call(&Get).await.map(drop) });
    calls
}

#[tokio::test]
async fn a_token_the_provider_rejects_costs_one_login_and_one_repeat_even_of_a_text_message() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    gate.revoke_all();
    client.pipeline.call(&Send).await.unwrap();
    assert_eq!((gate.logins(), gate.calls()), (2, 3));

    gate.refuse_every_token();
    let error = client.pipeline.call(&Send).await.unwrap_err();
    assert_eq!((gate.logins(), gate.calls()), (3, 5), "no third attempt");
    client.pipeline.call(&Get).await.unwrap_err();
    assert_eq!(gate.logins(), 4, "and the next call costs one login, not two");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 2));
    assert!(!error.may_have_acted());
}

#[tokio::test]
async fn while_credentials_change_nobody_logs_in_and_the_change_survives_its_caller() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    let (cache, new) = (client.cache.clone(), client.source("new"));
    let (begin, started) = tokio::sync::oneshot::channel::<()>();
    let provider = gate.clone();
    let change = tokio::spawn(async move {
        let changed = cache.clone();
        let change = async move {
            started.await.unwrap();
            provider.set_secret("new");
            changed.replace_source(new);
            Ok(())
        };
        cache.while_nobody_fetches(change, Error::is_credentials).await
    });
    tokio::task::yield_now().await;
    let calls = storm(&client).await;
    change.abort();
    assert!(change.await.unwrap_err().is_cancelled());
    assert_eq!(gate.logins(), 0, "the old secret is not used any more");
    begin.send(()).unwrap();
    assert_eq!(succeeded(calls).await, MANY);
    assert_eq!(gate.logins(), 1);
}

#[tokio::test]
async fn a_change_of_credentials_that_fails_changes_nothing() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    let refused = client
        .cache
        .while_nobody_fetches(async { Err(Error::invalid_input("too short")) }, Error::is_credentials)
        .await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::InvalidInput);
    client.pipeline.call(&Get).await.unwrap();
}

#[tokio::test]
async fn a_change_with_refused_credentials_is_not_made() {
    let gate = Gate::new();
    let client = Client::with_secret(&gate, "wrong");
    client.pipeline.call(&Get).await.unwrap_err();
    let never = async { unreachable!("no request is made") };
    let error = client.cache.while_nobody_fetches(never, Error::is_credentials).await.unwrap_err();
    assert_eq!((error.kind(), gate.logins()), (ErrorKind::Credentials, 1));
}

#[tokio::test]
async fn a_change_that_dies_may_have_changed_something() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    let dies = async { panic!("a change that dies") };
    let error = client.cache.while_nobody_fetches(dies, Error::is_credentials).await.unwrap_err();
    assert_eq!((error.delivery(), error.may_have_acted()), (Delivery::Unknown, true));
    let expected = "the task ended without a result: its Tokio runtime was shut down, or it panicked";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Interrupted, expected));
    client.pipeline.call(&Get).await.unwrap();
}

#[tokio::test]
async fn a_change_refused_with_credentials_that_were_replaced_meanwhile_condemns_nobody() {
    let gate = Gate::new();
    let client = Client::with_secret(&gate, "wrong");
    let (cache, right) = (client.cache.clone(), client.source("right"));
    let change = async move {
        cache.replace_source(right);
        Err(refused())
    };
    client.cache.while_nobody_fetches(change, |_| true).await.unwrap_err();
    client.pipeline.call(&Get).await.unwrap();
    client.cache.while_nobody_fetches(async { Err(refused()) }, |_| false).await.unwrap_err();
    client.clock.advance(HARD);
    client.pipeline.call(&Get).await.unwrap();
}

fn refused() -> Error {
    Error::invalid_input("stands for a refusal")
}

#[tokio::test]
async fn a_token_at_the_last_moment_leaves_nothing_unknown() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    gate.hold_logins();
    let hasty = client.pipeline.with_deadline(Duration::from_secs(5));
    let call = tokio::spawn(async move { hasty.call(&Send).await.map(drop) });
    gate.login_arrived().await;
    gate.let_logins_through();
    client.clock.advance(Duration::from_secs(5));
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.delivery(), error.phase()), (Delivery::NotSent, Some(Phase::Authenticating)));
    assert_eq!(gate.calls(), 0);
}

#[tokio::test]
async fn a_token_that_is_there_gives_a_call_without_time_none() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    client.pipeline.call(&Get).await.unwrap();
    let error = client.pipeline.with_deadline(Duration::ZERO).call(&Send).await.unwrap_err();
    assert_eq!((error.delivery(), error.phase()), (Delivery::NotSent, Some(Phase::Authenticating)));
    assert_eq!((gate.logins(), gate.calls()), (1, 1));
}

#[tokio::test]
async fn an_unreadable_login_says_nothing_about_the_call_it_was_for() {
    let gate = Gate::new();
    let client = Client::of(&gate);
    gate.answer_logins_with("{}");
    let error = client.pipeline.call(&Send).await.unwrap_err();
    assert_eq!((error.kind(), error.phase()), (ErrorKind::Unreadable, Some(Phase::Authenticating)));
    assert!(!error.may_have_acted());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_several_threads_refused_credentials_are_tried_once_as_well() {
    for _ in 0..300 {
        let gate = Gate::new();
        let client = Client::with_secret(&gate, "wrong");
        let mut callers = JoinSet::new();
        for _ in 0..16 {
            let cache = client.cache.clone();
            callers.spawn(async move { cache.ready().await.is_err() });
        }
        assert!(callers.join_all().await.into_iter().all(|refused| refused));
        assert_eq!(gate.logins(), 1);
    }
}
