//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use spinwheel_connect::{
    Address, AnswerId, AnswerKba, Client, ConnectSms, DateOfBirth, Environment, ExtUserId, KbaAnswer,
    OrderCreditReport, OtpCode, PhoneNumber, QuestionId, RetrieveUser, Ssn, StartKba, UserId, VerifySmsCode,
};
use verify_testkit::{ManualClock, Script};

pub(crate) fn client(script: &Script) -> Client {
    let builder = Client::builder(Environment::Sandbox, "test-key");
    builder.transport(script.clone()).clock(ManualClock::frozen().skipping_pauses()).build().unwrap()
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn user_id() -> UserId {
    UserId::new("5f0c2a4e-0000-4000-8000-000000000001").unwrap()
}

pub(crate) fn ext_user_id() -> ExtUserId {
    ExtUserId::new("customer-17").unwrap()
}

pub(crate) fn connect_sms() -> ConnectSms {
    let phone = PhoneNumber::new("+12025550143").unwrap();
    ConnectSms::new(phone, DateOfBirth::new("1990-01-01").unwrap(), ext_user_id())
}

pub(crate) fn verify_sms_code() -> VerifySmsCode {
    VerifySmsCode::new(user_id(), OtpCode::new("012345").unwrap())
}

pub(crate) fn start_kba() -> StartKba {
    let address = Address::new("1 Example Way", "Spencer", "IA", "51368");
    let birth_date = DateOfBirth::new("1952-10-26").unwrap();
    StartKba::new("Thomas", "Devos", birth_date, Ssn::new("900-12-3456").unwrap(), address, user_id())
}

pub(crate) fn answer_kba() -> AnswerKba {
    let answer = |question: &str, answer: &str| {
        KbaAnswer::new(QuestionId::new(question).unwrap(), AnswerId::new(answer).unwrap())
    };
    AnswerKba::new(user_id(), [answer("q-1", "a-3"), answer("q-2", "a-1")])
}

pub(crate) fn order_credit_report() -> OrderCreditReport {
    OrderCreditReport::new(user_id())
}

pub(crate) fn retrieve_user() -> RetrieveUser {
    RetrieveUser::new(user_id())
}
