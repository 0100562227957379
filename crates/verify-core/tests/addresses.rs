//! What a value in a path or in a query is on its way: itself, whatever stands in it.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response, Uri};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use support::{Look, pipeline_over};
use verify_core::{ErrorKind, Exchange, Transport, TransportError};

/// Keeps the address of what is sent.
#[derive(Debug, Clone, Default)]
struct Postmark(Arc<Mutex<Option<Uri>>>);

#[async_trait]
impl Transport for Postmark {
    async fn send(&self, request: Request<Bytes>, _: &Exchange) -> Result<Response<Bytes>, TransportError> {
        *self.0.lock().unwrap() = Some(request.uri().clone());
        Ok(Response::new(Bytes::from_static(br#"{"id":"1"}"#)))
    }
}

/// Where a call goes with these values.
fn address(id: &str, filter: &str) -> Result<Uri, verify_core::Error> {
    let postmark = Postmark::default();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let look = Look { id: id.to_owned(), filter: filter.to_owned() };
    runtime.block_on(pipeline_over(postmark.clone()).call(&look))?;
    Ok(postmark.0.lock().unwrap().take().unwrap())
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// The value of the only parameter, as it is read from a query and as it is read from a form.
fn filter(address: &Uri) -> [String; 2] {
    let (name, value) = address.query().unwrap().split_once('=').unwrap();
    assert_eq!(name, "filter");
    assert!(!value.contains(['&', '=']), "one parameter: {value}");
    [decoded(value), decoded(&value.replace('+', " "))]
}

/// Any text, and the signs that mean something in an address more often than chance has them.
fn text() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "/", "..", ".", "?", "#", "%2F", "%2f", "%", "+", " ", "&", "=", ";", ":", "@", "\\", "%00", "%2B",
        "é", "漢", "😀", "\u{0}", "\r\n", "{id}", "//", "..%2f",
    ]);
    let part =
        prop_oneof![sign.prop_map(str::to_owned), "[a-z0-9]{1,3}", any::<char>().prop_map(String::from)];
    prop::collection::vec(part, 1..8).prop_map(|parts| parts.concat())
}

proptest! {
    // What fails is printed, not kept in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_is_one_segment_and_comes_back(id in text(), value in text()) {
        prop_assume!(!matches!(id.as_str(), "." | ".."));
        let address = address(&id, &value).unwrap();
        let segments: Vec<_> = address.path().split('/').collect();
        prop_assert_eq!(segments.len(), 5, "{}", address);
        prop_assert_eq!([segments[1], segments[2], segments[4]], ["base", "things", "look"]);
        prop_assert_eq!(decoded(segments[3]), id);
        prop_assert_eq!(filter(&address), [value.clone(), value]);
        prop_assert_eq!(address.host(), Some("api.example.com"));
    }

    #[test]
    fn a_phone_number_in_a_query_keeps_its_plus(digits in "1[2-9][0-9]{2}55501[0-9]{2}") {
        let phone = format!("+{digits}");
        let address = address("1", &phone).unwrap();
        let expected = format!("filter=%2B{digits}");
        prop_assert_eq!(address.query(), Some(expected.as_str()));
        prop_assert_eq!(filter(&address), [phone.clone(), phone]);
    }
}

#[test]
fn what_would_climb_the_path_is_refused() {
    for id in ["", ".", ".."] {
        assert_eq!(address(id, "x").unwrap_err().kind(), ErrorKind::InvalidInput, "{id}");
    }
    // More than two are an ordinary name, and what looks encoded is encoded once more.
    for (id, segment) in [("...", "..."), ("%2e%2e", "%252e%252e"), ("../..", "..%2F.."), ("a b", "a%20b")] {
        let path = format!("/base/things/{segment}/look");
        assert_eq!(address(id, "x").unwrap().path(), path, "{id}");
    }
}
