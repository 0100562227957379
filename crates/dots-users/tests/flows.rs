//! The list of all flows as a stream, and the wait for one.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use dots_users::{
    Client, Clock, Error, ErrorKind, FlowId, FlowStream, FlowWait, ListFlows, Phase, TransportError,
    WaitForFlow,
};
use futures_core::Stream;
use serde_json::{Value, json};
use support::{client, flow_id, sample};
use verify_testkit::{ManualClock, Script};

fn pages(pages: &[(&[u32], Option<bool>)]) -> Script {
    let script = Script::new();
    for (ids, more) in pages {
        let flows: Vec<Value> = ids.iter().map(|id| json!({ "id": id.to_string() })).collect();
        let mut page = json!({ "data": flows });
        if let Some(more) = more {
            page["has_more"] = (*more).into();
        }
        script.on("list_flows").answer(200, page.to_string());
    }
    script
}

/// The ids that come, and the error that ends it.
async fn take(script: &Script, request: ListFlows) -> (Vec<String>, Option<Error>) {
    let mut flows = client(script).flows(&request);
    let mut ids = Vec::new();
    while let Some(flow) = flows.next().await {
        match flow {
            Ok(flow) => ids.push(flow.id.as_str().to_owned()),
            Err(error) => {
                assert!(flows.next().await.is_none(), "an error is the end");
                return (ids, Some(error));
            }
        }
    }
    assert!(flows.next().await.is_none(), "the end stays the end");
    (ids, None)
}

#[tokio::test]
async fn the_pages_come_as_one_list() {
    let script = Script::new();
    for name in ["page", "last_page"] {
        script.on("list_flows").answer(200, sample(&format!("list_flows/{name}.json")));
    }
    let (ids, error) = take(&script, ListFlows::new().limit(2).unwrap()).await;
    let id = |number| format!("0d075000-0000-4000-8000-0000000000f{number}");
    assert_eq!((ids, error.is_none()), (vec![id(1), id(2), id(3)], true));
    let query = |uri: &http::Uri| uri.query().unwrap_or_default().to_owned();
    let queries: Vec<_> = script.requests().iter().map(|request| query(request.http().uri())).collect();
    assert_eq!(queries, ["limit=2".to_owned(), format!("limit=2&starting_after={}", id(2))]);
}

#[tokio::test]
async fn what_appears_twice_comes_once() {
    let script = pages(&[(&[1, 2], Some(true)), (&[2, 3], None), (&[3], None)]);
    let request = ListFlows::new().starting_after(FlowId::new("9").unwrap());
    let (ids, error) = take(&script, request).await;
    assert_eq!((ids, error.is_none()), (["1", "2", "3"].map(str::to_owned).to_vec(), true));
    assert_eq!(script.requests()[0].http().uri().query(), Some("starting_after=9"));
}

#[tokio::test]
async fn a_page_that_comes_again_and_again_is_an_error() {
    for again in [&[1, 2][..], &[2], &[]] {
        let script = pages(&[(&[1, 2], Some(true)), (again, Some(true))]);
        let (ids, error) = take(&script, ListFlows::new()).await;
        let error = error.unwrap();
        assert_eq!((ids.len(), error.kind()), (2, ErrorKind::Unreadable));
        assert_eq!((error.operation(), error.json_path()), (Some("list_flows"), Some("has_more")));
    }
}

#[tokio::test]
async fn the_list_does_not_go_back() {
    let script = Script::new();
    let (ids, error) = take(&script, ListFlows::new().ending_before(flow_id())).await;
    let error = error.unwrap();
    let seen = (ids.len(), error.kind(), error.operation(), script.requests().len());
    assert_eq!(seen, (0, ErrorKind::InvalidInput, Some("list_flows"), 0));
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let script = pages(&[(&[1], Some(true))]);
    script.on("list_flows").answer(400, "{}");
    let (ids, error) = take(&script, ListFlows::new()).await;
    assert_eq!((ids.len(), error.unwrap().kind()), (1, ErrorKind::Refused));
}

#[tokio::test]
async fn the_list_is_a_stream_that_prints_nothing_of_itself() {
    fn check<T: Stream + Send + Sync + Unpin + 'static>(_: &T) {}

    let script = pages(&[(&[171, 172], Some(true))]);
    let mut flows: FlowStream = client(&script).flows(&ListFlows::new());
    check(&flows);
    assert_eq!(script.requests().len(), 0, "nothing is fetched before it is wanted");
    flows.next().await.unwrap().unwrap();
    assert_eq!(format!("{flows:?}"), "FlowStream(2 seen, 1 ready)");
}

