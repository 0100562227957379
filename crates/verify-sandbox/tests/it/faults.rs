//! Every kind of fault, seen from the other end of the wire.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::{Clock, Fault, FaultError, FaultGuard, FaultKind, Outcome, RetryAfter};

use crate::client::{BORN, Bench, PHONE, Reply, request_text};

const CONNECT: &str = "spinwheel.connect_sms";

fn arm(bench: &Bench, kind: FaultKind) -> FaultGuard {
    bench.tenant.faults().arm(Fault::new(CONNECT, kind).times(1)).unwrap()
}

async fn try_connect(bench: &Bench) -> Option<Reply> {
    let body = Bench::connect_body(PHONE, BORN, "fault");
    bench.try_post("/v1/users/connect/sms", &body).await
}

/// The first connect suffers, the second is healthy; `texts` were sent by the first.
async fn strike(kind: FaultKind, outcome: Outcome, texts: usize) -> Option<Reply> {
    let bench = Bench::new().await;
    let guard = arm(&bench, kind.clone());
    let reply = try_connect(&bench).await;
    assert_eq!(bench.tenant.outbox().len(), texts, "{kind:?}");
    assert_eq!(guard.hits(), 1, "{kind:?}");
    let entry = bench.tenant.journal().last().unwrap();
    assert_eq!(entry.outcome, outcome, "{kind:?}");
    assert!(entry.injected.unwrap().contains("hit 1 of 1"), "{kind:?}");
    assert_eq!(try_connect(&bench).await.unwrap().status, 201, "{kind:?}");
    assert_eq!(bench.tenant.journal().last().unwrap().injected, None);
    assert_eq!((guard.hits(), bench.tenant.journal().requests(CONNECT)), (1, 2));
    reply
}

#[tokio::test]
async fn closed_connections() {
    for (kind, outcome, texts) in [
        (FaultKind::CloseBeforeReading, Outcome::ClosedBeforeReading, 0),
        (FaultKind::CloseAfterReading, Outcome::ClosedAfterReading, 0),
        (FaultKind::AcceptedThenLost, Outcome::ClosedAfterProcessing, 1),
    ] {
        assert!(strike(kind, outcome, texts).await.is_none());
    }
}

#[tokio::test]
async fn before_reading_means_that_the_body_is_not_waited_for() {
    let bench = Bench::new().await;
    let _guard = arm(&bench, FaultKind::CloseBeforeReading);
    let url = format!("{}/v1/users/connect/sms", bench.spinwheel.base_url());
    let (host, text) = request_text("POST", &url, &[], "0123456789");
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(text.strip_suffix("0123456789").unwrap().as_bytes()).await.unwrap();
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received).await;
    assert!(received.is_empty());
    assert!(bench.tenant.journal().last().unwrap().body.is_empty());
}

#[tokio::test]
async fn no_answer_holds_the_connection_open() {
    let bench = Bench::new().await;
    let _guard = arm(&bench, FaultKind::NoAnswer);
    let (journal, clock) = (bench.tenant.journal(), bench.clock.clone());
    let limit = clock.timeout(Duration::from_secs(3600));
    tokio::select! {
        biased;
        reply = try_connect(&bench) => panic!("an answer: {reply:?}"),
        () = async { journal.wait(1).await; clock.advance(Duration::from_secs(3600)); limit.await; } => {}
    }
    let entry = journal.last().unwrap();
    assert_eq!(journal.requests(CONNECT), 1);
    assert!(matches!(entry.outcome, Outcome::HeldOpen | Outcome::Reading), "{entry:?}");
    assert!(bench.tenant.outbox().is_empty());
    assert_eq!(try_connect(&bench).await.unwrap().status, 201);
}

#[tokio::test]
async fn a_cut_body_is_half_of_what_was_promised() {
    let reply = strike(FaultKind::CutBody, Outcome::CutBody(201), 1).await.unwrap();
    assert_eq!(reply.status, 201);
    let promised: usize = reply.header("content-length").unwrap().parse().unwrap();
    assert_eq!(reply.body.len(), promised / 2);
}

