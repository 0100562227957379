//! What errors print, word for word, and what they answer when they are asked.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, Method, StatusCode};
use support::{Example, Get, Look, Send, client, client_with};
use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Operation, Parts, Refusal, Token, TokenCache, TokenSource,
};
use verify_core::{
    Delivery, Effect, Error, ErrorKind, Exchange, Phase, RetryPolicy, Transport, TransportError,
};
use verify_testkit::{LogCapture, ManualClock, Script};

/// Refuses whatever is answered. The body is the provider's code; `LISTED` is one that it documents.
struct Refused;

impl Endpoint for Refused {
    type Provider = Example;
    type Output = ();
    const OPERATION: &'static Operation =
        &Operation::new("refused", Method::POST, "/refused", Effect::AtMostOnce("sends a text message"));

    fn write(&self, _: &mut Parts) -> Result<(), Error> {
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        let text = String::from_utf8_lossy(answer.body());
        let listed = (text == "LISTED").then_some("LISTED");
        let refusal = Refusal::new().with_code(Code::new(listed, &text)).with_advice("look it up");
        let stated = StatusCode::SERVICE_UNAVAILABLE;
        Err(Failure::Refused(if text == "BROKEN" { refusal.with_status(stated) } else { refusal }))
    }
}

/// Takes every answer for a success, and reads it.
struct Credulous;

impl Endpoint for Credulous {
    type Provider = Example;
    type Output = support::Thing;
    const OPERATION: &'static Operation =
        &Operation::new("credulous", Method::GET, "/credulous", Effect::Read);

    fn write(&self, _: &mut Parts) -> Result<(), Error> {
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<support::Thing, Failure> {
        Ok(answer.json()?)
    }
}

/// The error of one attempt that fails like this.
async fn failed<E: Endpoint<Provider = Example>>(endpoint: &E, failure: TransportError) -> Error {
    let script = Script::new();
    script.on(E::OPERATION.name).fail(failure);
    let pipeline = client_with(&script, |settings| settings.retry = RetryPolicy::off());
    pipeline.call(endpoint).await.err().unwrap()
}

/// The error of one attempt that is answered like this.
async fn answered<E: Endpoint<Provider = Example>>(endpoint: &E, status: u16, body: &'static str) -> Error {
    let script = Script::new();
    let reply = script.on(E::OPERATION.name).header("x-request-id", "req-1").header("retry-after", "7");
    reply.answer(status, body);
    let pipeline = client_with(&script, |settings| settings.retry = RetryPolicy::off());
    pipeline.call(endpoint).await.err().unwrap()
}

fn assert_prints(error: &Error, line: &str) {
    assert_eq!(error.to_string(), line);
    assert_eq!(format!("{error:?}"), line, "the short form for programmers is the same");
    assert!(format!("{error:#?}").starts_with("Details {"), "{error:#?}");
}

#[tokio::test]
async fn an_attempt_that_was_not_answered_says_how_far_it_came() {
    let refused = || TransportError::not_sent("the connection was refused");
    let lost = || TransportError::interrupted("the answer broke off").with_status(StatusCode::OK);
    let none = "no connection to the provider: the connection was refused";
    assert_prints(&failed(&Get, refused()).await, &format!("example get: {none}"));
    assert_prints(&failed(&Send, refused()).await, &format!("example send: {none}; nothing was sent"));
    assert_prints(
        &failed(&Get, TransportError::connect_timed_out()).await,
        "example get: time ran out while connecting",
    );
    assert_prints(
        &failed(&Send, lost()).await,
        "example send: the connection broke before the answer was complete: the answer broke off (HTTP 200); it may have \
         taken effect (sends a text message): check before calling again",
    );
    assert_prints(
        &failed(&Get, TransportError::too_large(StatusCode::OK)).await,
        "example get: the provider's answer cannot be read: the answer is larger than the limit (HTTP 200)",
    );

    let error = failed(&Get, TransportError::connect_timed_out()).await;
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent));
    assert_eq!(error.phase(), Some(Phase::Connecting));
    let error = failed(&Get, lost()).await;
    assert_eq!((error.delivery(), error.status()), (Delivery::Unknown, Some(StatusCode::OK)));
    let error = failed(&Get, TransportError::too_large(StatusCode::OK)).await;
    assert_eq!((error.delivery(), error.status()), (Delivery::Answered, Some(StatusCode::OK)));
    assert_eq!(error.phase(), None);
}

