//! How calls are made: what is repeated, what is not, and what the error says about it.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::{Duration, SystemTime};

use http::HeaderName;
use support::{Get, Put, Send, client, client_with};
use verify_core::provider::{Credentials, Endpoint, Pipeline, Settings};
use verify_core::{Clock, Delivery, ErrorKind, Phase, RetryPolicy, Sleep, TransportError};
use verify_testkit::{ManualClock, Script};

const OK: &str = r#"{"id":"1"}"#;

/// Calls the endpoint with the script and says how many requests were sent.
async fn requests<E: Endpoint<Provider = support::Example>>(
    script: &Script,
    endpoint: &E,
) -> (usize, Result<E::Output, verify_core::Error>) {
    let result = client(script).call(endpoint).await;
    (script.requests().len(), result)
}

#[tokio::test]
async fn what_never_left_is_sent_again_whatever_it_does() {
    let script = Script::new();
    for operation in ["get", "put", "send"] {
        script.on(operation).fail(TransportError::not_sent("the connection was refused"));
        script.on(operation).answer(200, OK);
    }
    let pipeline = client(&script);
    assert!(pipeline.call(&Get).await.is_ok());
    assert!(pipeline.call(&Put).await.is_ok());
    assert!(pipeline.call(&Send).await.is_ok());
    script.assert_done();
}

#[tokio::test]
async fn what_was_lost_is_sent_again_only_where_it_does_no_harm() {
    let script = Script::new();
    script.on("get").fail(TransportError::interrupted("the connection was closed without an answer"));
    script.on("get").answer(200, OK);
    let (sent, result) = requests(&script, &Get).await;
    assert!(result.is_ok());
    assert_eq!(sent, 2);

    let script = Script::new();
    script.on("send").fail(TransportError::interrupted("the connection was closed without an answer"));
    let (sent, result) = requests(&script, &Send).await;
    let error = result.unwrap_err();
    assert_eq!(sent, 1);
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Interrupted, Delivery::Unknown));
    assert!(error.may_have_acted());
}

#[tokio::test]
async fn a_busy_provider_is_asked_again_three_times_and_then_no_more() {
    let script = Script::new();
    for _ in 0..3 {
        script.on("get").answer(503, "");
    }
    let (sent, result) = requests(&script, &Get).await;
    let error = result.unwrap_err();
    assert_eq!((sent, error.attempts()), (3, 3));
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.may_have_acted(), "a 5xx leaves open what happened");
}

#[tokio::test]
async fn what_must_happen_at_most_once_is_not_repeated_after_an_answer() {
    for status in [429, 500, 502, 503, 504] {
        let script = Script::new();
        script.on("send").answer(status, "");
        let (sent, result) = requests(&script, &Send).await;
        assert_eq!(sent, 1, "HTTP {status}");
        assert_eq!(result.unwrap_err().delivery(), Delivery::Answered, "HTTP {status}");
    }
}

#[tokio::test]
async fn an_internal_error_is_not_repeated_even_for_a_read() {
    let script = Script::new();
    script.on("get").answer(500, "");
    assert_eq!(requests(&script, &Get).await.0, 1);
}

#[tokio::test]
async fn the_wait_a_provider_asks_for_is_kept_and_told() {
    let clock = ManualClock::frozen().skipping_pauses();
    let script = Script::new();
    script.on("get").header("retry-after", "7").answer(429, "");
    script.on("get").answer(200, OK);
    let pipeline = client_with(&script, |settings| settings.clock = Some(std::sync::Arc::new(clock.clone())));
    assert!(pipeline.call(&Get).await.is_ok());
    assert_eq!(verify_core::Clock::monotonic(&clock), Duration::from_secs(7));
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_not_begun() {
    for wait in ["60", "99999999999999999999999"] {
        let script = Script::new();
        // A leaked text, since headers of the script are static.
        script
            .on("get")
            .header("retry-after", if wait == "60" { "60" } else { "99999999999999999999999" })
            .answer(429, "");
        let (sent, result) = requests(&script, &Get).await;
        let error = result.unwrap_err();
        assert_eq!(sent, 1);
        assert!(error.is_throttled());
        assert!(error.retry_after() >= Some(Duration::from_secs(60)));
    }
}

#[tokio::test]
async fn a_wait_that_ends_with_the_deadline_is_not_begun_either() {
    let clock = ManualClock::frozen().skipping_pauses();
    let script = Script::new();
    script.on("get").header("retry-after", "60").answer(429, "");
    let pipeline = client_with(&script, |settings| settings.clock = Some(std::sync::Arc::new(clock.clone())));
    assert!(pipeline.call(&Get).await.unwrap_err().is_throttled());
    assert_eq!(clock.monotonic(), Duration::ZERO, "nobody waits for what cannot come");
}

/// Stands still and takes no time over anything, so that no wait is too long for it.
#[derive(Debug, Default)]
struct Patient(std::sync::Mutex<Vec<Duration>>);

impl Clock for Patient {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, pause: Duration) -> Sleep {
        self.0.lock().unwrap().push(pause);
        Sleep::new(std::future::ready(()))
    }
}

