//! Every endpoint through every fault, over TCP, with the requests that the server saw.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use verify_core::{Delivery, ErrorKind};
use verify_sandbox::FaultKind;
use verify_tests::World;
use verify_tests::endpoints::{self, EndpointCase};
use verify_tests::faults::{self, expected, observe, strike};

/// Runs the fault and compares with the matrix.
async fn check(case: &EndpointCase, fault: FaultKind) {
    let what = format!("{} {}, {fault}", case.krate, case.operation);
    let expected = expected(&fault, case);
    let observed = strike(case, fault).await;
    assert_eq!(observed.requests, expected.requests, "{what}: requests");
    let messages = if expected.carried_out { case.messages } else { 0 };
    assert_eq!(observed.messages, messages, "{what}: messages");
    match (observed.result, expected.error) {
        (Ok(()), None) => {}
        (Err(error), Some((kind, delivery))) => {
            assert_eq!((error.kind(), error.delivery()), (kind, delivery), "{what}: {error}");
            assert_eq!(error.may_have_acted(), expected.may_have_acted, "{what}: {error}");
            assert_eq!(error.operation(), Some(case.operation), "{what}");
            assert_eq!(error.effect(), Some(case.effect), "{what}");
            assert_eq!(u64::from(error.attempts()), expected.requests, "{what}: {error}");
        }
        (result, expected) => panic!("{what}: expected {expected:?}, got {result:?}"),
    }
}

#[tokio::test]
async fn every_endpoint_through_every_fault() {
    for case in endpoints::all() {
        for fault in faults::all() {
            check(&case, fault).await;
        }
    }
}

#[tokio::test]
async fn a_field_that_must_be_there() {
    for case in endpoints::all() {
        for field in case.required {
            for fault in [FaultKind::MissingField, FaultKind::NullField] {
                check(&case, fault((*field).to_owned())).await;
            }
        }
    }
}

#[tokio::test]
async fn after_one_fault_a_repeatable_call_succeeds_and_another_one_does_not_try() {
    for case in endpoints::all() {
        for fault in [FaultKind::CloseAfterReading, FaultKind::CutBody, FaultKind::Status(503)] {
            if case.has_no_body && fault == FaultKind::CutBody {
                continue;
            }
            let world = World::start().await;
            let call = (case.prepare)(world.clone()).await;
            let armed = verify_sandbox::Fault::new(case.sandbox_operation, fault.clone()).times(1);
            let guard = world.tenant.faults().arm(armed).unwrap();
            let observed = observe(&world, &case, &call, false).await;
            assert_eq!(guard.hits(), 1);
            let once = case.effect.is_at_most_once() || case.attempts == 1;
            assert_eq!(observed.requests, if once { 1 } else { 2 }, "{} {fault}", case.operation);
            let refused = case.repeat_is_refused && fault == FaultKind::CutBody;
            assert_eq!(observed.result.is_err(), once || refused, "{} {fault}", case.operation);
            if let (true, Err(error)) = (refused, observed.result) {
                assert_eq!(error.kind(), ErrorKind::Refused);
                assert!(error.may_have_acted(), "the first attempt may have done it");
            }
        }
    }
}

/// Three attempts of a read, each on a connection that the server closes, leave none in the pool.
async fn close_idle_connections(world: &World) {
    let fault = verify_sandbox::Fault::new("*", FaultKind::CloseBeforeReading).times(3);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let nobody = spinwheel_connect::ExtUserId::new("nobody").unwrap();
    let look = spinwheel_connect::RetrieveUser::new(nobody);
    assert_eq!(world.spinwheel.retrieve_user(&look).await.unwrap_err().attempts(), 3);
}

/// The same for a client that has logged in; one that has not has no connection.
async fn close_idle_connections_to_finicity(world: &World) {
    world.finicity.authenticate().await.unwrap();
    let fault = verify_sandbox::Fault::new("*", FaultKind::CloseBeforeReading).times(3);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let look = finicity_connect::ListCustomers::new();
    assert_eq!(world.finicity.list_customers(&look).await.unwrap_err().attempts(), 3);
}

