//! Access tokens under a thousand callers, with every provider that wants them: how often somebody logged in is read from
//! the provider.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use verify_core::{Clock, Delivery, Error, ErrorKind, Phase};
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::ManualClock;
use verify_tests::World;
use verify_tests::hostile::tokens::{self, Party, TokenCase};
use verify_tests::hostile::{bounded, settle};

/// Where the crowd is the point.
const CALLS: usize = 1000;
/// Where it is enough that there are many.
const SOME: usize = 200;
const HOUR: Duration = Duration::from_hours(1);

/// A provider, and a client of it.
struct Scene {
    case: TokenCase,
    world: World,
    party: Arc<Party>,
}

type Calls = JoinSet<Result<(), Error>>;

impl Scene {
    async fn new(case: TokenCase) -> Self {
        let world = World::start().await;
        let secret = (case.secret)(&world);
        Self::with(case, world, secret).await
    }

    async fn with_wrong_secret(case: TokenCase) -> Self {
        Self::with(case, World::start().await, "wr0ng-secret".to_owned()).await
    }

    async fn with(case: TokenCase, world: World, secret: String) -> Self {
        let party = Arc::new((case.client)(world.clone(), world.clock.clone(), secret).await);
        Self { case, world, party }
    }

    /// Logins that the provider saw, with whatever it said.
    fn logins(&self) -> u64 {
        self.world.tenant.journal().requests(self.case.login)
    }

    /// Calls that it saw.
    fn asked(&self) -> u64 {
        self.world.tenant.journal().requests(self.case.asked)
    }

    async fn call(&self) -> Result<(), Error> {
        self.party.call().await
    }

    fn storm(&self, calls: usize) -> Calls {
        (0..calls).map(|_| self.party.call()).collect()
    }

    async fn all_succeed(&self, calls: Calls) {
        for result in calls.join_all().await {
            result.unwrap_or_else(|error| panic!("{}: {error}", self.case.krate));
        }
    }

    fn fail_logins(&self, kind: FaultKind) -> verify_sandbox::FaultGuard {
        self.world.tenant.faults().arm(Fault::new(self.case.login, kind)).unwrap()
    }
}

/// Plays the scene with each provider.
async fn with_each<F: Future<Output = ()>>(play: impl Fn(TokenCase) -> F) {
    for case in tokens::all() {
        bounded(case.krate, play(case)).await;
    }
}

#[test]
fn every_crate_that_fetches_tokens_is_here() {
    let rows: BTreeSet<_> = tokens::all().iter().map(|case| case.krate.to_owned()).collect();
    assert_eq!(rows, tokens::crates_with_tokens(), "each has a row in tests/src/hostile/tokens.rs");
}

#[tokio::test]
async fn a_thousand_first_calls_log_in_once() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        scene.all_succeed(scene.storm(CALLS)).await;
        assert_eq!((scene.logins(), scene.asked()), (1, CALLS as u64), "{}", case.krate);
    })
    .await;
}

#[tokio::test]
async fn many_calls_with_a_token_that_is_over_log_in_once_more() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        scene.call().await.unwrap();
        scene.world.clock.advance(case.hard);
        scene.all_succeed(scene.storm(SOME)).await;
        let asked = 1 + SOME as u64;
        assert_eq!((scene.logins(), scene.asked()), (2, asked), "{}: nobody tried the old token", case.krate);
    })
    .await;
}

#[tokio::test]
async fn many_calls_with_an_ageing_token_renew_it_once() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        scene.call().await.unwrap();
        scene.world.clock.advance(case.soft.saturating_sub(Duration::from_secs(1)));
        scene.call().await.unwrap();
        assert_eq!(scene.logins(), 1, "{}: not before its time", case.krate);
        scene.world.clock.advance(Duration::from_secs(1));
        scene.all_succeed(scene.storm(SOME)).await;
        // The renewal holds nobody up, so it may come last.
        settle(case.krate, || scene.logins() > 1).await;
        assert_eq!((scene.logins(), scene.asked()), (2, 2 + SOME as u64), "{}", case.krate);
    })
    .await;
}

