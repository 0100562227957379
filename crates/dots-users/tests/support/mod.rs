//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use dots_users::{
    Adjustment1099, Cents, Client, ClientBuilder, CreateUser, DateOfBirth, DeleteUser, Email, Environment,
    Keys, ListUsers, OtpCode, PhoneNumber, Rail, RetrieveUser, SendVerificationToken, Subject, UpdateUser,
    UserId, UserStatus, Username, VerifyToken,
};
use serde_json::json;
use verify_testkit::{ManualClock, Script};

pub(crate) fn keys() -> Keys {
    Keys { client_id: "pk_dev_1".parse().unwrap(), api_key: "sk_dev_1".into() }
}

pub(crate) fn builder(script: &Script) -> ClientBuilder {
    let builder = Client::builder(Environment::Sandbox, keys());
    builder.transport(script.clone()).clock(ManualClock::frozen().skipping_pauses())
}

pub(crate) fn client(script: &Script) -> Client {
    builder(script).build().unwrap()
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn user_id() -> UserId {
    UserId::new("0d075000-0000-4000-8000-000000000001").unwrap()
}

pub(crate) fn email() -> Email {
    Email::new("ada@example.com").unwrap()
}

pub(crate) fn phone() -> PhoneNumber {
    PhoneNumber::new("+12025550143").unwrap()
}

pub(crate) fn code() -> OtpCode {
    OtpCode::new("012345").unwrap()
}

/// With all that Dots needs.
pub(crate) fn subject() -> Subject {
    let mut subject = Subject::new();
    subject.first_name = Some("Ada".into());
    subject.last_name = Some("Lovelace".into());
    subject.email = Some(email());
    subject.phone_number = Some(phone());
    subject
}

/// Twelve months with one cent more each.
pub(crate) fn months() -> [Cents; 12] {
    let mut cents = 99;
    [(); 12].map(|()| {
        cents += 1;
        Cents::new(cents)
    })
}

pub(crate) fn create_user() -> CreateUser {
    CreateUser::new("Ada", "Lovelace", email(), &phone()).unwrap()
}

/// With every field that [`CreateUser`] has.
pub(crate) fn create_user_in_full() -> CreateUser {
    create_user()
        .username(Username::new("ada-17").unwrap())
        .date_of_birth(DateOfBirth::new("1990-01-31").unwrap())
        .adjustment_1099(Adjustment1099::nec(2026, Cents::new(10_000)).unwrap())
        .unwrap()
        .metadata(json!({ "internal_id": "customer-17" }))
        .unwrap()
        .payout_options_exclude_list([Rail::Venmo, Rail::Crypto, Rail::Venmo])
        .unwrap()
}

pub(crate) fn list_users() -> ListUsers {
    ListUsers::new().status(UserStatus::Unverified).limit(100).unwrap().starting_after(user_id())
}

pub(crate) fn retrieve_user() -> RetrieveUser {
    RetrieveUser::new(user_id())
}

pub(crate) fn update_user() -> UpdateUser {
    UpdateUser::new(user_id()).payout_options_exclude_list([Rail::Venmo]).unwrap()
}

/// With every field that [`UpdateUser`] has.
pub(crate) fn update_user_in_full() -> UpdateUser {
    update_user()
        .default_payout_method(Rail::IntlBank)
        .auto_payout_enabled(true)
        .date_of_birth(DateOfBirth::new("1990-01-31").unwrap())
        .adjustment_1099(Adjustment1099::k(2026, months(), Some(24)).unwrap())
        .unwrap()
        .metadata(json!(["any", "JSON"]))
        .unwrap()
}

pub(crate) fn delete_user() -> DeleteUser {
    DeleteUser::new(user_id())
}

pub(crate) fn send_verification_token() -> SendVerificationToken {
    SendVerificationToken::text(user_id())
}

pub(crate) fn verify_token() -> VerifyToken {
    VerifyToken::new(user_id(), code()).unwrap()
}
