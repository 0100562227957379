//! Nothing secret or personal shows: not in `Debug`, not in errors, not in what is traced.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use spinwheel_connect::{AnswerKba, Error, OrderCreditReport, RetrieveUser, VerifySmsCode};
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::{LogCapture, assert_no_leak, canary};
use verify_tests::canaries::printed;
use verify_tests::endpoints::spinwheel_connect::right_answers;
use verify_tests::world::connect_request;
use verify_tests::{World, canaries, endpoints, faults};

#[test]
fn no_type_prints_a_canary() {
    for (krate, rows) in canaries::all() {
        for row in rows {
            assert_no_leak(&format!("Debug of {krate}::{}", row.name), &row.printed);
        }
    }
}

#[test]
#[should_panic(expected = "Debug of Careless leaks: phone number")]
fn a_deliberate_leak_is_caught() {
    #[derive(Debug)]
    #[allow(dead_code)] // Read by Debug, which is the point.
    struct Careless {
        phone_number: &'static str,
    }
    let row = canaries::row("Careless", Careless { phone_number: canary::PHONE });
    assert_no_leak("Debug of Careless", &row.printed);
}

#[test]
#[should_panic(expected = "the log leaks: code")]
fn a_deliberate_leak_into_the_log_is_caught() {
    let log = LogCapture::start();
    tracing::trace!(code = canary::CODE, "checking");
    assert_no_leak("the log", &log.text());
}

/// The whole journey with a canary for a phone number, a birth date and a code the person mistypes.
async fn journey(world: &World) -> Vec<Error> {
    let client = &world.spinwheel;
    let mut errors = Vec::new();
    let connection = client.connect_sms(&connect_request(canary::PHONE, canary::BIRTH_DATE)).await.unwrap();
    let wrong = VerifySmsCode::new(
        connection.user_id.clone(),
        spinwheel_connect::OtpCode::new(canary::CODE).unwrap(),
    );
    errors.extend(client.verify_sms_code(&wrong).await.err());
    let right = VerifySmsCode::new(connection.user_id.clone(), world.code(canary::PHONE));
    client.verify_sms_code(&right).await.unwrap();
    client.order_credit_report(&OrderCreditReport::new(connection.user_id.clone())).await.unwrap();
    client.retrieve_user(&RetrieveUser::new(connection.ext_user_id.unwrap())).await.unwrap();
    let nobody = spinwheel_connect::ExtUserId::new(canary::EXTERNAL_ID).unwrap();
    errors.extend(client.retrieve_user(&RetrieveUser::new(nobody)).await.err());
    let session = client.start_kba(&kba()).await.unwrap();
    let answers = right_answers(world, session.user_id.as_str());
    client.answer_kba(&AnswerKba::new(session.user_id, answers)).await.unwrap();
    errors
}

fn kba() -> spinwheel_connect::StartKba {
    let address = spinwheel_connect::Address::new(canary::STREET, "Spencer", "IA", "51368");
    let birth_date = spinwheel_connect::DateOfBirth::new(canary::BIRTH_DATE).unwrap();
    let ssn = spinwheel_connect::Ssn::new(canary::SSN).unwrap();
    let user = spinwheel_connect::ExtUserId::new(canary::EXTERNAL_ID).unwrap();
    spinwheel_connect::StartKba::new(canary::FIRST_NAME, canary::LAST_NAME, birth_date, ssn, address, user)
}

#[tokio::test]
async fn a_journey_traces_no_canary() {
    let log = LogCapture::start();
    let world = World::start().await;
    let errors = journey(&world).await;
    assert_eq!(errors.len(), 2);
    for error in &errors {
        assert_no_leak("an error", &printed(error));
    }
    let text = log.text();
    assert!(text.contains("connect_sms") && text.contains("INCORRECT"), "the journey was heard: {text}");
    assert!(text.contains("/v1/users/{userId}/connect/sms/verify"), "paths are traced as templates");
    assert_no_leak("the log", &text);
}

#[tokio::test]
async fn no_fault_makes_an_error_or_a_trace_leak() {
    let log = LogCapture::start();
    let mut errors = 0;
    for fault in faults::all() {
        let world = World::start().await;
        let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
        let _guard = world.tenant.faults().arm(Fault::new("spinwheel.connect_sms", fault.clone())).unwrap();
        let (case, client) = (connect_case(), world.spinwheel.clone());
        let call: endpoints::Call = Box::new(move || {
            let client = client.clone();
            let request = connect_request(canary::PHONE, canary::BIRTH_DATE);
            Box::pin(async move { client.connect_sms(&request).await.map(drop) })
        });
        if let Err(error) = faults::observe(&world, &case, &call, silent).await.result {
            assert_no_leak(&format!("an error after {fault}"), &printed(&error));
            errors += 1;
        }
    }
    assert_eq!(errors, faults::all().len() - 1, "all faults but the unknown enum end in an error");
    let text = log.text();
    assert!(text.contains("connect_sms") && text.contains("Unknown"), "the calls were heard");
    assert_no_leak("the log", &text);
}

fn connect_case() -> endpoints::EndpointCase {
    let mut cases = endpoints::all().into_iter();
    cases.find(|case| case.operation == "connect_sms").unwrap()
}
