//! Limits, so that a test that would hang fails and says why.

use std::future::{Future, poll_fn};
use std::num::NonZero;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use verify_core::{Clock, SystemClock};

use crate::endpoints::{self, Boxed, EndpointCase};

/// Longer than anything takes on a slow machine.
const LONG: Duration = Duration::from_mins(5);

/// How often others get their turn before something that should have settled is given up.
const TURNS: usize = 100_000;

/// Waits for the future, in the machine's time, and no longer than some minutes.
pub async fn bounded<F: Future>(what: &str, future: F) -> F::Output {
    let mut future = pin!(future);
    let mut limit = SystemClock.sleep(LONG);
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(output);
        }
        assert!(Pin::new(&mut limit).poll(context).is_pending(), "{what}: hangs");
        Poll::Pending
    })
    .await
}

/// Lets others have their turn until this holds.
pub async fn settle(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..TURNS {
        if holds() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("{what}: does not come about");
}

/// Does the work for each endpoint, on as many threads as the machine has, each with a runtime of its own. The results
/// are in the order of the list.
pub fn for_every_endpoint<T: Send>(work: fn(EndpointCase) -> Boxed<T>) -> Vec<T> {
    let cases = endpoints::all();
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let worker = || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let what = format!("{} {}", case.krate, case.operation);
            let result = runtime.block_on(bounded(&what, work(*case)));
            results.lock().unwrap().push((what, result));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(worker);
        }
    });
    let mut results = results.into_inner().unwrap();
    let place =
        |what: &str| cases.iter().position(|case| what == format!("{} {}", case.krate, case.operation));
    results.sort_by_key(|(what, _)| place(what));
    results.into_iter().map(|(_, result)| result).collect()
}