/// A client on a clock that skips pauses, and what it is answered, look by look.
fn looks(looks: &[&str]) -> (Script, ManualClock, Client) {
    let (script, clock) = (Script::new(), ManualClock::frozen().skipping_pauses());
    for look in looks {
        let path = match *look {
            "open" => "create_flow/created.json".to_owned(),
            other => format!("retrieve_flow/{other}.json"),
        };
        script.on("retrieve_flow").answer(200, sample(&path));
    }
    let client = support::builder(&script).clock(clock.clone()).build().unwrap();
    (script, clock, client)
}

#[tokio::test]
async fn the_wait_for_a_user_ends_before_the_wait_for_the_steps() {
    let every = Duration::from_secs(5);
    let (script, clock, client) = looks(&["open", "open", "onboarded"]);
    let end = client.wait_for_flow(&WaitForFlow::until_user_known(flow_id())).await.unwrap();
    let FlowWait::Reached(flow) = end else { panic!("the user is known") };
    assert_eq!((flow.user_id.as_ref(), flow.is_complete()), (Some(&support::user_id()), false));
    assert_eq!((script.requests().len(), clock.monotonic()), (3, every * 2));

    let (script, clock, client) = looks(&["open", "onboarded", "onboarded", "complete"]);
    let end = client.wait_for_flow(&WaitForFlow::until_complete(flow_id())).await.unwrap();
    let FlowWait::Reached(flow) = end else { panic!("the steps are done") };
    assert!(flow.is_complete());
    assert_eq!((script.requests().len(), clock.monotonic()), (4, every * 3));
    let paths = script.requests();
    let path = format!("/api/v2/flows/{}", flow_id().as_str());
    assert!(paths.iter().all(|request| request.http().uri().path() == path));
}

#[tokio::test]
async fn the_wait_gives_up_and_says_how_the_flow_stood() {
    let every = Duration::from_secs(60);
    let (script, clock, client) = looks(&["open", "onboarded", "onboarded"]);
    let request = WaitForFlow::until_complete(flow_id()).every(every).for_at_most(every * 2);
    let end = client.wait_for_flow(&request).await.unwrap();
    let FlowWait::Pending(flow) = end else { panic!("it gives up") };
    assert!(flow.user_id.is_some());
    assert_eq!((script.requests().len(), clock.monotonic()), (3, every * 2));
}

#[tokio::test]
async fn by_default_the_wait_takes_fifteen_minutes() {
    let (script, clock) = (Script::new(), ManualClock::frozen().skipping_pauses());
    script.on("retrieve_flow").times(181).answer(200, sample("create_flow/created.json"));
    let client = support::builder(&script).clock(clock.clone()).build().unwrap();
    let end = client.wait_for_flow(&WaitForFlow::until_user_known(flow_id())).await.unwrap();
    assert!(matches!(end, FlowWait::Pending(_)));
    assert_eq!((script.requests().len(), clock.monotonic()), (181, Duration::from_secs(900)));
    script.assert_done();
}

#[tokio::test]
async fn a_wait_without_time_looks_once_and_pauses_are_never_nothing() {
    let (script, _, client) = looks(&["open"]);
    let request = WaitForFlow::until_complete(flow_id()).for_at_most(Duration::ZERO).every(Duration::ZERO);
    assert!(matches!(client.wait_for_flow(&request).await.unwrap(), FlowWait::Pending(_)));
    assert_eq!(script.requests().len(), 1);
    assert_eq!(
        request,
        WaitForFlow::until_complete(flow_id()).for_at_most(Duration::ZERO).every(Duration::from_millis(100))
    );
}

#[tokio::test]
async fn an_error_ends_the_wait() {
    let (script, _, client) = looks(&[]);
    script.on("retrieve_flow").answer(404, sample("retrieve_flow/not_found.json"));
    let error = client.wait_for_flow(&WaitForFlow::until_complete(flow_id())).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Refused, Some("retrieve_flow")));

    let script = Script::new();
    script.on("retrieve_flow").times(2).fail(TransportError::interrupted("closed"));
    script.on("retrieve_flow").answer(200, sample("retrieve_flow/complete.json"));
    let client = support::client(&script);
    let end = client.wait_for_flow(&WaitForFlow::until_complete(flow_id())).await.unwrap();
    assert!(matches!(end, FlowWait::Reached(_)), "a look is repeated like any read");
}

#[tokio::test]
async fn a_look_that_hangs_ends_with_the_deadline_of_the_client() {
    let (script, clock, client) = looks(&["open"]);
    script.on("retrieve_flow").never_answer();
    let client = client.with_deadline(Duration::from_secs(7));
    let request = WaitForFlow::until_complete(flow_id());
    let waiting = tokio::spawn(async move { client.wait_for_flow(&request).await });
    clock.wait_for_sleepers(1).await;
    clock.advance(Duration::from_secs(7));
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.phase()), (ErrorKind::Timeout, Some(Phase::Waiting)));
    assert_eq!((error.operation(), script.requests().len()), (Some("retrieve_flow"), 2));
}
