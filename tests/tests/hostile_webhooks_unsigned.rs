//! The same bad days for the webhooks of Spinwheel, which signs nothing: a header of one's own is all there is, and a
//! body is believed as far as it can be read.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use http::{HeaderMap, HeaderName, HeaderValue};
use spinwheel_connect::webhook::{Event, HeaderCheck};
use verify_tests::hostile::receivers::forms::{in_other_charsets, written_anew};
use verify_tests::samples;

const VALUE: &str = "a long random text of ours";

fn bodies() -> Vec<Vec<u8>> {
    samples::of("spinwheel-connect", "webhook").into_iter().map(|sample| sample.content).collect()
}

/// Header lines: name and value.
type Lines<'a> = [(&'a str, &'a [u8])];

fn headers(lines: &Lines<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_bytes(value).unwrap(),
        );
    }
    headers
}

#[test]
fn the_header_stands_there_once_and_whole() {
    let check = HeaderCheck::new("X-Webhook-Key", VALUE).unwrap();
    for name in ["x-webhook-key", "X-WEBHOOK-KEY", "X-Webhook-Key"] {
        assert!(check.accepts(&headers(&[(name, VALUE.as_bytes())])), "{name}");
    }
    let value = VALUE.as_bytes();
    for length in 0..value.len() {
        assert!(!check.accepts(&headers(&[("x-webhook-key", &value[..length])])), "{length} bytes");
        let mut other = value.to_vec();
        other[length] ^= 1;
        assert!(!check.accepts(&headers(&[("x-webhook-key", &other)])), "byte {length}");
    }
    let long = [value, &vec![b'0'; 100_000][..]].concat();
    let upper = VALUE.to_uppercase();
    let rows: [(&str, &Lines<'_>); 8] = [
        ("no headers", &[]),
        ("another header", &[("x-webhook-keys", value), ("webhook-key", value)]),
        ("twice", &[("x-webhook-key", value), ("X-Webhook-Key", value)]),
        ("right and wrong", &[("x-webhook-key", value), ("x-webhook-key", b"wrong")]),
        ("wrong and right", &[("x-webhook-key", b"wrong"), ("x-webhook-key", value)]),
        ("longer", &[("x-webhook-key", &long)]),
        ("in upper case", &[("x-webhook-key", upper.as_bytes())]),
        ("no text", &[("x-webhook-key", b"\xff\xfe")]),
    ];
    for (what, lines) in rows {
        assert!(!check.accepts(&headers(lines)), "{what}");
    }
    let beside: [(&str, &[u8]); 2] = [("x-beside", &long), ("x-webhook-key", value)];
    assert!(check.accepts(&headers(&beside)));
}

#[test]
fn a_body_is_an_event_in_whatever_bytes_it_is_written_and_however_often_it_comes() {
    for body in bodies() {
        let event = Event::parse(&body).unwrap();
        assert!(event.webhook_id.is_some(), "by this a duplicate is recognised");
        assert_eq!(Event::parse(&body).unwrap(), event);
        for (how, anew) in written_anew(&body) {
            assert_eq!(Event::parse(&anew).unwrap(), event, "{how}");
        }
        let huge = [&body[..], &vec![b' '; 1 << 20]].concat();
        assert_eq!(Event::parse(&huge).unwrap(), event);
    }
}

#[test]
fn what_is_cut_or_in_another_charset_is_no_event_and_is_not_quoted() {
    for body in bodies() {
        for length in 0..body.trim_ascii_end().len() {
            assert!(Event::parse(&body[..length]).is_err(), "{length} bytes");
        }
        let huge = [&body[..], &vec![b'x'; 1 << 20]].concat();
        let others = in_other_charsets(&body, "eventType").into_iter().chain([("with a tail", huge)]);
        for (how, other) in others {
            let error = Event::parse(&other).unwrap_err().to_string();
            assert!(
                error.contains("not a Spinwheel webhook") && !error.contains("NEW_LIABILITIES"),
                "{how}: {error}"
            );
        }
    }
}