#[tokio::test]
async fn an_answer_that_is_no_success_says_what_to_look_up() {
    let place = "[request req-1]; wait 7 s";
    for (status, event) in [
        (400, "the provider refused the request"),
        (401, "the provider did not accept the credentials"),
        (403, "the provider did not accept the credentials"),
        (429, "the provider asks to slow down"),
        (500, "the provider failed"),
        (503, "the provider failed"),
        (599, "the provider failed"),
    ] {
        let error = answered(&Get, status, "").await;
        assert_prints(&error, &format!("example get: {event} (HTTP {status}) {place}"));
        assert_eq!((error.request_id(), error.retry_after()), (Some("req-1"), Some(Duration::from_secs(7))));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.may_have_acted(), status >= 500);
    }
    let error = answered(&Get, 200, r#"{"id":{}}"#).await;
    assert_prints(
        &error,
        &format!("example get: the provider's answer cannot be read at id (HTTP 200) {place}"),
    );
    assert_eq!(error.json_path(), Some("id"));
    let error = answered(&Get, 302, "").await;
    let advice = "redirects are not followed: check the base URL";
    assert_prints(
        &error,
        &format!("example get: the provider refused the request (HTTP 302) {place}; {advice}"),
    );
}

#[tokio::test]
async fn a_failure_whose_body_cannot_be_read_is_a_failure_all_the_same() {
    let error = answered(&Credulous, 500, r#"{"id":{}}"#).await;
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Unavailable, None));
}

#[tokio::test]
async fn codes_are_printed_if_they_are_documented() {
    let error = answered(&Refused, 400, "LISTED").await;
    assert_prints(
        &error,
        "example refused: the provider refused the request: LISTED (HTTP 400) [request req-1]; wait 7 s; look it up",
    );
    assert_eq!((error.code(), error.unlisted_code()), (Some("LISTED"), None));
    assert_eq!(error.code_of::<String>("example").as_deref(), Some("LISTED"));
    assert_eq!(error.code_of::<String>("another"), None);

    let error = answered(&Refused, 400, "ECHO-OF-A-PHONE").await;
    assert_prints(
        &error,
        "example refused: the provider refused the request: unlisted code (HTTP 400) [request req-1]; wait 7 s; \
         look it up",
    );
    assert!(!format!("{error:#?}").contains("ECHO"));
    assert_eq!(error.code(), None);
    assert_eq!(error.unlisted_code().map(|code| code.expose().as_str()), Some("ECHO-OF-A-PHONE"));
    assert_eq!(error.code_of::<String>("example").as_deref(), Some("ECHO-OF-A-PHONE"));
    assert_eq!(answered(&Get, 400, "").await.code_of::<String>("example"), None);
}

#[tokio::test]
async fn a_refusal_in_a_success_is_a_refusal_and_one_that_states_a_failure_may_have_acted() {
    let error = answered(&Refused, 200, "LISTED").await;
    assert_eq!((error.kind(), error.may_have_acted()), (ErrorKind::Refused, false));
    let error = answered(&Refused, 200, "BROKEN").await;
    assert_eq!((error.kind(), error.may_have_acted()), (ErrorKind::Unavailable, true));
    assert_eq!(error.status(), Some(StatusCode::OK));
}

