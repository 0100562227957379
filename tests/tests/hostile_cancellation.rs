//! Every call dropped at every place at which it waits: what has left has left, and nothing else follows.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;

use verify_tests::endpoints::EndpointCase;
use verify_tests::hostile::cancel::{Before, Harness, look};
use verify_tests::hostile::raw::{Manner, Raw};
use verify_tests::hostile::{Road, for_every_endpoint, settle, tokens};
use verify_tests::{World, endpoints};

#[test]
fn a_call_is_dropped_wherever_it_waits() {
    let dropped = for_every_endpoint(|case| {
        Box::pin(async move {
            let harness = Harness::new(&case).await;
            let mut dropped = 0;
            for before in [Before::Ready, Before::TokenIsOld, Before::FirstAttemptFails] {
                dropped += harness.drop_everywhere(before).await;
            }
            dropped
        })
    });
    let awaits = dropped.iter().min().copied().unwrap_or_default();
    assert!(awaits >= 2 * 6, "each call waited at least as often as its transport did: {awaits}");
}

/// The provider takes the token back: the first attempt is answered with its 401, a login follows, then the second attempt.
#[test]
fn a_call_is_dropped_wherever_it_waits_while_its_token_is_rejected_and_renewed() {
    let dropped = for_every_endpoint(|case| {
        Box::pin(async move {
            let harness = Harness::new(&case).await;
            if !harness.renews_tokens() {
                return None;
            }
            Some((case.krate.to_owned(), harness.drop_everywhere(Before::TokenIsRejected).await))
        })
    });
    let dropped: Vec<_> = dropped.into_iter().flatten().collect();
    let crates: BTreeSet<_> = dropped.iter().map(|(krate, _)| krate.clone()).collect();
    assert_eq!(crates, tokens::crates_with_tokens());
    let awaits = dropped.iter().map(|(_, awaits)| *awaits).min().unwrap_or_default();
    assert!(awaits >= 3 * 6, "each call waited for two attempts and a login: {awaits}");
}

/// What is the same each time over TCP: an endpoint, and a server between it and the sandbox.
struct Line {
    case: EndpointCase,
    road: Road,
    world: World,
    call: endpoints::Call,
}

impl Line {
    async fn new(case: EndpointCase) -> Self {
        let road = Road::new();
        let world = World::on(&road).await;
        let call = (case.prepare)(world.clone()).await;
        Self { case, road, world, call }
    }

    async fn to(&self, manner: Manner, scheme: &str) -> Raw {
        let raw = Raw::start(manner).await;
        self.road.divert(self.case.operation, &raw.url(scheme), scheme == "https");
        raw
    }

    /// Nothing follows a call that is gone.
    async fn quiet(&self, raw: &Raw) {
        if !self.case.outlives_its_caller {
            raw.quiet().await;
        }
        assert!(raw.requests() <= 1, "{}: it was sent again", self.case.operation);
    }

    /// The usual way again, on which the call works, unless it was done already and is done once.
    async fn works(&self, raw: Raw, done: bool) {
        self.road.clear();
        drop(raw);
        if self.case.outlives_its_caller {
            // Whoever comes now waits for what is still under way, and gets what it comes to.
            let _ = (self.call)().await;
        }
        let once = self.case.effect != verify_core::Effect::Read;
        let result = (self.call)().await;
        assert!(result.is_ok() || (done && once), "{}: {result:?}", self.case.operation);
        assert!(self.world.tenant.double_sends().is_empty() || done, "{}", self.case.operation);
    }
}

#[test]
fn a_call_is_dropped_when_the_server_has_read_it() {
    for_every_endpoint(|case| {
        Box::pin(async move {
            let line = Line::new(case).await;
            let raw = line.to(Manner::Ignore, "http").await;
            let call = tokio::spawn((line.call)());
            settle(case.operation, || raw.kept() == 1).await;
            call.abort();
            assert!(call.await.unwrap_err().is_cancelled());
            line.quiet(&raw).await;
            line.works(raw, false).await;
        })
    });
}

#[test]
fn a_call_is_dropped_when_it_was_carried_out_and_not_answered() {
    for_every_endpoint(|case| {
        Box::pin(async move {
            let line = Line::new(case).await;
            let outbox = line.world.tenant.outbox();
            let before = outbox.len();
            let raw = line.to(Manner::Keep, "http").await;
            let call = tokio::spawn((line.call)());
            settle(case.operation, || raw.kept() == 1).await;
            call.abort();
            assert!(call.await.unwrap_err().is_cancelled());
            line.quiet(&raw).await;
            assert_eq!(outbox.len() - before, case.messages, "{}: messages", case.operation);
            line.works(raw, true).await;
        })
    });
}

#[test]
fn a_call_is_dropped_while_it_connects() {
    for_every_endpoint(|case| {
        Box::pin(async move {
            let line = Line::new(case).await;
            let raw = line.to(Manner::Silence, "https").await;
            let call = tokio::spawn((line.call)());
            // It may have given up by itself: connecting takes 50 ms at most here.
            settle(case.operation, || raw.hellos() >= 1 || call.is_finished()).await;
            call.abort();
            let _ = call.await;
            line.quiet(&raw).await;
            assert_eq!(raw.requests(), 0, "{}", case.operation);
            line.works(raw, false).await;
        })
    });
}

#[test]
fn a_call_is_dropped_after_a_few_looks() {
    for_every_endpoint(|case| {
        Box::pin(async move {
            let line = Line::new(case).await;
            let outbox = line.world.tenant.outbox();
            let before = outbox.len();
            let raw = line.to(Manner::Relay, "http").await;
            let all_looks = [1, 2, 3, 5, 8];
            for looks in all_looks {
                let mut call = (line.call)();
                for _ in 0..looks {
                    if look(&mut call).await.is_ready() {
                        break;
                    }
                    tokio::task::yield_now().await;
                }
            }
            raw.quiet().await;
            let sent = raw.requests();
            assert!(sent <= all_looks.len() as u64, "{}: {sent} requests", case.operation);
            let messages = outbox.len() - before;
            assert!(messages as u64 <= sent, "{}: {messages} messages of {sent} requests", case.operation);
            line.works(raw, sent > 0).await;
        })
    });
}
