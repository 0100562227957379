//! The list of all reports, as a stream.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use serde_json::{Value, json};
use spinwheel_gql::{CreditReportStream, Error, ErrorKind, ListCreditReports};
use support::{client, contact, sample};
use verify_testkit::Script;

/// A part of the list; the cursor is where it ends.
fn page(ids: &[u32], more: bool, cursor: Option<&str>) -> String {
    let node = |id: &u32| json!({ "cursor": format!("at-{id}"), "node": { "id": id.to_string() } });
    let edges: Vec<Value> = ids.iter().map(node).collect();
    let info = json!({ "hasNextPage": more, "endCursor": cursor });
    let data = json!({ "totalCount": 9, "pageInfo": info, "edges": edges });
    json!({ "data": { "creditReports": { "data": data } } }).to_string()
}

/// The ids that come, and the error that ends it.
async fn take(script: &Script, request: ListCreditReports) -> (Vec<String>, Option<Error>) {
    let mut reports = client(script).all_credit_reports(&request);
    let mut ids = Vec::new();
    while let Some(report) = reports.next().await {
        match report {
            Ok(report) => ids.push(report.id.as_str().to_owned()),
            Err(error) => {
                assert!(reports.next().await.is_none(), "an error is the end");
                return (ids, Some(error));
            }
        }
    }
    assert!(reports.next().await.is_none(), "the end stays the end");
    (ids, None)
}

fn variables(script: &Script) -> Vec<Value> {
    script.requests().iter().map(|request| request.json()["variables"].clone()).collect()
}

#[tokio::test]
async fn the_pages_come_as_one_list() {
    let script = Script::new();
    for name in ["page", "last_page"] {
        script.on("credit_reports").answer(200, sample(&format!("credit_reports/{name}.json")));
    }
    let (ids, error) = take(&script, ListCreditReports::new().first(2).unwrap()).await;
    assert_eq!(ids, ["cr-abc123def456", "cr-xyz789", "cr-3"]);
    assert!(error.is_none());
    assert_eq!(variables(&script), [json!({ "first": 2 }), json!({ "first": 2, "after": "cursor-2" })]);
}

#[tokio::test]
async fn it_begins_where_the_request_does() {
    let script = Script::new();
    script.on("credit_reports").answer(200, page(&[1, 2], true, Some("b")));
    script.on("credit_reports").answer(200, page(&[3], false, Some("c")));
    let request = ListCreditReports::new().contact(contact()).after("a").skip(4);
    assert_eq!(take(&script, request).await.0, ["1", "2", "3"]);
    let of = json!({ "reqOrgContactId": "contact-12345" });
    let expected = [json!({ "where": of, "after": "a", "skip": 4 }), json!({ "where": of, "after": "b" })];
    assert_eq!(variables(&script), expected, "what was left out at the start is not left out again");
}

#[tokio::test]
async fn without_an_end_the_last_edge_is_one() {
    let script = Script::new();
    script.on("credit_reports").answer(200, page(&[1, 2], true, None));
    script.on("credit_reports").answer(200, page(&[3], false, None));
    assert_eq!(take(&script, ListCreditReports::new()).await.0, ["1", "2", "3"]);
    assert_eq!(variables(&script)[1], json!({ "after": "at-2" }));
}

#[tokio::test]
async fn each_report_comes_once() {
    let script = Script::new();
    script.on("credit_reports").answer(200, page(&[1, 2], true, Some("b")));
    script.on("credit_reports").answer(200, page(&[2, 3], false, Some("c")));
    assert_eq!(take(&script, ListCreditReports::new()).await.0, ["1", "2", "3"]);
}

#[tokio::test]
async fn a_list_that_does_not_move_on_is_unreadable() {
    for second in [page(&[1, 2], true, Some("b")), page(&[], true, Some("c")), page(&[], true, None)] {
        let script = Script::new();
        script.on("credit_reports").answer(200, page(&[1, 2], true, Some("b")));
        script.on("credit_reports").answer(200, second);
        let (ids, error) = take(&script, ListCreditReports::new()).await;
        let error = error.unwrap();
        assert_eq!((ids.len(), error.kind()), (2, ErrorKind::Unreadable));
        assert_eq!(error.json_path(), Some("data.creditReports.data.pageInfo"));
    }
}

#[tokio::test]
async fn it_does_not_go_back() {
    for request in [ListCreditReports::new().before("a"), ListCreditReports::new().last(2).unwrap()] {
        let script = Script::new();
        let (ids, error) = take(&script, request).await;
        assert_eq!((ids.len(), error.unwrap().kind()), (0, ErrorKind::InvalidInput));
        assert_eq!(script.requests().len(), 0);
    }
}

fn sendable<T: Send + Sync>(_: &T) {}

#[tokio::test]
async fn it_is_a_stream_that_prints_no_report() {
    let script = Script::new();
    script.on("credit_reports").answer(200, page(&[1, 2], false, None));
    let mut reports = client(&script).all_credit_reports(&ListCreditReports::new().contact(contact()));
    assert_eq!(script.requests().len(), 0, "nothing is asked for before it is taken");
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Some(Ok(first))) = Pin::new(&mut reports).poll_next(&mut context) else {
        unreachable!("the script answers at once")
    };
    assert_eq!(first.id.as_str(), "1");
    assert_eq!(format!("{reports:?}"), "CreditReportStream(2 seen, 1 ready)");
    sendable::<CreditReportStream>(&reports);
}
