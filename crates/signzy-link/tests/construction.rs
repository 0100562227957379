//! What cannot be built, and what is only warned about.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use signzy_link::{
    Access, Client, Conclusion, Environment, Error, ErrorKind, LinkStatus, PhoneMatch, PhoneNumber, Policy,
    SendLink, Verdict, Warning,
};
use support::phone;

fn error(access: Access, send_link: Option<&str>, login: Option<&str>) -> Error {
    let mut builder = Client::builder(Environment::Production, access);
    if let Some(path) = send_link {
        builder = builder.send_link_path(path);
    }
    if let Some(path) = login {
        builder = builder.login_path(path);
    }
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error
}

#[test]
fn what_is_missing_is_named_with_where_to_find_it() {
    let login = || Access::login("user", "password");
    let lines = [
        error(Access::token("token"), None, None),
        error(login(), None, None),
        error(login(), Some("/send"), None),
        error(Access::token("token"), Some("send"), None),
        error(Access::token("token"), Some("/send?x=1"), None),
        error(Access::token("token"), Some("/"), None),
        error(Access::token("token"), Some("http://api.example.com/send"), None),
        error(login(), Some("/send"), Some("a b")),
        error(Access::login("", "password"), Some("/send"), Some("/login")),
        error(Access::token("Bearer abc"), Some("/send"), None),
        error(Access::token("abc\n"), Some("/send"), None),
    ];
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    assert!(lines.iter().all(|line| !line.contains("abc")));
    insta::assert_snapshot!("configuration", lines.join("\n"));
}

#[test]
fn an_application_can_make_every_end_in_its_own_tests() {
    let mut status = LinkStatus::new();
    (status.link_clicked, status.phone_match) = (Some(true), Some(PhoneMatch::No));
    let conclusion = Conclusion::new(Policy::strict().judge(&status), status.clone());
    assert_eq!((conclusion.verdict, conclusion.status), (Verdict::Mismatch, status));
}

#[test]
fn paths_can_be_whole_addresses() {
    let builder = Client::builder(Environment::Production, Access::login("user", "password"));
    let builder = builder.send_link_path("https://links.example.com/api/send").login_path("/login");
    assert!(builder.build().is_ok());
}

#[test]
fn only_phones_of_the_united_states_and_canada_get_a_link() {
    for number in ["+442079460143", "+18765550143", "+18005550143", "+1202555014", "+12020550143"] {
        let phone = PhoneNumber::new(number).unwrap();
        let error = SendLink::new(phone, "https://app.example.com").unwrap_err();
        assert_eq!(error.what(), "phone number");
        assert!(!error.to_string().contains(&number[2..]), "{error}");
    }
}

#[test]
fn a_target_is_an_absolute_address() {
    for target in
        ["", "app.example.com", "/back", "https://", "https:///back", "ftp://app.example.com", "https://a b"]
    {
        assert_eq!(SendLink::new(phone(), target).unwrap_err().what(), "target URL", "{target}");
    }
}

#[test]
fn advice_is_given_and_nothing_refused() {
    let of = |target: &str| SendLink::new(phone(), target).unwrap().warnings();
    assert_eq!(of("https://app.example.com/back/17"), []);
    assert_eq!(of("https://app.example.com/back?id=17"), []);
    assert_eq!(of("http://app.example.com/"), [Warning::TargetPlain]);
    assert_eq!(of("https://app.example.com/?a=1&b=2"), [Warning::TargetCharacters]);
    assert_eq!(of("https://app.example.com/#top"), [Warning::TargetCharacters]);
    assert_eq!(of("https://app.example.com/?vfp=mine"), [Warning::TargetVfp]);
    assert_eq!(of("https://app.example.com/#?vfp=mine"), [Warning::TargetCharacters], "not in the query");
    assert_eq!(of(&format!("https://app.example.com/{}", "a".repeat(128))), [Warning::TargetLength]);

    let with = |text: &str| support::send_link().custom_sms(text, "Acme").warnings();
    assert_eq!(with("ACME: your link. Tap only if expected, without WiFi."), []);
    assert_eq!(with("Your link"), [Warning::SmsBusiness, Warning::SmsExpected, Warning::SmsWifi]);
    let long = format!("Acme: tap only if expected, without Wi-Fi. {}", "x".repeat(160));
    assert_eq!(with(&long), [Warning::SmsLength]);
    let nameless = support::send_link().custom_sms("Tap only if expected, without Wi-Fi.", " ");
    assert_eq!(nameless.warnings(), [Warning::SmsBusiness]);
}
