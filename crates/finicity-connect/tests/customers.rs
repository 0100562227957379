//! All customers, one after the other.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use finicity_connect::{CustomerStream, ErrorKind, ListCustomers};
use futures_core::Stream;
use serde_json::{Value, json};
use support::{client, count, sample, script};
use verify_testkit::Script;

fn page(ids: &[u32], more: Option<bool>) -> String {
    let customers: Vec<Value> = ids.iter().map(|id| json!({ "id": id.to_string() })).collect();
    let mut page = json!({ "customers": customers });
    if let Some(more) = more {
        page["moreAvailable"] = more.into();
    }
    page.to_string()
}

/// Answers with one page after the other.
fn pages(pages: &[(&[u32], Option<bool>)]) -> Script {
    let script = script();
    for (ids, more) in pages {
        script.on("list_customers").answer(200, page(ids, *more));
    }
    script
}

/// The ids that come, and the error that ends it.
async fn take(script: &Script, request: ListCustomers) -> (Vec<String>, Option<finicity_connect::Error>) {
    let mut customers = client(script).customers(&request);
    let mut ids = Vec::new();
    while let Some(customer) = customers.next().await {
        match customer {
            Ok(customer) => ids.push(customer.id.as_str().to_owned()),
            Err(error) => {
                assert!(customers.next().await.is_none(), "an error is the end");
                return (ids, Some(error));
            }
        }
    }
    assert!(customers.next().await.is_none(), "the end stays the end");
    (ids, None)
}

fn queries(script: &Script) -> Vec<String> {
    let sent = script.requests();
    let lists = sent.iter().filter(|request| request.operation() == "list_customers");
    lists.map(|request| request.http().uri().query().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn the_pages_come_as_one_list() {
    let script = script();
    for name in ["page", "last_page"] {
        script.on("list_customers").answer(200, sample(&format!("list_customers/{name}.json")));
    }
    let (ids, error) = take(&script, ListCustomers::new().limit(2).unwrap()).await;
    assert_eq!(ids, ["1005061234", "1005061235", "1005061236"]);
    assert!(error.is_none());
    assert_eq!(queries(&script), ["limit=2", "start=3&limit=2"]);
}

#[tokio::test]
async fn it_begins_where_the_request_does() {
    let script = pages(&[(&[1, 2], Some(true)), (&[3], Some(false))]);
    let request = ListCustomers::new().search("ada").start(7).unwrap();
    assert_eq!(take(&script, request).await.0, ["1", "2", "3"]);
    assert_eq!(queries(&script), ["search=ada&start=7", "search=ada&start=9"]);
}

#[tokio::test]
async fn who_appears_twice_comes_once() {
    let script = pages(&[(&[1, 2], Some(true)), (&[2, 3], Some(true)), (&[3], Some(false))]);
    let (ids, error) = take(&script, ListCustomers::new()).await;
    assert_eq!((ids, error.is_none()), (["1", "2", "3"].map(str::to_owned).to_vec(), true));
}

#[tokio::test]
async fn a_page_that_comes_again_and_again_is_an_error() {
    for again in [&[1, 2][..], &[2], &[]] {
        let script = pages(&[(&[1, 2], Some(true)), (again, Some(true))]);
        let (ids, error) = take(&script, ListCustomers::new()).await;
        let error = error.unwrap();
        assert_eq!((ids.len(), error.kind()), (2, ErrorKind::Unreadable));
        assert_eq!((error.operation(), error.json_path()), (Some("list_customers"), Some("moreAvailable")));
    }
}

#[tokio::test]
async fn without_a_word_about_more_an_answer_without_news_is_the_end() {
    for last in [&[1, 2][..], &[]] {
        let script = pages(&[(&[1, 2], None), (&[3], None), (last, None)]);
        let (ids, error) = take(&script, ListCustomers::new()).await;
        assert_eq!((ids.len(), error.is_none()), (3, true));
    }
}

#[tokio::test]
async fn an_error_ends_it() {
    let script = pages(&[(&[1], Some(true))]);
    script.on("list_customers").answer(400, "{}");
    let (ids, error) = take(&script, ListCustomers::new()).await;
    assert_eq!((ids.len(), error.unwrap().kind()), (1, ErrorKind::Refused));
}

#[tokio::test]
async fn nothing_is_fetched_before_it_is_wanted() {
    let script = pages(&[(&[1, 2], Some(true))]);
    let mut customers = client(&script).customers(&ListCustomers::new());
    assert_eq!(script.requests().len(), 0);
    for _ in 0..2 {
        customers.next().await.unwrap().unwrap();
    }
    assert_eq!(count(&script, "list_customers"), 1);
    assert_eq!(format!("{customers:?}"), "CustomerStream(2 seen, 0 ready)");
}

#[tokio::test]
async fn it_is_a_stream_that_can_be_sent_and_shared() {
    fn check<T: Stream + Send + Sync + Unpin + 'static>(_: &T) {}

    let script = pages(&[(&[1], Some(true))]);
    let mut customers: CustomerStream = client(&script).customers(&ListCustomers::new());
    check(&customers);
    customers.next().await.unwrap().unwrap();
    script.on("list_customers").never_answer();
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(Pin::new(&mut customers).poll_next(&mut context), Poll::Pending));
    drop(customers);
}