#[tokio::test]
async fn the_longest_wait_is_kept_under_a_longer_deadline() {
    let clock = std::sync::Arc::new(Patient::default());
    let script = Script::new();
    script.on("get").header("retry-after", "99999999999999999999999").answer(429, "");
    script.on("get").answer(200, OK);
    let pipeline = client_with(&script, |settings| settings.clock = Some(clock.clone()));
    assert!(pipeline.with_deadline(Duration::MAX).call(&Get).await.is_ok());
    assert_eq!(*clock.0.lock().unwrap(), [Duration::from_secs(u64::MAX)]);
}

#[tokio::test]
async fn without_retries_there_is_one_attempt() {
    let script = Script::new();
    script.on("get").answer(503, "");
    let pipeline = client_with(&script, |settings| settings.retry = RetryPolicy::off());
    assert_eq!(pipeline.call(&Get).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_ends_with_the_phase() {
    let clock = ManualClock::frozen();
    let script = Script::new();
    script.on("send").never_answer();
    let pipeline = client_with(&script, |settings| settings.clock = Some(std::sync::Arc::new(clock.clone())));
    let call = tokio::spawn(async move { pipeline.call(&Send).await });
    clock.wait_for_sleepers(1).await;
    clock.advance(Duration::from_millis(19_999));
    tokio::task::yield_now().await;
    assert!(!call.is_finished(), "the attempt has 20 s");
    clock.advance(Duration::from_millis(1));
    let error = call.await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!((error.phase(), error.delivery()), (Some(Phase::Waiting), Delivery::Unknown));
}

#[tokio::test]
async fn all_attempts_together_end_with_the_deadline() {
    let clock = ManualClock::frozen();
    let script = Script::new();
    for _ in 0..3 {
        script.on("get").never_answer();
    }
    let settings = |settings: &mut Settings| {
        settings.clock = Some(std::sync::Arc::new(clock.clone()));
        settings.retry = RetryPolicy::default().attempts(10);
    };
    let pipeline = client_with(&script, settings);
    let call = tokio::spawn(async move { pipeline.call(&Get).await });
    while !call.is_finished() {
        if let Some(due) = clock.next_due() {
            clock.advance(due);
        }
        tokio::task::yield_now().await;
    }
    let error = call.await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.attempts(), 3, "three attempts of 20 s fill the 60 s of a call");
    assert_eq!(script.requests().len(), 3);
    assert_eq!(verify_core::Clock::monotonic(&clock), Duration::from_secs(60));
}

#[tokio::test]
async fn an_unknown_outcome_is_not_forgotten_when_the_next_attempt_does_not_even_leave() {
    let script = Script::new();
    script.on("put").fail(TransportError::interrupted("the connection was closed without an answer"));
    script.on("put").fail(TransportError::not_sent("the connection was refused"));
    script.on("put").fail(TransportError::not_sent("the connection was refused"));
    let error = requests(&script, &Put).await.1.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.may_have_acted());
}

#[tokio::test]
async fn an_unreadable_success_may_have_acted_only_where_it_acts() {
    let script = Script::new();
    script.on("send").answer(200, r#"{"id":{}}"#);
    script.on("get").answer(200, "<html>");
    let error = requests(&script, &Send).await.1.unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Unreadable, Some("id")));
    assert!(error.may_have_acted());
    let error = requests(&script, &Get).await.1.unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Unreadable, None));
    assert!(!error.may_have_acted());
}

