//! Every endpoint through the faults that are its own: fields that must be there, documented refusals, one fault and then
//! none. Those that strike all alike are in `hostile_faults.rs`.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use verify_core::{Delivery, ErrorKind};
use verify_sandbox::FaultKind;
use verify_tests::World;
use verify_tests::endpoints::{self, EndpointCase};
use verify_tests::faults::{expected, observe, strike};

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
