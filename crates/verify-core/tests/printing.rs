//! What types print that hold secrets, persons or requests: their names.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::collections::HashSet;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::SystemTime;

use http::StatusCode;
use support::pipeline_over;
use verify_core::provider::{
    Answer, Asking, Credentials, Paged, Pages, Parts, Token, TokenCache, TokenSource,
};
use verify_core::{BaseUrl, Challenge, Delivery, Error, Fallback, Outcome, TransportError};
use verify_testkit::{ManualClock, Script};

#[derive(Debug)]
struct Nobody;

#[async_trait::async_trait]
impl TokenSource for Nobody {
    async fn fetch(&self) -> Result<Token, Error> {
        Err(Error::configuration("there is none"))
    }
}

#[test]
fn what_holds_secrets_or_persons_prints_its_name() {
    let at = SystemTime::UNIX_EPOCH;
    let base: BaseUrl = "https://api.example.com:8443/hidden/path".parse().unwrap();
    assert_eq!(format!("{base:?}"), "BaseUrl(https://api.example.com:8443…)");
    let credentials = Credentials::bearer(&"hidden".into()).unwrap();
    assert_eq!(format!("{credentials:?}"), "Credentials(***)");
    let cache = TokenCache::new(Arc::new(ManualClock::frozen()), Arc::new(Nobody));
    assert_eq!(format!("{cache:?}"), "TokenCache(***)");
    let mut parts = Parts::new("/users/{id}");
    parts.path_value("hidden").unwrap();
    assert_eq!(format!("{parts:?}"), "Parts(/users/{id})");
    let answer = Answer::new(StatusCode::OK, http::HeaderMap::new(), "hidden");
    assert_eq!(format!("{answer:?}"), "Answer { status: 200, .. }");
    let pipeline = format!("{:?}", pipeline_over(Script::new()));
    assert!(
        pipeline.starts_with(r#"Pipeline { provider: "example", hosts: [BaseUrl(https://api.example.com…)]"#)
    );
    assert!(!pipeline.contains("test-key") && !pipeline.contains("base"), "{pipeline}");
    let challenge = Challenge::new("example", "hidden", at).expiring(at);
    let (time, expected) =
        ("Timestamp(1970-01-01T00:00:00.000Z)", "Challenge { provider: \"example\", sent_at:");
    assert_eq!(format!("{challenge:?}"), format!("{expected} {time}, expires_at: Some({time}), .. }}"));
}

/// One part with three numbers, two of them the same.
struct Numbers;

impl Paged for Numbers {
    type Page = ();
    type Item = u32;
    type Id = u32;

    fn ask(&self, seen: HashSet<u32>) -> Asking<Self> {
        Box::pin(async move { (Ok(()), seen) })
    }

    fn turn(&mut self, (): ()) -> (Vec<u32>, Option<bool>) {
        (vec![17, 18, 17], Some(false))
    }

    fn id(item: &u32) -> u32 {
        *item
    }
}

#[tokio::test]
async fn a_list_prints_how_far_it_is() {
    let mut pages = Pages::new(Numbers);
    assert_eq!(format!("{pages:?}"), "0 seen, 0 ready");
    assert_eq!(poll_fn(|context| pages.poll_next(context)).await.unwrap().unwrap(), 17);
    assert_eq!(format!("{pages:?}"), "2 seen, 1 ready");
}

#[test]
fn an_outcome_prints_without_the_person() {
    let at = SystemTime::UNIX_EPOCH;
    let questions = Some(Fallback::Questions);
    for (outcome, expected) in [
        (Outcome::Verified("hidden".into()), "Verified(***)".to_owned()),
        (Outcome::LockedUntil(at), format!("LockedUntil({at:?})")),
        (Outcome::NotEligible(questions), "NotEligible(Some(Questions))".to_owned()),
        (Outcome::NotIdentified(None), "NotIdentified(None)".to_owned()),
        (Outcome::CorrectInput("the code"), "CorrectInput(\"the code\")".to_owned()),
        (Outcome::UseFallback(Fallback::Questions), "UseFallback(Questions)".to_owned()),
        (Outcome::WrongCode, "WrongCode".to_owned()),
        (Outcome::Cancelled, "Cancelled".to_owned()),
    ] {
        assert_eq!(format!("{outcome:?}"), expected);
    }
}

#[test]
fn what_never_left_and_what_was_lost_says_so_itself() {
    let failures = [
        (TransportError::not_sent("a"), "a", Delivery::NotSent),
        (TransportError::connect_timed_out(), "connecting took too long", Delivery::NotSent),
        (TransportError::interrupted("b"), "b", Delivery::Unknown),
        (
            TransportError::too_large(StatusCode::OK),
            "the answer is larger than the limit",
            Delivery::Answered,
        ),
    ];
    for (failure, text, delivery) in failures {
        assert_eq!((failure.to_string().as_str(), failure.delivery()), (text, delivery));
    }
}