#[tokio::test]
async fn an_error_knows_the_call_it_belongs_to() {
    let error = answered(&Send, 429, "body").await;
    assert_eq!((error.provider(), error.operation()), (Some("example"), Some("send")));
    assert_eq!(error.effect(), Some(Effect::AtMostOnce("sends a text message")));
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Throttled, Delivery::Answered));
    assert_eq!((error.is_throttled(), error.is_timeout(), error.is_credentials()), (true, false, false));
    assert_eq!((error.attempts(), error.phase(), error.json_path()), (1, None, None));
    let body = error.raw_body().unwrap();
    assert_eq!((body.expose(), body.is_truncated()), (&b"body"[..], false));
    assert_eq!(format!("{body:?}"), "RawBody(4 bytes)");

    let error = Error::configuration("set this");
    assert_prints(&error, "set this");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent));
    assert_eq!((error.provider(), error.operation(), error.effect()), (None, None, None));
    assert_eq!((error.attempts(), error.status(), error.retry_after()), (0, None, None));
    assert_eq!((error.request_id(), error.code(), error.may_have_acted()), (None, None, false));
    assert!(error.raw_body().is_none());
    assert_eq!((error.is_throttled(), error.is_timeout(), error.is_credentials()), (false, false, false));
    let error = Error::from(verify_core::OtpCode::new("x").unwrap_err());
    assert_prints(&error, "code must be 4 to 10 digits");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(answered(&Get, 401, "").await.is_credentials());
}

#[tokio::test]
async fn attempts_are_counted_from_the_second_on() {
    let script = Script::new();
    script.on("get").times(3).answer(503, "");
    let error = client(&script).call(&Get).await.unwrap_err();
    assert_prints(&error, "example get: the provider failed (HTTP 503) after 3 attempts");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_may_have_acted_where_the_call_acts() {
    assert!(answered(&Send, 200, "<html>").await.may_have_acted());
    assert!(!answered(&Get, 200, "<html>").await.may_have_acted());
    assert!(!answered(&Send, 400, "").await.may_have_acted());
}

#[tokio::test]
async fn what_an_earlier_attempt_left_open_is_not_forgotten() {
    let script = Script::new();
    script.on("get").fail(TransportError::interrupted("the answer broke off"));
    script.on("get").times(2).fail(TransportError::not_sent("the connection was refused"));
    let error = client(&script).call(&Get).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 3));
    assert_eq!((error.delivery(), error.may_have_acted()), (Delivery::Unknown, true));
    script.on("get").answer(503, "");
    script.on("get").times(2).answer(429, "");
    let error = client(&script).call(&Get).await.unwrap_err();
    assert_eq!((error.kind(), error.may_have_acted()), (ErrorKind::Throttled, true));
}

#[tokio::test]
async fn of_a_long_body_the_beginning_is_kept() {
    for (length, kept) in [(16 * 1024, 16 * 1024), (16 * 1024 + 1, 16 * 1024)] {
        let error = answered(&Get, 400, "x".repeat(length).leak()).await;
        let body = error.raw_body().unwrap();
        assert_eq!((body.expose().len(), body.is_truncated()), (kept, length > kept));
    }
}

/// Answers with a status line, and then no more.
#[derive(Debug)]
struct BreaksOff;

#[async_trait::async_trait]
impl Transport for BreaksOff {
    async fn send(
        &self,
        _: http::Request<bytes::Bytes>,
        exchange: &Exchange,
    ) -> Result<http::Response<bytes::Bytes>, TransportError> {
        exchange.answer_began();
        std::future::pending().await
    }
}

#[tokio::test]
async fn time_that_ran_out_says_while_doing_what() {
    for (transport, expected) in [
        (Arc::new(BreaksOff) as Arc<dyn Transport>, "while reading the answer"),
        (Arc::new(silent()), "while waiting for the answer"),
    ] {
        let clock = ManualClock::frozen();
        let pipeline = client_with(&Script::new(), |settings| {
            settings.transport = Some(transport);
            settings.clock = Some(Arc::new(clock.clone()));
            settings.retry = RetryPolicy::off();
        });
        let call = tokio::spawn(async move { pipeline.call(&Get).await });
        clock.wait_for_sleepers(1).await;
        clock.advance(Duration::from_secs(20));
        let error = call.await.unwrap().unwrap_err();
        assert_prints(&error, &format!("example get: time ran out {expected}"));
        assert!(error.is_timeout());
    }
}

fn silent() -> Script {
    let script = Script::new();
    script.on("get").never_answer();
    script
}

