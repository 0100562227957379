//! Time as something that is handed in.
//!
//! Every wait and every look at the time goes through a [`Clock`]: retries, deadlines, token ages, code lifetimes.
//! A test hands in a clock it steers (`ManualClock` of `verify-testkit`); nothing sleeps for real.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and waits.
///
/// Two clocks in one: [`now`](Clock::now) is the wall clock, which people and providers share and which can be set
/// back; [`monotonic`](Clock::monotonic) only moves forward and is what durations are measured with.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The wall clock.
    fn now(&self) -> SystemTime;

    /// Time since an arbitrary start; never runs backwards.
    fn monotonic(&self) -> Duration;

    /// A pause somebody wants to pass: between two attempts, between two polls.
    fn sleep(&self, duration: Duration) -> Sleep;

    /// A limit somebody hopes not to reach. A real clock treats it like a pause; a test clock can skip pauses
    /// without firing limits.
    fn timeout(&self, duration: Duration) -> Sleep {
        self.sleep(duration)
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn monotonic(&self) -> Duration {
        (**self).monotonic()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        (**self).sleep(duration)
    }

    fn timeout(&self, duration: Duration) -> Sleep {
        (**self).timeout(duration)
    }
}

/// A wait on a [`Clock`]; resolves when the time has come.
#[must_use = "a wait does nothing until it is awaited"]
pub struct Sleep(Pin<Box<dyn Future<Output = ()> + Send>>);

impl Sleep {
    /// Wraps the future of a clock of your own.
    pub fn new(future: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Box::pin(future))
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sleep")
    }
}

/// The machine's clock. Waiting needs a Tokio runtime with time enabled.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

// The only place that reads the machine's clock; `clippy.toml` forbids it everywhere else.
#[allow(clippy::disallowed_methods)]
impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(tokio::time::sleep(duration))
    }
}