#[tokio::test]
async fn a_redirect_is_an_error_that_says_what_to_check() {
    let script = Script::new();
    script.on("get").header("location", "https://elsewhere.example.com/").answer(302, "");
    let error = requests(&script, &Get).await.1.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("check the base URL"), "{error}");
}

#[tokio::test]
async fn the_body_of_a_refusal_is_kept_up_to_16_kib_and_shown_on_purpose_only() {
    let script = Script::new();
    script.on("get").answer(400, "x".repeat(20_000));
    let error = requests(&script, &Get).await.1.unwrap_err();
    let body = error.raw_body().unwrap();
    assert_eq!((body.expose().len(), body.is_truncated()), (16 * 1024, true));
    assert!(!format!("{error:?} {error}").contains("xxx"));
}

#[tokio::test]
async fn at_most_once_calls_ask_for_a_fresh_connection() {
    #[derive(Debug)]
    struct Notes(std::sync::Mutex<Vec<(&'static str, bool)>>);

    #[async_trait::async_trait]
    impl verify_core::Transport for Notes {
        async fn send(
            &self,
            _: http::Request<bytes::Bytes>,
            exchange: &verify_core::Exchange,
        ) -> Result<http::Response<bytes::Bytes>, TransportError> {
            self.0.lock().unwrap().push((exchange.operation(), exchange.needs_fresh_connection()));
            Ok(http::Response::new(bytes::Bytes::from_static(OK.as_bytes())))
        }
    }

    let notes = std::sync::Arc::new(Notes(std::sync::Mutex::default()));
    let pipeline = support::pipeline_over(notes.clone());
    pipeline.call(&Get).await.unwrap();
    pipeline.call(&Put).await.unwrap();
    pipeline.call(&Send).await.unwrap();
    assert_eq!(*notes.0.lock().unwrap(), [("get", false), ("put", false), ("send", true)]);
}

#[tokio::test]
async fn path_values_stay_one_segment_and_query_values_one_value() {
    let script = Script::new();
    script.on("look").answer(200, OK);
    let look = support::Look { id: "a/b?c#d e%".to_owned(), filter: "x+y&z=ü".to_owned() };
    client(&script).call(&look).await.unwrap();
    let request = script.last_request();
    let target = request.http().uri().path_and_query().unwrap().as_str();
    assert_eq!(target, "/base/things/a%2Fb%3Fc%23d%20e%25/look?filter=x%2By%26z%3D%C3%BC");
}

#[tokio::test]
async fn ids_that_would_climb_the_path_are_refused_before_anything_is_sent() {
    for id in ["", ".", ".."] {
        let script = Script::new();
        let look = support::Look { id: id.to_owned(), filter: String::new() };
        let error = client(&script).call(&look).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidInput, Delivery::NotSent));
        assert_eq!(script.requests().len(), 0);
    }
}

#[tokio::test]
async fn dropping_a_call_leaves_nothing_behind() {
    let clock = ManualClock::frozen();
    let script = Script::new();
    script.on("get").never_answer();
    let pipeline = client_with(&script, |settings| settings.clock = Some(std::sync::Arc::new(clock.clone())));
    let call = tokio::spawn(async move { pipeline.call(&Get).await });
    clock.wait_for_sleepers(1).await;
    call.abort();
    assert!(call.await.is_err());
    assert_eq!(clock.sleepers(), 0);
}

#[tokio::test]
async fn headers_can_be_added_for_one_clone() {
    let header = |script: &Script, name: &str| {
        let request = script.last_request();
        let value = request.http().headers().get(name)?;
        Some((value.to_str().unwrap().to_owned(), value.is_sensitive()))
    };
    let script = Script::new();
    script.on("get").times(3).answer(200, OK);
    let pipeline = client(&script);
    let with = |pipeline: &Pipeline<_>, value: &str| {
        let name = HeaderName::from_static("x-for");
        pipeline.with_headers(&Credentials::default().header(name, "", &value.into()).unwrap())
    };
    let first = with(&pipeline, "1");
    first.call(&Get).await.unwrap();
    assert_eq!(header(&script, "x-for"), Some(("1".to_owned(), true)));
    assert!(header(&script, "authorization").is_some(), "what was there stays");
    with(&first, "2").call(&Get).await.unwrap();
    assert_eq!(header(&script, "x-for"), Some(("2".to_owned(), true)), "in place of the first");
    pipeline.call(&Get).await.unwrap();
    assert_eq!(header(&script, "x-for"), None);
}
