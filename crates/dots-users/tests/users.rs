//! The list of all users, as a stream.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use dots_users::{Error, ErrorKind, ListUsers, UserId, UserStatus, UserStream};
use futures_core::Stream;
use serde_json::{Value, json};
use support::{client, sample};
use verify_testkit::Script;

fn page(ids: &[u32], more: Option<bool>) -> String {
    let users: Vec<Value> = ids.iter().map(|id| json!({ "id": id.to_string() })).collect();
    let mut page = json!({ "data": users });
    if let Some(more) = more {
        page["has_more"] = more.into();
    }
    page.to_string()
}

/// Answers with one page after the other.
fn pages(pages: &[(&[u32], Option<bool>)]) -> Script {
    let script = Script::new();
    for (ids, more) in pages {
        script.on("list_users").answer(200, page(ids, *more));
    }
    script
}

/// The ids that come, and the error that ends it.
async fn take(script: &Script, request: ListUsers) -> (Vec<String>, Option<Error>) {
    let mut users = client(script).users(&request);
    let mut ids = Vec::new();
    while let Some(user) = users.next().await {
        match user {
            Ok(user) => ids.push(user.id.as_str().to_owned()),
            Err(error) => {
                assert!(users.next().await.is_none(), "an error is the end");
                return (ids, Some(error));
            }
        }
    }
    assert!(users.next().await.is_none(), "the end stays the end");
    (ids, None)
}

fn queries(script: &Script) -> Vec<String> {
    let query = |uri: &http::Uri| uri.query().unwrap_or_default().to_owned();
    script.requests().iter().map(|request| query(request.http().uri())).collect()
}

#[tokio::test]
async fn the_pages_come_as_one_list() {
    let script = Script::new();
    for name in ["page", "last_page"] {
        script.on("list_users").answer(200, sample(&format!("list_users/{name}.json")));
    }
    let (ids, error) = take(&script, ListUsers::new().limit(2).unwrap()).await;
    let id = |number| format!("0d075000-0000-4000-8000-00000000000{number}");
    assert_eq!(ids, [id(1), id(2), id(3)]);
    assert!(error.is_none());
    assert_eq!(queries(&script), ["limit=2".to_owned(), format!("limit=2&starting_after={}", id(2))]);
}

#[tokio::test]
async fn it_begins_where_the_request_does() {
    let script = pages(&[(&[1, 2], Some(true)), (&[3], Some(false))]);
    let request = ListUsers::new().status(UserStatus::Verified).starting_after(UserId::new("9").unwrap());
    assert_eq!(take(&script, request).await.0, ["1", "2", "3"]);
    assert_eq!(queries(&script), ["status=verified&starting_after=9", "status=verified&starting_after=2"]);
}

#[tokio::test]
async fn it_does_not_go_back() {
    let script = Script::new();
    let (ids, error) = take(&script, ListUsers::new().ending_before(support::user_id())).await;
    let error = error.unwrap();
    assert_eq!(
        (ids.len(), error.kind(), error.operation()),
        (0, ErrorKind::InvalidInput, Some("list_users"))
    );
    assert_eq!(script.requests().len(), 0);
}

#[tokio::test]
async fn who_appears_twice_comes_once() {
    let script = pages(&[(&[1, 2], Some(true)), (&[2, 3], Some(true)), (&[3], Some(false))]);
    let (ids, error) = take(&script, ListUsers::new()).await;
    assert_eq!((ids, error.is_none()), (["1", "2", "3"].map(str::to_owned).to_vec(), true));
}

#[tokio::test]
async fn a_page_that_comes_again_and_again_is_an_error() {
    for again in [&[1, 2][..], &[2], &[]] {
        let script = pages(&[(&[1, 2], Some(true)), (again, Some(true))]);
        let (ids, error) = take(&script, ListUsers::new()).await;
        let error = error.unwrap();
        assert_eq!((ids.len(), error.kind()), (2, ErrorKind::Unreadable));
        assert_eq!((error.operation(), error.json_path()), (Some("list_users"), Some("has_more")));
    }
}

#[tokio::test]
async fn without_a_word_about_more_an_answer_without_news_is_the_end() {
    for last in [&[1, 2][..], &[]] {
        let script = pages(&[(&[1, 2], None), (&[3], None), (last, None)]);
        let (ids, error) = take(&script, ListUsers::new()).await;
        assert_eq!((ids.len(), error.is_none()), (3, true));
    }
}

#[tokio::test]
async fn an_error_ends_it() {
    let script = pages(&[(&[1], Some(true))]);
    script.on("list_users").answer(400, "{}");
    let (ids, error) = take(&script, ListUsers::new()).await;
    assert_eq!((ids.len(), error.unwrap().kind()), (1, ErrorKind::Refused));
}

#[tokio::test]
async fn nothing_is_fetched_before_it_is_wanted() {
    let script = pages(&[(&[1, 2], Some(true))]);
    let mut users = client(&script).users(&ListUsers::new());
    assert_eq!(script.requests().len(), 0);
    for _ in 0..2 {
        users.next().await.unwrap().unwrap();
    }
    assert_eq!(script.requests().len(), 1);
    assert_eq!(format!("{users:?}"), "UserStream(2 seen, 0 ready)");
}

#[tokio::test]
async fn it_is_a_stream_that_can_be_sent_and_shared() {
    fn check<T: Stream + Send + Sync + Unpin + 'static>(_: &T) {}

    let script = pages(&[(&[1], Some(true))]);
    let mut users: UserStream = client(&script).users(&ListUsers::new());
    check(&users);
    users.next().await.unwrap().unwrap();
    script.on("list_users").never_answer();
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(Pin::new(&mut users).poll_next(&mut context), Poll::Pending));
    drop(users);
}