#[tokio::test]
async fn a_request_id_that_could_be_something_else_is_dropped() {
    let long: &'static str = "a".repeat(129).leak();
    for (text, kept) in [
        ("Req-1_2.3:4", true),
        (&long[..128], true),
        (long, false),
        ("", false),
        ("a b", false),
        ("+12025550143", false),
        ("ada@example.com", false),
    ] {
        let script = Script::new();
        script.on("get").header("x-request-id", text).answer(400, "");
        let error = client(&script).call(&Get).await.unwrap_err();
        assert_eq!(error.request_id(), kept.then_some(text), "{text}");
    }
}

#[tokio::test]
async fn each_attempt_is_traced_with_what_may_be_known() {
    let log = LogCapture::start();
    let script = Script::new();
    script.on("look").header("x-request-id", "req-1").answer(503, "the body");
    script.on("look").answer(200, r#"{"id":"hidden-id"}"#);
    let look = Look { id: "hidden-path".to_owned(), filter: "hidden-query".to_owned() };
    client(&script).call(&look).await.unwrap();
    let text = log.text();
    for expected in [
        r#"failed attempt=1 duration_ms=0 kind=Unavailable delivery=Answered status=503 request_id="req-1""#,
        "will try again attempt=1",
        "answered attempt=2 duration_ms=0",
        r#"path="/things/{id}/look""#,
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(!text.contains("hidden") && !text.contains("the body"), "{text}");
}

/// Brings no token, but this error; or nothing at all.
#[derive(Debug)]
struct Nobody(Option<Error>);

#[async_trait::async_trait]
impl TokenSource for Nobody {
    async fn fetch(&self) -> Result<Token, Error> {
        match &self.0 {
            Some(error) => Err(error.clone()),
            None => std::future::pending().await,
        }
    }
}

/// Two calls for want of a token.
async fn without_token(error: Option<Error>) -> [Error; 2] {
    let clock = Arc::new(ManualClock::frozen());
    let pipeline = client_with(&Script::new(), |settings| settings.clock = Some(clock.clone()));
    let cache = TokenCache::new(clock.clone(), Arc::new(Nobody(error)));
    let pipeline = pipeline.with_token(HeaderName::from_static("x-token"), cache);
    let mut errors = Vec::new();
    for _ in 0..2 {
        let pipeline = pipeline.clone();
        let call = tokio::spawn(async move { pipeline.call(&Send).await });
        while !call.is_finished() {
            if let Some(due) = clock.next_due() {
                clock.advance(due);
            }
            tokio::task::yield_now().await;
        }
        errors.push(call.await.unwrap().unwrap_err());
    }
    errors.try_into().unwrap()
}

#[tokio::test]
async fn a_call_without_a_token_never_left() {
    let place = "while an access token was fetched";
    let [error, again] = without_token(None).await;
    assert_prints(&error, &format!("example send: time ran out {place}; nothing was sent"));
    assert_eq!(again.to_string(), error.to_string());

    let lost = failed(&Get, TransportError::interrupted("the answer broke off")).await;
    let [error, again] = without_token(Some(lost)).await;
    let event = "the connection broke before the answer was complete";
    assert_prints(&error, &format!("example send: {event} {place}: the answer broke off; nothing was sent"));
    assert_eq!((error.delivery(), error.may_have_acted()), (Delivery::NotSent, false));
    assert_eq!(again.to_string(), error.to_string());

    let [error, again] = without_token(Some(answered(&Get, 401, "").await)).await;
    let (event, id) = ("the provider did not accept the credentials", "(HTTP 401) [request req-1]; wait 7 s");
    assert_prints(&error, &format!("example send: {event} {place} {id}; nothing was sent"));
    let refused = "they were refused before; no request is made until they are replaced";
    assert_prints(&again, &format!("example send: {event} {place}: {refused} {id}; nothing was sent"));
    assert_eq!((again.delivery(), again.may_have_acted(), again.attempts()), (Delivery::NotSent, false, 0));

    let [error, _] = without_token(Some(answered(&Get, 200, "<html>").await)).await;
    assert_eq!((error.kind(), error.may_have_acted()), (ErrorKind::Unreadable, false));
}
