//! Reading a token that is there.

use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use measure::{Case, Failure};
use tokio::runtime::Runtime;
use verify_core::provider::{Token, TokenCache, TokenSource};
use verify_core::{Clock, Error, Secret, Sleep, SystemClock};

use crate::plain;

const AGE: Duration = Duration::from_secs(7200);

pub(crate) fn run(runtime: &Runtime) -> Result<(), Failure> {
    let machine = TokenCache::new(Arc::new(SystemClock), Arc::new(Given));
    let still = TokenCache::new(Arc::new(Still), Arc::new(Given));
    let plain = plain::Cache::new(Arc::default(), true);
    runtime.block_on(async {
        machine.ready().await?;
        still.ready().await?;
        plain.get().await.map(drop).ok_or("no token").map_err(Failure::from)
    })?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    measure::run(vec![
        Case::new("ours", || assert!(at_once(still.ready()).is_ok())),
        Case::new("ours, with a look at the clock", || assert!(at_once(machine.ready()).is_ok())),
        Case::new("mutex, with a look at the clock", || assert!(at_once(plain.get()).is_some())),
        Case::new("nothing", || assert!(at_once(std::future::ready(Ok::<(), Error>(()))).is_ok())),
        Case::new("a look at the clock", || {
            black_box(black_box(&clock).monotonic());
        }),
    ])
}

/// The result of a future that has nothing to wait for.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let Poll::Ready(result) = pin!(future).poll(&mut Context::from_waker(Waker::noop())) else {
        unreachable!("the token is there")
    };
    black_box(result)
}

#[derive(Debug)]
struct Given;

#[async_trait]
impl TokenSource for Given {
    async fn fetch(&self) -> Result<Token, Error> {
        Token::new("", &Secret::new("synthetic-token-1"), AGE * 3 / 4, AGE)
    }
}

/// A clock that costs nothing: what is left is the cache's own.
#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::pending())
    }
}
