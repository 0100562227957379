//! The wire form of every request.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use signzy_link::{CheckLink, Country, PhoneNumber, RequestId, SendLink, SessionId};
use support::{client, login_builder, sample};
use verify_testkit::Script;

/// Sends the request and takes a snapshot of what left.
macro_rules! snapshot {
    ($name:literal, $operation:ident, $request:expr) => {
        let script = Script::new();
        script.on(stringify!($operation)).answer(400, "");
        client(&script).$operation(&$request).await.unwrap_err();
        insta::assert_snapshot!($name, script.last_request().wire());
    };
}

#[tokio::test]
async fn links() {
    snapshot!("send_link", send_link, support::send_link());
    snapshot!("send_link_in_full", send_link, support::send_link_in_full());
    let canadian = PhoneNumber::new("+1 (416) 555-0143").unwrap();
    snapshot!("send_link_to_canada", send_link, SendLink::new(canadian, "https://app.example.com").unwrap());
    snapshot!("send_link_by_choice", send_link, support::send_link().country(Country::Canada));
    snapshot!("check_link", check_link, support::check_link());
}

#[tokio::test]
async fn ids_are_one_segment_each() {
    let (request, session) = (RequestId::new("a/b?c").unwrap(), SessionId::new("d+e#f").unwrap());
    snapshot!("check_link_with_odd_ids", check_link, CheckLink::new(request, session));
}

#[tokio::test]
async fn login() {
    let script = Script::new();
    script.on("login").answer(200, sample("login/marketplace.json"));
    script.on("check_link").answer(200, "{}");
    login_builder(&script).build().unwrap().check_link(&support::check_link()).await.unwrap();
    insta::assert_snapshot!("login", script.requests()[0].wire());
    let token = script.last_request();
    let header = token.http().headers().get("authorization").unwrap();
    assert_eq!(header, "token-1", "raw, without Bearer");
    assert!(header.is_sensitive());
}

#[tokio::test]
async fn an_ipv4_address_in_the_form_of_ipv6_is_sent_as_ipv4() {
    let script = Script::new();
    script.on("send_link").with_json("/sourceIp", "192.0.2.17").answer(200, sample("send_link/flat.json"));
    let request = support::send_link().source_ip("::ffff:192.0.2.17".parse().unwrap());
    client(&script).send_link(&request).await.unwrap();
}
