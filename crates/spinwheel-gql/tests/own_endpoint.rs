//! Endpoints that this crate does not have: they get the same care.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use http::Method;
use serde_json::{Value, json};
use spinwheel_gql::endpoint::{Answer, Endpoint, Failure, Operation, Parts, data};
use spinwheel_gql::{DebtCore, Effect, Error, ErrorCode, ErrorKind};
use support::client;
use verify_testkit::Script;

/// Something that must not happen twice.
struct Own;

impl Endpoint for Own {
    type Provider = DebtCore;
    type Output = Value;
    const OPERATION: &'static Operation =
        &Operation::new("own", Method::POST, "", Effect::AtMostOnce("does something"));

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&json!({ "query": "mutation { own { data { ok } } }" }))
    }

    fn decode(&self, answer: &Answer) -> Result<Value, Failure> {
        data(answer)
    }
}

async fn send(body: &Value) -> Result<Value, Error> {
    let script = Script::new();
    script.on("own").answer(200, body.to_string());
    let result = client(&script).send(&Own).await;
    let request = script.last_request();
    assert_eq!(request.http().uri(), "https://debtcore.example.com/credit-service/graphql");
    result
}

#[tokio::test]
async fn data_is_read_as_it_is() {
    let payload = json!({ "own": { "data": null, "errors": [{ "message": "no" }] } });
    assert_eq!(send(&json!({ "data": payload })).await.unwrap(), payload, "its errors are part of it");
}

#[tokio::test]
async fn errors_are_a_refusal_whatever_the_data() {
    let errors = json!([{ "message": "m", "extensions": { "code": "NOT_FOUND" } }]);
    for (data, acted) in [(json!(null), false), (json!({ "own": null }), false), (json!({ "own": {} }), true)]
    {
        let error = send(&json!({ "data": data, "errors": errors })).await.unwrap_err();
        assert_eq!((ErrorCode::of(&error), error.may_have_acted()), (Some(ErrorCode::NotFound), acted));
    }
}

#[tokio::test]
async fn neither_data_nor_errors_cannot_be_read() {
    for body in [json!({}), json!({ "error": "m" }), json!({ "data": null }), json!({ "data": [] })] {
        let error = send(&body).await.unwrap_err();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Unreadable, Some("data")), "{body}");
    }
}