#[tokio::test]
async fn a_slow_body_comes_byte_by_byte_on_the_sandboxs_clock() {
    let bench = Bench::new().await;
    let pause = Duration::from_secs(1);
    let _guard = arm(&bench, FaultKind::Slow { pause });
    let clock = bench.clock.clone();
    let before = clock.monotonic();
    let reply = tokio::select! {
        reply = try_connect(&bench) => reply.unwrap(),
        () = async { loop { clock.wait_for_sleepers(1).await; clock.advance(pause); tokio::task::yield_now().await; } } => unreachable!(),
    };
    assert!(reply.is_complete() && reply.status == 201);
    let took = clock.monotonic().saturating_sub(before).as_secs();
    assert!(took >= reply.body.len() as u64, "{took} s for {} bytes", reply.body.len());
}

#[tokio::test]
async fn a_gateway_page() {
    let reply = strike(FaultKind::BadGatewayHtml, Outcome::Answered(502), 0).await.unwrap();
    assert_eq!(reply.header("content-type").unwrap(), "text/html");
    assert!(reply.text().contains("502 Bad Gateway"));
}

#[tokio::test]
async fn a_status_and_a_refusal_in_the_dialect() {
    let reply = strike(FaultKind::Status(503), Outcome::Answered(503), 0).await.unwrap();
    assert_eq!(reply.json()["status"]["code"], 503);
    assert_eq!(reply.desc(), "Service Unavailable");
    let token = FaultKind::Refusal("TOO_MANY_VERIFICATIONS".to_owned());
    let reply = strike(token, Outcome::Answered(429), 0).await.unwrap();
    assert_eq!(reply.desc(), "TOO_MANY_VERIFICATIONS");
}

#[tokio::test]
async fn every_retry_after() {
    let rows = [
        (RetryAfter::Absent, None),
        (RetryAfter::Seconds(7), Some("7")),
        (RetryAfter::Date(Duration::from_secs(90)), Some("Thu, 15 Jan 2026 12:01:30 GMT")),
        (RetryAfter::PastDate, Some("Thu, 15 Jan 2026 11:00:00 GMT")),
        (RetryAfter::Garbage, Some("soon, probably")),
        (RetryAfter::Huge, Some("18446744073709551615")),
    ];
    for (after, expected) in rows {
        let reply = strike(FaultKind::TooManyRequests(after), Outcome::Answered(429), 0).await.unwrap();
        assert_eq!(reply.header("retry-after").as_deref(), expected);
        assert_eq!(reply.header("date").unwrap(), "Thu, 15 Jan 2026 12:00:00 GMT");
        assert_eq!(reply.desc(), "TOO_MANY_REQUESTS");
    }
}

#[tokio::test]
async fn changed_fields() {
    let answered = Outcome::Answered(201);
    let path = || "data.userId".to_owned();
    let missing = strike(FaultKind::MissingField(path()), answered, 1).await.unwrap().json();
    assert!(missing["data"].get("userId").is_none() && missing["data"]["connectionId"].is_string());
    let null = strike(FaultKind::NullField(path()), answered, 1).await.unwrap().json();
    assert!(null["data"].get("userId").unwrap().is_null());
    let number = strike(FaultKind::RetypedField(path()), answered, 1).await.unwrap().json();
    assert!(number["data"]["userId"].is_number());
    let text = FaultKind::RetypedField("data.sms.codeTimeoutSeconds".to_owned());
    assert_eq!(strike(text, answered, 1).await.unwrap().json()["data"]["sms"]["codeTimeoutSeconds"], "300");
    let object = FaultKind::RetypedField("data".to_owned());
    assert!(strike(object, answered, 1).await.unwrap().json()["data"].is_string());
    let unknown = strike(FaultKind::UnknownEnum, answered, 1).await.unwrap().json();
    assert_eq!(unknown["data"]["connectionStatus"], "UNHEARD_OF_VALUE");
    assert_eq!(unknown["status"]["desc"], "success");
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let invalid = strike(FaultKind::InvalidJson, Outcome::Answered(201), 1).await.unwrap();
    assert!(invalid.is_complete() && serde_json::from_slice::<serde_json::Value>(&invalid.body).is_err());
    let empty = strike(FaultKind::EmptyBody, Outcome::Answered(201), 1).await.unwrap();
    assert!(empty.is_complete() && empty.body.is_empty() && empty.status == 201);
}

