//! Calls that are dropped, at each place at which they wait.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use tokio::runtime::Handle;
use verify_core::Error;

use super::replay::{Left, Player, Recorder};
use super::{Road, settle, tokens};
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
    /// The provider does not take the token that there is: the call renews it and tries once more.
    TokenIsRejected,
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
        let mut world = World::with_pauses_on(&road).await;
        // The one that fetches tokens, where there is another.
        world.signzy = world.signzy_with_login();
        let call = (case.prepare)(world.clone()).await;
        call().await.unwrap();
        let answers = recorder.take();
        for tokens in tokens::all() {
            (tokens.revoke)(&world);
        }
        // What can be done once fails now, and only its rejection is of interest.
        let _ = call().await;
        let player = Player::new(case.operation, answers, rejection(case.operation, recorder.take()));
        road.take(player.clone());
        let what = format!("{} {}", case.krate, case.operation);
        let mut harness =
            Self { what, world, player, call, outlives: case.outlives_its_caller, is_login: false };
        harness.is_login = harness.whole(Before::Ready).await.done == 0;
        harness
    }

    /// Whether a token of the call can be rejected, so that it fetches another one.
    pub fn renews_tokens(&self) -> bool {
        self.player.can_reject()
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
    async fn whole(&self, before: Before) -> Left {
        self.set(before);
        // That it can fail is known of calls that are tried once.
        let _ = self.complete().await;
        self.player.left()
    }

    /// True when the call was complete before it could be dropped.
    async fn drop_after(&self, looks: u32, before: Before, whole: Left) -> bool {
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
                let nothing_follows = self.player.left().sent() == left.sent();
                assert!(nothing_follows || self.outlives, "{what}: somebody sent it afterwards");
            }
            let sent = self.player.left().done;
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
    fn count(&self, what: &str, sent: u32, whole: Left) {
        let Left { done: all, rejected, logins } = self.player.left();
        if self.is_login {
            // What came to its end without its caller is the next one's as well.
            assert_eq!(all, 1, "{what}: logins of this call and the next one");
        } else if self.outlives {
            assert!((1..=2).contains(&all), "{what}: {all} requests of this call and the next one");
        } else {
            assert_eq!(all, sent + 1, "{what}: requests of this call and the next one");
        }
        assert_eq!(logins, whole.logins, "{what}: logins of this call and the next one");
        // The next call meets the same rejection only if nobody has heard of this one's.
        let unheard = u32::from(whole.rejected == 1);
        assert!(
            (whole.rejected..=whole.rejected + unheard).contains(&rejected),
            "{what}: {rejected} rejections"
        );
    }

    fn set(&self, before: Before) {
        if self.is_login || before == Before::TokenIsOld {
            self.world.clock.advance(AGES);
        }
        self.player.ready(PENDING, u32::from(before == Before::FirstAttemptFails));
        if before == Before::TokenIsRejected {
            self.player.revoke();
        }
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

/// The first answer of a call that was sent, was not let in, and was sent once more.
fn rejection(operation: &str, answers: Vec<(&str, Response<Bytes>)>) -> Option<Response<Bytes>> {
    let mut own = answers.into_iter().filter(|(name, _)| *name == operation).map(|(_, answer)| answer);
    let first = own.next()?;
    own.next().map(|_| first)
}

/// Polls the call once.
pub async fn look<T>(call: &mut Boxed<T>) -> Poll<T> {
    poll_fn(|context| Poll::Ready(Pin::as_mut(call).poll(context))).await
}

fn alive_tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
