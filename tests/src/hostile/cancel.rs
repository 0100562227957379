//! Calls that are dropped, at each place at which they wait.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;
use verify_core::Error;

use super::replay::{Player, Recorder};
use super::{Road, settle};
use crate::World;
use crate::endpoints::{Boxed, Call, EndpointCase};

/// No call waits more often than this.
const MANY: u32 = 500;
/// How often each await of the transport is pending.
const PENDING: u32 = 2;
/// What passes between two looks at a call; pauses end with it, limits do not.
const STEP: Duration = Duration::from_millis(50);
/// Longer than any token lives.
const AGES: Duration = Duration::from_hours(24 * 365);

/// What the world is like when the call is made that will be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// There is a token, where one is needed.
    Ready,
    /// There is none that is still good.
    TokenIsOld,
    /// The first attempt does not leave: the call pauses and tries once more.
    FirstAttemptFails,
}

/// What left of a call that was not dropped: requests of the operation, and logins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Requests of the operation.
    pub left: u32,
    /// Requests of other operations.
    pub logins: u32,
}

/// An endpoint without a network, to be called and dropped as often as one likes.
pub struct Harness {
    what: String,
    world: World,
    player: Player,
    call: Call,
    /// Whether it goes on without its caller.
    outlives: bool,
    /// Whether the call is only about the token: with one that is good it sends nothing.
    is_login: bool,
}

impl fmt::Debug for Harness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Harness({})", self.what)
    }
}

impl Harness {
    /// Makes the call once over TCP, so that its answers are known.
    pub async fn new(case: &EndpointCase) -> Self {
        let road = Road::new();
        let recorder = Recorder::new(road.tcp().clone());
        road.take(recorder.clone());
        let world = World::with_pauses_on(&road).await;
        let call = (case.prepare)(world.clone()).await;
        call().await.unwrap();
        let player = recorder.play(case.operation);
        road.take(player.clone());
        let what = format!("{} {}", case.krate, case.operation);
        let mut harness =
            Self { what, world, player, call, outlives: case.outlives_its_caller, is_login: false };
        harness.is_login = harness.whole(Before::Ready).await.left == 0;
        harness
    }

    /// Drops the call after one look, after two, and so on until it is complete. Gives how often it was dropped.
    pub async fn drop_everywhere(&self, before: Before) -> u32 {
        let whole = self.whole(before).await;
        for looks in 1..MANY {
            if self.drop_after(looks, before, whole).await {
                return looks - 1;
            }
        }
        panic!("{}, {before:?}: does not end", self.what)
    }

    /// The whole call, with what leaves.
    async fn whole(&self, before: Before) -> Whole {
        self.set(before);
        // That it can fail is known of calls that are tried once.
        let _ = self.complete().await;
        Whole { left: self.player.left(), logins: self.player.logins() }
    }

    /// True when the call was complete before it could be dropped.
    async fn drop_after(&self, looks: u32, before: Before, whole: Whole) -> bool {
        let what = format!("{}, {before:?}, dropped after {looks} looks", self.what);
        for next_at_once in [false, true] {
            let tasks = alive_tasks();
            self.set(before);
            if self.begin_and_drop(looks).await {
                return true;
            }
            if !next_at_once {
                let left = self.player.left();
                self.end_of_tasks(&what, tasks).await;
                let follows = self.player.left() - left;
                assert!(follows == 0 || self.outlives, "{what}: somebody sent it afterwards");
            }
            let sent = self.player.left();
            assert!(sent <= 1, "{what}: sent {sent} times");
            self.next_call(&what, before, sent).await;
            self.end_of_tasks(&what, tasks).await;
            self.count(&what, sent, whole);
        }
        false
    }

    /// True when the call came to its end.
    async fn begin_and_drop(&self, looks: u32) -> bool {
        let mut call = (self.call)();
        for _ in 0..looks {
            if look(&mut call).await.is_ready() {
                return true;
            }
            self.pass().await;
        }
        false
    }

    async fn next_call(&self, what: &str, before: Before, sent: u32) {
        self.player.heal();
        let next = self.complete().await;
        if next.is_err() && self.outlives && before == Before::FirstAttemptFails && sent == 0 {
            // It waited for what was under way already, and that did not leave.
            assert!(self.complete().await.is_ok(), "{what}: the call after the next one fails");
            return;
        }
        assert!(next.is_ok(), "{what}: the next call fails: {next:?}");
    }

    /// What this call and the next one sent.
    fn count(&self, what: &str, sent: u32, whole: Whole) {
        let all = self.player.left();
        if self.is_login {
            // What came to its end without its caller is the next one's as well.
            assert_eq!(all, 1, "{what}: logins of this call and the next one");
        } else if self.outlives {
            assert!((1..=2).contains(&all), "{what}: {all} requests of this call and the next one");
        } else {
            assert_eq!(all, sent + 1, "{what}: requests of this call and the next one");
        }
        assert_eq!(self.player.logins(), whole.logins, "{what}: logins of this call and the next one");
    }

    fn set(&self, before: Before) {
        if self.is_login || before == Before::TokenIsOld {
            self.world.clock.advance(AGES);
        }
        self.player.ready(PENDING, u32::from(before == Before::FirstAttemptFails));
    }

    /// Others have their turn, and a little time passes.
    async fn pass(&self) {
        tokio::task::yield_now().await;
        self.world.clock.advance(STEP);
    }

    async fn complete(&self) -> Result<(), Error> {
        let mut call = (self.call)();
        for _ in 0..MANY {
            if let Poll::Ready(result) = look(&mut call).await {
                return result;
            }
            self.pass().await;
        }
        panic!("{}: does not end", self.what)
    }

    /// Whatever was begun for the call comes to its end.
    async fn end_of_tasks(&self, what: &str, before: usize) {
        let clock = &self.world.clock;
        settle(&format!("{what}: a task is left, its end"), || {
            let ended = alive_tasks() <= before;
            if !ended {
                clock.advance(STEP);
            }
            ended
        })
        .await;
    }
}

/// Polls the call once.
pub async fn look<T>(call: &mut Boxed<T>) -> Poll<T> {
    poll_fn(|context| Poll::Ready(Pin::as_mut(call).poll(context))).await
}

fn alive_tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