/// The same for the client of Dots.
async fn close_idle_connections_to_dots(world: &World) {
    let fault = verify_sandbox::Fault::new("*", FaultKind::CloseBeforeReading).times(3);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let look = dots_users::ListUsers::new();
    assert_eq!(world.dots.list_users(&look).await.unwrap_err().attempts(), 3);
}

/// The same for a client of DebtCore that has a token; one that has none has no connection.
async fn close_idle_connections_to_debtcore(world: &World) {
    world.debtcore.fetch_token().await.unwrap();
    let fault = verify_sandbox::Fault::new("*", FaultKind::CloseBeforeReading).times(3);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let look = spinwheel_gql::ListCreditReports::new();
    assert_eq!(world.debtcore.credit_reports(&look).await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn where_nobody_listens_nothing_is_sent() {
    for case in endpoints::all() {
        let world = World::start().await;
        let call = (case.prepare)(world.clone()).await;
        close_idle_connections(&world).await;
        close_idle_connections_to_dots(&world).await;
        if world.tenant.journal().requests("finicity.authenticate") > 0 {
            close_idle_connections_to_finicity(&world).await;
        }
        if world.tenant.journal().requests("debtcore.token") > 0 {
            close_idle_connections_to_debtcore(&world).await;
        }
        let refused = world.sandbox.refuse_connections().await.unwrap();
        let observed = observe(&world, &case, &call, false).await;
        let error = observed.result.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent), "{error}");
        let attempts = u32::try_from(case.attempts).unwrap();
        assert_eq!(error.attempts(), attempts, "{}: what never left is tried again", case.operation);
        assert!(!error.may_have_acted());
        assert_eq!((observed.requests, observed.messages), (0, 0));
        refused.end().await.unwrap();
        let healthy = observe(&world, &case, &call, false).await;
        assert!(healthy.result.is_ok(), "{} works again: {:?}", case.operation, healthy.result);
    }
}

#[tokio::test]
async fn every_documented_token_is_named_and_asked_for_once() {
    for case in endpoints::all() {
        for token in case.tokens {
            let observed = strike(&case, FaultKind::Refusal((*token).to_owned())).await;
            let error = observed.result.unwrap_err();
            // A code with several messages has a token for each.
            let code = token.split('_').next().filter(|code| code.parse::<u32>().is_ok()).unwrap_or(token);
            assert_eq!(error.code(), Some(code), "{}: {error}", case.operation);
            let requests = match code {
                // About the token: once more with a new one.
                "10022" | "10023" | "UNAUTHORIZED" | "UNAUTHENTICATED" => 2,
                _ if error.is_throttled() && !case.effect.is_at_most_once() => 3,
                _ => 1,
            };
            assert_eq!(observed.requests, requests, "{}: {error}", case.operation);
            assert!(!error.may_have_acted());
        }
    }
}

#[tokio::test]
async fn a_lost_connect_gives_one_text_and_an_error_that_says_so() {
    let world = World::start().await;
    let fault = verify_sandbox::Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let error = world.connect(verify_tests::world::PHONE, verify_tests::world::BIRTH_DATE).await.unwrap_err();
    assert_eq!(world.tenant.outbox().len(), 1);
    assert_eq!(world.tenant.journal().requests("spinwheel.connect_sms"), 1);
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.may_have_acted());
}

#[tokio::test]
async fn at_most_once_calls_never_share_a_connection_and_reads_do() {
    let world = World::start().await;
    let user_id = world.connected_user(verify_tests::world::PHONE, "1990-01-01").await;
    for _ in 0..2 {
        world.spinwheel.retrieve_user(&spinwheel_connect::RetrieveUser::new(user_id.clone())).await.unwrap();
    }
    let entries = world.tenant.journal().entries();
    let connection = |operation: &str| -> Vec<u64> {
        entries
            .iter()
            .filter(|entry| entry.operation == Some(operation))
            .map(|entry| entry.connection)
            .collect()
    };
    let texting = [connection("spinwheel.connect_sms"), connection("spinwheel.verify_sms_code")].concat();
    assert_eq!(texting.len(), 2);
    assert_ne!(texting[0], texting[1]);
    let reads = connection("spinwheel.retrieve_user");
    assert_eq!(reads[0], reads[1]);
    assert!(!texting.contains(&reads[0]));
}
