//! Every endpoint through every trouble, over TCP: what the server saw, what went out, what the caller is told, how long
//! it took; and the guide that says so.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use verify_core::{Delivery, Effect, ErrorKind};
use verify_tests::endpoints::EndpointCase;
use verify_tests::faults::Observed;
use verify_tests::hostile::guide::{self, Outcome, Row};
use verify_tests::hostile::trouble::{self, Hostility, Trouble};
use verify_tests::hostile::{Stage, for_every_endpoint};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");

/// A clock that is moved in steps of a second may go one too far.
const STEP: Duration = Duration::from_secs(1);

#[test]
fn every_endpoint_through_every_trouble() {
    let rows = for_every_endpoint(|case| Box::pin(suffer(case))).concat();
    let written = std::fs::read_to_string(GUIDE).unwrap();
    let observed = guide::with_tables(&written, &rows);
    if std::env::var_os("WRITE_GUIDE").is_some() {
        std::fs::write(GUIDE, &observed).unwrap();
    } else if written != observed {
        panic!(
            "docs/reliability.md says something else than what was observed. This writes it anew:\n\
             WRITE_GUIDE=1 cargo test -p verify-tests --test hostile_faults"
        );
    }
}

/// One endpoint through all of it.
async fn suffer(case: EndpointCase) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut stage = Stage::set(&case).await;
    for trouble in trouble::all() {
        let what = format!("{} {}, {trouble}", case.krate, case.operation);
        let expected = trouble.expected(&case);
        let before = others(&stage, &case);
        let observed = stage.strike(&trouble).await;
        let others = others(&stage, &case) - before;
        check(&what, &case, &trouble, &observed, others);
        rows.push(Row { case, outcome: Outcome::of(&observed), trouble });
        // What was done cannot be done again, and refused credentials stay refused; only looking changes nothing.
        let spent =
            expected.carried_out || expected.error.is_some_and(|(kind, _)| kind == ErrorKind::Credentials);
        if spent && case.effect != Effect::Read {
            stage = Stage::set(&case).await;
        }
    }
    rows
}

/// Requests of other operations: logins.
fn others(stage: &Stage, case: &EndpointCase) -> u64 {
    let journal = stage.world().tenant.journal();
    journal.total_requests() - journal.requests(case.sandbox_operation)
}

fn check(what: &str, case: &EndpointCase, trouble: &Trouble, observed: &Observed, others: u64) {
    let mut expected = trouble.expected(case);
    if *trouble == Trouble::Wire(Hostility::PlainUnauthorized) {
        // Nothing else reached the sandbox but a login, if the crate takes the 401 for one about its token.
        assert!(others <= 1, "{what}: {others} logins");
        (expected.requests, expected.attempts) = (1 + others, 1 + others);
        // A provider may mean something else by a 401; the guide lists who does.
        if observed.result.as_ref().is_err_and(|error| error.kind() == ErrorKind::Refused) {
            expected.error = Some((ErrorKind::Refused, Delivery::Answered));
        }
    }
    assert_eq!(observed.requests, expected.requests, "{what}: requests");
    let messages = if expected.carried_out { case.messages } else { 0 };
    assert_eq!(observed.messages, messages, "{what}: messages");
    let limit = case.attempt_time.max(Duration::from_mins(1)) + STEP;
    assert!(observed.took <= limit, "{what}: took {:?}", observed.took);
    match (&observed.result, expected.error) {
        (Ok(()), None) => {}
        (Err(error), Some((kind, delivery))) => {
            assert_eq!((error.kind(), error.delivery()), (kind, delivery), "{what}: {error}");
            assert_eq!(error.may_have_acted(), expected.may_have_acted, "{what}: {error}");
            assert_eq!(error.operation(), Some(case.operation), "{what}");
            assert_eq!(error.effect(), Some(case.effect), "{what}");
            assert_eq!(u64::from(error.attempts()), expected.attempts, "{what}: {error}");
            let said = trouble.says().is_none_or(|words| error.to_string().contains(words));
            assert!(said, "{what}: {error}");
            let kept = error.raw_body().map_or(0, |body| body.expose().len());
            assert!(kept <= 16 * 1024, "{what}: {kept} bytes of the answer were kept");
        }
        (result, expected) => panic!("{what}: expected {expected:?}, got {result:?}"),
    }
}

/// What certainly never left can be asked for again, whatever it does.
#[test]
fn after_a_refused_connection_every_call_works() {
    for_every_endpoint(|case| {
        Box::pin(async move {
            let stage = Stage::set(&case).await;
            stage.strike(&Trouble::Wire(Hostility::Refused)).await.result.unwrap_err();
            let observed = stage.call().await;
            assert!(observed.result.is_ok(), "{stage:?}: {:?}", observed.result);
            assert_eq!((observed.requests, observed.messages), (1, case.messages), "{stage:?}");
        })
    });
}
