//! What is different about a pipeline that is made of another one.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::sync::Arc;

use async_trait::async_trait;
use http::header::AUTHORIZATION;
use http::{HeaderName, Method};
use support::gate::{HARD, SOFT};
use support::{Example, Get, client};
use verify_core::provider::{
    Answer, Endpoint, Failure, Operation, Parts, Pipeline, Token, TokenCache, TokenSource,
};
use verify_core::{Effect, Error, ErrorKind, RetryPolicy, Secret};
use verify_testkit::{ManualClock, Script};

const OK: &str = r#"{"id":"1"}"#;

#[tokio::test]
async fn another_retry_policy_is_followed() {
    let script = Script::new();
    script.on("get").answer(503, "");
    let error = client(&script).with_retry(RetryPolicy::off()).call(&Get).await.unwrap_err();
    assert_eq!((error.attempts(), script.requests().len()), (1, 1));
}

/// Asks for what the client knows.
struct Known;

impl Endpoint for Known {
    type Provider = Example;
    type Output = ();
    const OPERATION: &'static Operation = &Operation::new("known", Method::GET, "/people/{id}", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let id = parts.context::<&'static str>()?;
        parts.path_value(&id)
    }

    fn decode(&self, _: &Answer) -> Result<(), Failure> {
        Ok(())
    }
}

#[tokio::test]
async fn requests_find_what_the_client_was_given() {
    let script = Script::new();
    script.on("known").answer(200, OK);
    let client = client(&script);
    assert_eq!(client.call(&Known).await.unwrap_err().kind(), ErrorKind::Configuration);
    client.with_context("p-7").call(&Known).await.unwrap();
    assert_eq!(script.last_request().http().uri().path(), "/base/people/p-7");
}

/// Always the same token.
#[derive(Debug)]
struct Fixed(&'static str);

#[async_trait]
impl TokenSource for Fixed {
    async fn fetch(&self) -> Result<Token, Error> {
        Token::new("", &Secret::new(self.0), SOFT, HARD)
    }
}

#[tokio::test]
async fn a_later_token_takes_the_place_of_an_earlier_one() {
    let cache = |token| TokenCache::new(Arc::new(ManualClock::frozen()), Arc::new(Fixed(token)));
    let later = HeaderName::from_static("x-later");
    for earlier in [HeaderName::from_static("x-earlier"), AUTHORIZATION] {
        let script = Script::new();
        let derived = |from: &Pipeline<Example>| {
            from.with_token(earlier.clone(), cache("a")).with_token(later.clone(), cache("b"))
        };
        let client = client(&script);
        // The first call makes the headers ready: derived before that, and after.
        for client in [derived(&client), client.clone(), derived(&client)] {
            script.on("get").answer(200, OK);
            client.call(&Get).await.unwrap();
        }
        for number in [0, 2] {
            let sent = script.requests()[number].http().headers().clone();
            assert_eq!(sent.get(&later).unwrap(), "b");
            assert!(sent.get("x-earlier").is_none(), "not even empty");
            assert_eq!(sent["authorization"], "Bearer test-key");
        }
    }
}
