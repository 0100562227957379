//! What the requests of one client have of their own: nothing that is kept for one goes to another.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::sync::Arc;

use http::Method;
use support::{Example, Get, Look, Put};
use verify_core::provider::{
    Answer, Credentials, Endpoint, Failure, Host, Operation, Parts, Pipeline, Settings,
};
use verify_core::{Effect, Error, Secret};
use verify_testkit::Script;

const OK: &str = r#"{"id":"1"}"#;

/// What is sent in the body, and where to.
macro_rules! sends {
    ($name:ident, $operation:expr, |$parts:ident| $write:expr) => {
        struct $name;

        impl Endpoint for $name {
            type Provider = Example;
            type Output = ();
            const OPERATION: &'static Operation = &$operation;

            fn write(&self, $parts: &mut Parts) -> Result<(), Error> {
                $write
            }

            fn decode(&self, _: &Answer) -> Result<(), Failure> {
                Ok(())
            }
        }
    };
}

sends!(Form, Operation::new("form", Method::POST, "/form", Effect::Idempotent), |parts| {
    parts.form(&[("a", "b")]);
    Ok(())
});
sends!(Json, Operation::new("json", Method::POST, "/json", Effect::Idempotent), |parts| parts.json(&["a"]));
// The path of `Get`, elsewhere.
sends!(
    Elsewhere,
    Operation::new("elsewhere", Method::GET, "/get", Effect::Read).on(Host(1)),
    |_parts| Ok(())
);

fn client(script: &Script) -> Pipeline<Example> {
    let mut settings = Settings::default();
    settings.transport = Some(Arc::new(script.clone()));
    let hosts = ["https://api.example.com/base", "https://secure.example.com/other"];
    let key = Credentials::bearer(&Secret::new("test-key")).unwrap();
    settings.build(hosts.map(|host| host.parse().unwrap()).into(), key).unwrap()
}

#[tokio::test]
async fn each_call_goes_to_its_own_address_whatever_went_before() {
    let script = Script::new();
    let client = client(&script);
    let look = |id: &str| Look { id: id.to_owned(), filter: "f".to_owned() };
    for _ in 0..2 {
        for operation in ["get", "elsewhere", "look", "put", "look"] {
            script.on(operation).answer(200, OK);
        }
        client.call(&Get).await.unwrap();
        client.call(&Elsewhere).await.unwrap();
        client.call(&look("1")).await.unwrap();
        client.call(&Put).await.unwrap();
        client.call(&look("2")).await.unwrap();
    }
    let sent: Vec<_> = script.requests().iter().map(|sent| sent.http().uri().to_string()).collect();
    let once = [
        "https://api.example.com/base/get",
        "https://secure.example.com/other/get",
        "https://api.example.com/base/things/1/look?filter=f",
        "https://api.example.com/base/put",
        "https://api.example.com/base/things/2/look?filter=f",
    ];
    assert_eq!(sent, [once, once].concat());
}

#[tokio::test]
async fn each_body_has_its_own_type() {
    let script = Script::new();
    let client = client(&script);
    for operation in ["json", "form", "get", "json"] {
        script.on(operation).answer(200, OK);
    }
    client.call(&Json).await.unwrap();
    client.call(&Form).await.unwrap();
    client.call(&Get).await.unwrap();
    client.call(&Json).await.unwrap();
    let types: Vec<_> = script
        .requests()
        .iter()
        .map(|sent| sent.http().headers().get("content-type").map(|value| value.to_str().unwrap().to_owned()))
        .collect();
    let (json, form) = ("application/json".to_owned(), "application/x-www-form-urlencoded".to_owned());
    assert_eq!(types, [Some(json.clone()), Some(form), None, Some(json)]);
}