#[tokio::test]
async fn a_field_that_is_not_there_is_said_to_be_missing() {
    let bench = Bench::new().await;
    let _guard = arm(&bench, FaultKind::NullField("data.nothing".to_owned()));
    assert_eq!(try_connect(&bench).await.unwrap().status, 201);
    assert!(bench.why().contains("no such field"), "{}", bench.why());
}

#[tokio::test]
async fn lists_and_enums_of_the_user_object() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    bench.order(&id).await;
    bench.advance(2);
    let faults = bench.tenant.faults();
    let retrieve = |kind| Fault::new("spinwheel.retrieve_user", kind).times(1);
    let _list = faults.arm(retrieve(FaultKind::RetypedField("data.creditCards".to_owned()))).unwrap();
    assert_eq!(bench.user(&id).await["creditCards"], json!({}));
    let each = FaultKind::MissingField("data.creditCards.*.balanceDetails".to_owned());
    let _each = faults.arm(retrieve(each)).unwrap();
    let user = bench.user(&id).await;
    assert!(user["creditCards"].as_array().unwrap().iter().all(|card| card.get("balanceDetails").is_none()));
    let _enums = faults.arm(retrieve(FaultKind::UnknownEnum)).unwrap();
    let user = bench.user(&id).await;
    assert_eq!(user["autoLoans"][0]["liabilityProfile"]["debtType"], "UNHEARD_OF_VALUE");
    assert_eq!(user["creditReports"][0]["connectionStatus"]["dataStatus"], "UNHEARD_OF_VALUE");
    assert_eq!(user["profile"]["firstName"], "Aldo");
}

#[tokio::test]
async fn faults_are_checked_when_they_are_armed() {
    let bench = Bench::new().await;
    let faults = bench.tenant.faults();
    let unknown = faults.arm(Fault::new("spinwheel.conect", FaultKind::NoAnswer)).unwrap_err();
    assert!(unknown.to_string().contains("spinwheel.connect_sms"), "{unknown}");
    let token = faults.arm(Fault::new("*", FaultKind::Refusal("NOPE".to_owned()))).unwrap_err();
    assert!(matches!(&token, FaultError::UnknownToken { known, .. } if known.contains(&"INCORRECT")));
    assert!(matches!(faults.arm(Fault::new("*", FaultKind::Status(99))), Err(FaultError::InvalidStatus(99))));
    assert!(faults.list().is_empty());
}

#[tokio::test]
async fn wildcards_order_guards_and_keeping() {
    let bench = Bench::new().await;
    let faults = bench.tenant.faults();
    let first = faults.arm(Fault::new(CONNECT, FaultKind::Status(500)).times(1)).unwrap();
    let all = faults.arm(Fault::new("spinwheel.*", FaultKind::Status(503))).unwrap();
    assert_eq!(bench.connect(PHONE, BORN).await.status, 500);
    assert_eq!(bench.connect(PHONE, BORN).await.status, 503);
    assert_eq!(bench.get("/v1/users?userId=x").await.status, 503);
    assert_eq!((first.hits(), all.hits()), (1, 2));
    drop(all);
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
    let kept = faults.arm(Fault::new("*", FaultKind::Status(500))).unwrap().keep();
    assert_eq!(bench.connect(PHONE, BORN).await.status, 500);
    assert!(faults.remove(kept) && !faults.remove(kept));
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
}
