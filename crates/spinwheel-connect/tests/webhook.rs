//! Webhooks that nobody signs: what shows who sent one, and what is read of it.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use http::{HeaderMap, HeaderValue};
use spinwheel_connect::webhook::{Event, EventType, HeaderCheck};
use spinwheel_connect::{ErrorKind, Secret};

const NAME: &str = "x-webhook-key";
const VALUE: &str = "sixteen letters.";

fn check() -> HeaderCheck {
    HeaderCheck::new(NAME, VALUE).unwrap()
}

fn headers(name: &'static str, values: &[&[u8]]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(name, HeaderValue::from_bytes(value).unwrap());
    }
    headers
}

#[test]
fn the_header_is_there_once_and_with_the_value() {
    assert!(check().accepts(&headers(NAME, &[VALUE.as_bytes()])));
    let capitals = HeaderCheck::new("X-Webhook-Key", Secret::new(VALUE)).unwrap();
    assert!(capitals.accepts(&headers(NAME, &[VALUE.as_bytes()])), "names of headers have no case");

    let refused: [(&str, HeaderMap); 8] = [
        ("no header", HeaderMap::new()),
        ("another header", headers("x-other", &[VALUE.as_bytes()])),
        ("empty", headers(NAME, &[b""])),
        ("another value", headers(NAME, &[b"sixteen letters!"])),
        ("in other case", headers(NAME, &[b"SIXTEEN LETTERS."])),
        ("longer", headers(NAME, &[b"sixteen letters.."])),
        ("twice", headers(NAME, &[VALUE.as_bytes(), VALUE.as_bytes()])),
        ("no text", headers(NAME, &[b"sixteen letters\xff"])),
    ];
    for (what, headers) in refused {
        assert!(!check().accepts(&headers), "{what}");
    }
}

#[test]
fn a_value_that_can_be_guessed_and_a_name_that_is_none_are_errors() {
    for (name, value, expected) in [
        (NAME, "fifteen letters", "at least 16 characters"),
        (NAME, "", "at least 16 characters"),
        ("x webhook key", VALUE, "not the name of an HTTP header"),
        ("", VALUE, "not the name of an HTTP header"),
    ] {
        let error = HeaderCheck::new(name, value).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}: {value}");
        let printed = format!("{error} {error:?}");
        assert!(printed.contains(expected), "{printed}");
        assert!(value.is_empty() || !printed.contains(value), "{printed}");
    }
    let printed = format!("{:?}", check());
    assert!(printed.contains(NAME) && !printed.contains(VALUE), "{printed}");
}

#[test]
fn data_in_an_odd_form_does_not_cost_the_event() {
    let body = |data: &str| {
        format!(
            r#"{{"eventType":"NEW_LIABILITIES_REPORTED","userId":"u-1","webhookId":"w-1",
            "subscriptionId":"s-1","extUserId":"e-1","data":{data}}}"#
        )
    };
    let whole = Event::parse(body(r#"{"creditCards":[{"creditCardId":"c-1"}]}"#).as_bytes()).unwrap();
    assert_eq!(whole.data.map(|data| data.credit_cards.len()), Some(1));
    for odd in [r#"{"creditCards":7}"#, "null"] {
        let event = Event::parse(body(odd).as_bytes()).unwrap();
        assert_eq!(event.event_type, EventType::NewLiabilitiesReported);
        assert_eq!(event.user_id.as_str(), "u-1");
        assert_eq!(event.webhook_id.map(|id| id.as_str().to_owned()).as_deref(), Some("w-1"));
        assert_eq!(event.subscription_id.map(|id| id.as_str().to_owned()).as_deref(), Some("s-1"));
        assert_eq!(event.ext_user_id.map(|id| id.as_str().to_owned()).as_deref(), Some("e-1"));
        assert!(event.data.is_none(), "{odd}");
    }
}

#[test]
fn what_is_no_event_is_an_error_that_repeats_nothing() {
    for body in ["", "[]", "{}", r#"{"eventType":"X"}"#, r#"{"userId":"hidden-1"}"#, "hidden-1"] {
        let error = Event::parse(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{body}");
        let printed = format!("{error} {error:?}");
        assert!(printed.contains("no eventType and userId") && !printed.contains("hidden"), "{printed}");
    }
}
