//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use signzy_link::{
    Access, CheckLink, Client, ClientBuilder, Environment, PhoneNumber, RequestId, SendLink, SentLink,
    SessionId, Subject,
};
use verify_testkit::{ManualClock, Script};

pub(crate) const SEND_LINK_PATH: &str = "/api/v3/us-kyc/our-send-link";
pub(crate) const LOGIN_PATH: &str = "/api/v3/our-login";

/// With a long-lived token, and pauses that pass at once.
pub(crate) fn builder(script: &Script) -> ClientBuilder {
    let builder = Client::builder(Environment::PreProduction, Access::token("token-of-the-account"));
    let clock = ManualClock::frozen().skipping_pauses();
    builder.send_link_path(SEND_LINK_PATH).transport(script.clone()).clock(clock)
}

pub(crate) fn client(script: &Script) -> Client {
    builder(script).build().unwrap()
}

/// With a login.
pub(crate) fn login_builder(script: &Script) -> ClientBuilder {
    let builder = Client::builder(Environment::PreProduction, Access::login("the-username", "the-password"));
    let clock = ManualClock::frozen().skipping_pauses();
    let builder = builder.send_link_path(SEND_LINK_PATH).login_path(LOGIN_PATH);
    builder.transport(script.clone()).clock(clock)
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn phone() -> PhoneNumber {
    PhoneNumber::new("+12025550143").unwrap()
}

pub(crate) fn sent() -> SentLink {
    SentLink::new(RequestId::new("request-1").unwrap(), SessionId::new("session-1").unwrap())
}

pub(crate) fn send_link() -> SendLink {
    SendLink::new(phone(), "https://app.example.com/back/17").unwrap()
}

/// With every field that [`SendLink`] has.
pub(crate) fn send_link_in_full() -> SendLink {
    let text = "Acme: tap only if you expect this, and leave Wi-Fi.";
    send_link().source_ip("192.0.2.17".parse().unwrap()).custom_sms(text, "Acme")
}

pub(crate) fn check_link() -> CheckLink {
    CheckLink::of(&sent())
}

/// With all that the link needs.
pub(crate) fn subject() -> Subject {
    let mut subject = Subject::new();
    subject.phone_number = Some(phone());
    subject.target_url = Some("https://app.example.com/back/17".into());
    subject
}
