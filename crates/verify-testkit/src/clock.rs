//! A clock that tests steer.

use std::collections::BTreeMap;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use verify_core::{Clock, Sleep, SystemClock};

/// A clock that stands still until told otherwise. Clones share the time.
///
/// ```
/// use std::time::Duration;
/// use verify_core::Clock;
/// use verify_testkit::ManualClock;
///
/// let clock = ManualClock::frozen();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(300));
/// assert_eq!(clock.now(), before + Duration::from_secs(300));
/// ```
#[derive(Clone)]
pub struct ManualClock(Arc<Mutex<State>>);

struct State {
    /// The wall clock when `monotonic` was zero; moved by [`ManualClock::set_wall`].
    wall_origin: SystemTime,
    /// Time that has passed, without what has passed since `running_since`.
    passed: Duration,
    /// The real monotonic time at which the clock was set running; `None` while frozen.
    running_since: Option<Duration>,
    skips_pauses: bool,
    next_id: u64,
    sleepers: BTreeMap<(Duration, u64), Waker>,
    watchers: Vec<Waker>,
}

impl ManualClock {
    /// 2026-01-15 12:00:00 UTC, standing still: the same in every run.
    pub fn frozen() -> Self {
        Self::frozen_at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400))
    }

    /// The given time, standing still.
    pub fn frozen_at(wall: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(State {
            wall_origin: wall,
            passed: Duration::ZERO,
            running_since: None,
            skips_pauses: false,
            next_id: 0,
            sleepers: BTreeMap::new(),
            watchers: Vec::new(),
        })))
    }

    /// The machine's time, running; can be frozen and advanced.
    pub fn running() -> Self {
        let clock = Self::frozen_at(SystemClock.now());
        clock.resume();
        clock
    }

    /// Makes every [`Clock::sleep`] finish at once, moving the time by its length; [`Clock::timeout`] still waits.
    /// With it a retry with a pause of 30 seconds runs in no time, and no attempt times out because of it.
    #[must_use]
    pub fn skipping_pauses(self) -> Self {
        self.state().skips_pauses = true;
        self
    }

    /// Moves the time forward and wakes who waited for it.
    pub fn advance(&self, by: Duration) {
        let mut state = self.state();
        state.passed += by;
        state.wake_all();
    }

    /// Sets the wall clock alone, forwards or backwards, as an administrator or NTP would.
    pub fn set_wall(&self, wall: SystemTime) {
        let mut state = self.state();
        let passed = state.monotonic();
        state.wall_origin = wall.checked_sub(passed).unwrap_or(SystemTime::UNIX_EPOCH);
    }

    /// Stops the clock where it is.
    pub fn freeze(&self) {
        let mut state = self.state();
        state.passed = state.monotonic();
        state.running_since = None;
        state.wake_all();
    }

    /// Lets the clock run with real time from where it is.
    pub fn resume(&self) {
        let mut state = self.state();
        state.passed = state.monotonic();
        state.running_since = Some(SystemClock.monotonic());
        state.wake_all();
    }

    /// Whether the clock stands still.
    pub fn is_frozen(&self) -> bool {
        self.state().running_since.is_none()
    }

    /// How many waits are pending.
    pub fn sleepers(&self) -> usize {
        self.state().sleepers.len()
    }

    /// How long until the earliest pending wait is over; `None` when nobody waits.
    pub fn next_due(&self) -> Option<Duration> {
        let state = self.state();
        let (due, _) = state.sleepers.keys().next()?;
        Some(due.saturating_sub(state.monotonic()))
    }

    /// Resolves as soon as at least `count` waits are pending: the moment at which advancing has an effect.
    pub async fn wait_for_sleepers(&self, count: usize) {
        poll_fn(|context| {
            let mut state = self.state();
            if state.sleepers.len() >= count {
                return Poll::Ready(());
            }
            state.watchers.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, duration: Duration) -> Sleep {
        let mut state = self.state();
        let due = state.monotonic().saturating_add(duration);
        let id = state.next_id;
        state.next_id += 1;
        drop(state);
        Sleep::new(ManualSleep { clock: self.clone(), key: (due, id), real: None })
    }
}

impl State {
    fn monotonic(&self) -> Duration {
        let running = self.running_since.map(|since| SystemClock.monotonic().saturating_sub(since));
        self.passed + running.unwrap_or_default()
    }

    /// Everybody looks again: a wait may be over, or its real timer may be wrong now.
    fn wake_all(&mut self) {
        self.sleepers.values().for_each(Waker::wake_by_ref);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        let state = self.state();
        state.wall_origin + state.monotonic()
    }

    fn monotonic(&self) -> Duration {
        self.state().monotonic()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        if self.state().skips_pauses {
            self.advance(duration);
            return Sleep::new(std::future::ready(()));
        }
        self.wait(duration)
    }

    fn timeout(&self, duration: Duration) -> Sleep {
        self.wait(duration)
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManualClock")
            .field("passed", &self.monotonic())
            .field("frozen", &self.is_frozen())
            .finish_non_exhaustive()
    }
}

struct ManualSleep {
    clock: ManualClock,
    key: (Duration, u64),
    /// The timer of a running clock.
    real: Option<Sleep>,
}

impl Future for ManualSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        loop {
            let mut state = this.clock.state();
            let rest = this.key.0.saturating_sub(state.monotonic());
            if rest.is_zero() {
                state.sleepers.remove(&this.key);
                return Poll::Ready(());
            }
            state.sleepers.insert(this.key, context.waker().clone());
            state.watchers.drain(..).for_each(Waker::wake);
            if state.running_since.is_none() {
                this.real = None;
                return Poll::Pending;
            }
            drop(state);
            let real = this.real.insert(SystemClock.sleep(rest));
            if Pin::new(real).poll(context).is_pending() {
                return Poll::Pending;
            }
        }
    }
}

impl Drop for ManualSleep {
    fn drop(&mut self) {
        self.clock.state().sleepers.remove(&self.key);
    }
}