#[tokio::test]
async fn many_calls_with_a_token_that_was_taken_back_log_in_once_more() {
    with_each(async |case| {
        for spoil in [case.revoke, case.expire] {
            let scene = Scene::new(case).await;
            scene.call().await.unwrap();
            spoil(&scene.world);
            scene.all_succeed(scene.storm(SOME)).await;
            assert_eq!(scene.logins(), 2, "{}", case.krate);
            let refused = scene.asked() - 1 - SOME as u64;
            assert!((1..=SOME as u64).contains(&refused), "each call was sent twice at most: {refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_that_is_taken_back_under_way_costs_one_login() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        let calls = scene.storm(CALLS);
        settle(case.krate, || scene.asked() >= 100).await;
        (case.revoke)(&scene.world);
        scene.all_succeed(calls).await;
        assert_eq!(scene.logins(), 2, "{}", case.krate);
    })
    .await;
}

#[tokio::test]
async fn a_first_caller_who_gives_up_neither_ends_nor_repeats_the_login() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        let slow = scene.fail_logins(FaultKind::Slow { pause: Duration::from_millis(1) });
        let first = tokio::spawn(scene.party.call());
        settle(case.krate, || scene.logins() == 1).await;
        let calls = scene.storm(CALLS);
        tokio::task::yield_now().await;
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled(), "{}", case.krate);
        assert_eq!(scene.asked(), 0, "{}: nobody has a token yet", case.krate);
        settle(case.krate, || {
            scene.world.clock.advance(Duration::from_millis(1));
            scene.asked() > 0
        })
        .await;
        scene.all_succeed(calls).await;
        assert_eq!((scene.logins(), slow.hits(), scene.asked()), (1, 1, CALLS as u64), "{}", case.krate);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_secret_is_tried_once_for_good() {
    with_each(async |case| {
        let scene = Scene::with_wrong_secret(case).await;
        let refused = |result: Result<(), Error>| {
            let error = result.unwrap_err();
            let seen = (error.kind(), error.delivery(), error.phase());
            let wanted = (ErrorKind::Credentials, Delivery::NotSent, Some(Phase::Authenticating));
            assert_eq!(seen, wanted, "{}: {error}", case.krate);
            assert!(!error.may_have_acted(), "{}: {error}", case.krate);
        };
        scene.storm(CALLS).join_all().await.into_iter().for_each(refused);
        for later in [case.soft, case.hard, 24 * HOUR, 720 * HOUR] {
            scene.world.clock.advance(later);
            refused(scene.call().await);
        }
        assert_eq!((scene.logins(), scene.asked()), (1, 0), "{}", case.krate);
        scene.party.replace_secret(&(case.secret)(&scene.world));
        scene.call().await.unwrap();
        assert_eq!((scene.logins(), scene.asked()), (2, 1), "{}", case.krate);
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_is_replaced_under_load_is_used_by_everybody_from_then_on() {
    with_each(async |case| {
        let scene = Scene::with_wrong_secret(case).await;
        let calls = scene.storm(SOME);
        settle(case.krate, || scene.logins() == 1).await;
        scene.party.replace_secret(&(case.secret)(&scene.world));
        let later = scene.storm(SOME);
        for result in calls.join_all().await {
            assert!(result.is_ok() || result.is_err_and(|error| error.is_credentials()), "{}", case.krate);
        }
        scene.all_succeed(later).await;
        assert_eq!(scene.logins(), 2, "{}: one with each secret", case.krate);
    })
    .await;
}

/// Somebody sets the wall clock, of the client and of the provider. A token ages by the time that passes.
#[tokio::test]
async fn a_clock_that_is_set_hours_forward_or_back_costs_no_login() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        scene.call().await.unwrap();
        let clock = &scene.world.clock;
        for wall in [clock.now() + 5 * HOUR, clock.now() - 5 * HOUR, clock.now()] {
            clock.set_wall(wall);
            scene.call().await.unwrap();
            clock.advance(Duration::from_mins(1));
        }
        assert_eq!(scene.logins(), 1, "{}", case.krate);
        clock.set_wall(clock.now() - 5 * HOUR);
        clock.advance(case.hard);
        scene.call().await.unwrap();
        assert_eq!((scene.logins(), scene.asked()), (2, 5), "{}: as old as it is", case.krate);
    })
    .await;
}

/// The client's wall clock is hours before or behind the provider's.
#[tokio::test]
async fn a_clock_that_is_hours_wrong_costs_no_logins() {
    with_each(async |case| {
        for wrong in [1.0, -1.0] {
            let world = World::start().await;
            let theirs = world.clock.now();
            let mine = if wrong > 0.0 { theirs + 5 * HOUR } else { theirs - 5 * HOUR };
            let clock = ManualClock::frozen_at(mine).skipping_pauses();
            let secret = (case.secret)(&world);
            let party = Arc::new((case.client)(world.clone(), clock.clone(), secret).await);
            let scene = Scene { case, world, party };
            for _ in 0..10 {
                scene.call().await.unwrap();
                clock.advance(Duration::from_mins(1));
                scene.world.clock.advance(Duration::from_mins(1));
            }
            assert_eq!((scene.logins(), scene.asked()), (1, 10), "{}, {wrong}", case.krate);
        }
    })
    .await;
}

#[tokio::test]
async fn while_logins_fail_the_old_token_is_used_to_its_end_and_no_failure_is_remembered() {
    with_each(async |case| {
        let scene = Scene::new(case).await;
        scene.call().await.unwrap();
        scene.world.clock.advance(case.soft);
        let fault = scene.fail_logins(FaultKind::Status(503));
        let mut logins = 1;
        for _ in 0..10 {
            scene.call().await.unwrap_or_else(|error| panic!("{}: the old one is good: {error}", case.krate));
            logins += case.login_attempts;
            settle(case.krate, || scene.logins() >= logins).await;
            // The next caller is within the pause after a renewal that failed.
            scene.call().await.unwrap();
            assert_eq!(scene.logins(), logins, "{}: one try at a time", case.krate);
            scene.world.clock.advance(case.hard.saturating_sub(case.soft) / 10);
        }
        for _ in 0..6 {
            let error = scene.call().await.unwrap_err();
            let seen = (error.kind(), error.delivery(), error.phase());
            let wanted = (ErrorKind::Unavailable, Delivery::NotSent, Some(Phase::Authenticating));
            assert_eq!(seen, wanted, "{}: {error}", case.krate);
            assert!(!error.may_have_acted(), "{}: {error}", case.krate);
            logins += case.login_attempts;
            assert_eq!(scene.logins(), logins, "{}: each caller asks", case.krate);
            scene.world.clock.advance(HOUR / 6);
        }
        assert_eq!(scene.asked(), 1 + 20, "{}: nobody used a token that is over", case.krate);
        drop(fault);
        scene.call().await.unwrap_or_else(|error| panic!("{}: remembered: {error}", case.krate));
        assert_eq!(scene.logins(), logins + 1, "{}", case.krate);
    })
    .await;
}
