//! Every fault, as a client of a real crate sees it.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use spinwheel_connect::{
    Client, ConnectSms, DateOfBirth, Delivery, Environment, Error, ExtUserId, PhoneNumber, RetrieveUser,
    UserId,
};
use verify_testkit::{ManualClock, Script, faults};

fn client(script: &Script, clock: &ManualClock) -> Client {
    let builder = Client::builder(Environment::Sandbox, "key").transport(script.clone());
    builder.clock(clock.clone()).build().unwrap()
}

fn connect() -> ConnectSms {
    let birth_date = DateOfBirth::new("1990-01-01").unwrap();
    let phone = PhoneNumber::new("+12025550143").unwrap();
    ConnectSms::new(phone, birth_date, ExtUserId::new("customer-17").unwrap())
}

async fn strike_connect(fault: &faults::Fault) -> (Error, Script) {
    let clock = ManualClock::frozen().skipping_pauses();
    let script = Script::new().with_clock(&clock);
    script.on("connect_sms").fault(fault);
    let error = client(&script, &clock).connect_sms(&connect()).await.unwrap_err();
    (error, script)
}

#[tokio::test]
async fn each_fault_says_what_to_expect_of_a_call_that_texts() {
    for fault in faults::all() {
        let (error, script) = strike_connect(&fault).await;
        assert_eq!(error.kind(), fault.kind(), "{fault}: {error}");
        assert_eq!(error.may_have_acted(), fault.may_have_acted(), "{fault}: {error}");
        if error.delivery() != Delivery::NotSent {
            assert_eq!(script.requests().len(), 1, "{fault}: what may have arrived is not repeated");
        }
    }
}

#[tokio::test]
async fn each_fault_ends_a_read_in_the_same_kind_of_error() {
    for fault in faults::all() {
        let clock = ManualClock::frozen().skipping_pauses();
        let script = Script::new().with_clock(&clock);
        script.on("retrieve_user").fault(&fault);
        let look = RetrieveUser::new(UserId::new("u-1").unwrap());
        let error = client(&script, &clock).retrieve_user(&look).await.unwrap_err();
        assert_eq!(error.kind(), fault.kind(), "{fault}: {error}");
    }
}

#[tokio::test]
async fn what_a_429_asks_for_is_read() {
    for fault in faults::all() {
        let asked = strike_connect(&fault).await.0.retry_after().map(|wait| wait.as_secs());
        let said = matches!(fault.name(), "429 with seconds" | "429 with a date").then_some(30);
        assert_eq!(asked, said, "{fault}");
    }
}

#[tokio::test]
async fn the_first_times_only() {
    let clock = ManualClock::frozen().skipping_pauses();
    let script = Script::new().with_clock(&clock);
    let refused = &faults::all()[0];
    script.on("connect_sms").times(2).fault(refused);
    script.on("connect_sms").answer(201, r#"{"status":{"code":201},"data":{"userId":"u-1"}}"#);
    client(&script, &clock).connect_sms(&connect()).await.unwrap();
    assert_eq!(script.requests().len(), 3);
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = faults::all().iter().map(faults::Fault::name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!((names.len(), count), (count, 11));
}

#[test]
#[should_panic(expected = "give the script the client's clock")]
fn silence_needs_a_clock() {
    let script = Script::new();
    let silence = faults::all().into_iter().find(|fault| fault.name() == "timed out").unwrap();
    script.on("connect_sms").fault(&silence);
}
