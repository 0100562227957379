//! Access tokens: fetched when one is needed, kept while they are good, never fetched twice at the same time.

mod state;

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use http::HeaderValue;
use tokio::runtime::Handle;
use tokio::sync::watch;

use self::state::{Begun, Claim, Next, State};
use crate::clock::Clock;
use crate::error::{Delivery, Details, Error, ErrorKind};
use crate::pipeline::sensitive;
use crate::secret::Secret;

/// Fetches access tokens from a provider.
#[async_trait]
pub trait TokenSource: fmt::Debug + Send + Sync {
    /// Fetches one. An error of the kind [`Credentials`](crate::ErrorKind::Credentials) means that the credentials
    /// were refused: the cache then asks no more until it is given another source.
    async fn fetch(&self) -> Result<Token, Error>;
}

/// An access token and how long it is good, counted from the moment it was asked for.
#[derive(Debug, Clone)]
pub struct Token {
    header: HeaderValue,
    soft_age: Duration,
    hard_age: Duration,
}

impl Token {
    /// `prefix` and secret make the value of the header (`"Bearer "`, or nothing). From `soft_age` on the token is
    /// renewed while it is still used, from `hard_age` on it is not used any more.
    ///
    /// A text that is empty or cannot be sent makes the answer it came in unreadable.
    pub fn new(prefix: &str, secret: &Secret, soft_age: Duration, hard_age: Duration) -> Result<Self, Error> {
        let header = sensitive(prefix, secret).map_err(|_| unusable())?;
        Ok(Self { header, soft_age, hard_age })
    }
}

fn unusable() -> Error {
    let mut details = Details::new(ErrorKind::Unreadable, Delivery::Answered);
    details.cause = Some("the access token in it is empty, or is none that can be sent");
    details.into()
}

/// A token in use; `generation` tells it from the ones before and after it.
pub(crate) struct Current {
    pub(crate) header: HeaderValue,
    pub(crate) generation: u64,
}

/// A handle on it: cheaper to hand out than the text itself, with its own way of being shared.
pub(crate) type Issued = Arc<Current>;

type Outcome = Result<Issued, Error>;

/// How often a caller looks again when a fetch was ended from outside.
const LOOKS: u32 = 3;

/// Keeps the token of one client. Cheap to clone; clones are the same cache.
///
/// A fetch runs in a task of its own, so that a caller who gives up neither ends it nor causes another one. While the
/// token is renewed, the old one stays in use until its hard age. What a network did to a fetch is not remembered;
/// refused credentials are: later calls fail at once, without a request, because a provider may lock an account that
/// keeps trying.
#[derive(Clone)]
pub struct TokenCache {
    shared: Arc<Shared>,
}

struct Shared {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

impl TokenCache {
    /// An empty cache; nothing is fetched before the first call.
    pub fn new(clock: Arc<dyn Clock>, source: Arc<dyn TokenSource>) -> Self {
        Self { shared: Arc::new(Shared { clock, state: Mutex::new(State::new(source)) }) }
    }

    /// The token to use at this time of the monotonic clock, if there is one that nothing has to be done about. What nearly
    /// every call gets: it waits for nothing, allocates nothing, and leaves the look at the clock to the caller.
    pub(crate) fn fresh(&self, now: Duration) -> Option<Issued> {
        self.shared.lock().fresh(now)
    }

    /// The token to use now.
    pub(crate) async fn get(&self) -> Outcome {
        for _ in 0..LOOKS {
            let now = self.shared.clock.monotonic();
            // One look under one lock: between looking and beginning, credentials could be refused.
            let next = {
                let mut state = self.shared.lock();
                match state.fresh(now) {
                    Some(issued) => return Ok(issued),
                    None => state.next(now),
                }
            };
            let result = match next {
                Next::Use(issued) => return Ok(issued),
                Next::Renew(issued, begun) => {
                    // Where no task can be started the hard age will tell.
                    let _ = self.shared.fetch(begun);
                    return Ok(issued);
                }
                Next::Refused(error) => return Err(error.refused_before()),
                Next::Wait(result) => result,
                Next::Fetch(result, begun) => {
                    self.shared.fetch(begun)?;
                    result
                }
            };
            if let Some(outcome) = wait(result).await {
                return outcome;
            }
        }
        Err(lost())
    }

    /// Makes sure that there is a token.
    pub async fn ready(&self) -> Result<(), Error> {
        match self.fresh(self.shared.clock.monotonic()) {
            Some(_) => Ok(()),
            // Apart, so that what is waited for makes nobody's future larger who finds a token.
            None => Box::pin(self.get()).await.map(drop),
        }
    }

    /// Drops the token of this generation, which the provider did not accept; a newer one stays.
    pub(crate) fn reject(&self, generation: u64) {
        self.shared.lock().reject(generation);
    }

    /// Fetches from another source from now on, and forgets that the credentials of the old one were refused. A token
    /// that is there stays in use.
    pub fn replace_source(&self, source: Arc<dyn TokenSource>) {
        self.shared.lock().replace_source(source);
    }

    /// Runs a change of the credentials at the provider while nobody fetches a token; the change itself calls
    /// [`replace_source`](Self::replace_source) when it succeeded, and must not need a token. It is completed even if the caller
    /// gives up: otherwise the provider could have taken credentials that the client does not know. Credentials that were
    /// refused before are not tried for this either; `condemns` says which errors of the change mean that they were refused.
    pub async fn while_nobody_fetches<F>(&self, change: F, condemns: fn(&Error) -> bool) -> Result<(), Error>
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let begun = loop {
            let claim = self.shared.lock().claim();
            match claim {
                Claim::Refused(error) => return Err(error.refused_before()),
                Claim::Begun(begun) => break begun,
                // Whatever that fetch came to, the change is next.
                Claim::Busy(fetch) => drop(wait(fetch).await),
            }
        };
        let (shared, (done, result)) = (Arc::clone(&self.shared), watch::channel(None));
        spawn(async move {
            let changed = change.await;
            if let Err(error) = &changed {
                if condemns(error) {
                    shared.lock().remember(&begun, error);
                }
            }
            drop(begun);
            done.send_replace(Some(changed));
        })?;
        wait(result).await.unwrap_or_else(|| Err(lost()))
    }
}

impl Shared {
    /// Poisoning is no concern: nothing panics while the lock is held, and each state is whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches in a task of its own.
    fn fetch(self: &Arc<Self>, begun: Begun) -> Result<(), Error> {
        let shared = Arc::clone(self);
        spawn(async move {
            let started = shared.clock.monotonic();
            let fetched = begun.source.fetch().await;
            let now = shared.clock.monotonic();
            let outcome = shared.lock().settle(&begun, started, now, fetched);
            // Without one the callers look again.
            if outcome.is_some() {
                begun.done.send_replace(outcome);
            }
        })
    }
}

fn spawn(task: impl Future<Output = ()> + Send + 'static) -> Result<(), Error> {
    let runtime = Handle::try_current()
        .map_err(|_| Error::configuration("the client must be used inside a Tokio runtime"))?;
    runtime.spawn(task);
    Ok(())
}

/// What the task came to; `None` if it ended without a word.
async fn wait<T: Clone>(mut result: watch::Receiver<Option<T>>) -> Option<T> {
    let outcome = result.wait_for(Option::is_some).await.ok()?;
    outcome.clone()
}

/// What the task did before it ended is not known.
fn lost() -> Error {
    let message = "the task ended without a result: its Tokio runtime was shut down, or it panicked";
    Details { message: Some(message.into()), ..Details::new(ErrorKind::Interrupted, Delivery::Unknown) }
        .into()
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenCache(***)")
    }
}
