//! How a call is made.
//!
//! One call: write the request → until it succeeds or may not be repeated: token → transport, against the clock → read
//! the answer. What may be repeated stands in [`retry`]; nothing here or below decides it a second time.

mod attempt;
mod credentials;
mod deadline;
mod headers;
mod operation;
mod parts;
#[cfg(test)]
mod properties;
mod retry;
mod retry_after;
mod settings;
mod tokens;

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;

pub use credentials::Credentials;
pub(crate) use credentials::sensitive;
pub use operation::{Effect, Endpoint, Failure, Host, Meaning, Operation, Provider, Refusal};
pub use parts::Parts;
pub use retry::RetryPolicy;
pub use settings::Settings;

use self::attempt::{Failed, trace};
use self::deadline::Deadline;
use self::headers::Headers;
use self::retry::Ending;
use self::tokens::Tokens;
use crate::answer::Answer;
use crate::clock::Clock;
use crate::error::{Context, Error};
use crate::http::{Address, BaseUrl, Transport};
use crate::token::{Issued, TokenCache};

const ATTEMPT_TIME: Duration = Duration::from_secs(20);
const CALL_TIME: Duration = Duration::from_secs(60);

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// Connecting: name, TCP, TLS.
    pub connect: Duration,
    /// One attempt, from connecting to the last byte of the answer. `None`: what the operation needs, else 20 s.
    pub attempt: Option<Duration>,
    /// A call with all its attempts and pauses. `None`: what the operation needs, else 60 s.
    pub call: Option<Duration>,
}

impl Default for Timeouts {
    /// 5 s to connect, 20 s for an attempt, 60 s for a call.
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), attempt: None, call: None }
    }
}

/// Sends the requests of one provider. Cheap to clone; clones share connections.
pub struct Pipeline<P> {
    core: Core,
    provider: PhantomData<fn() -> P>,
}

/// What is the same for all providers, and compiled once: here, and not in each of their crates.
#[derive(Clone)]
struct Core {
    shared: Arc<Shared>,
    /// What each request carries; an empty text stands for the token.
    headers: Arc<Headers>,
    token: Option<(HeaderName, Arc<dyn Tokens>)>,
    context: Option<Arc<dyn Any + Send + Sync>>,
    retry: RetryPolicy,
    timeouts: Timeouts,
}

struct Shared {
    hosts: Vec<BaseUrl>,
    /// Those without values in them.
    addresses: RwLock<Vec<Known>>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
}

/// The address of an operation, found by the place of its path in memory: a few of them are looked through at each call.
struct Known {
    host: usize,
    path: &'static str,
    address: Arc<Address>,
}

impl<P: Provider> Pipeline<P> {
    fn with(&self, core: Core) -> Self {
        Self { core, provider: self.provider }
    }

    /// The same pipeline with another limit for a whole call.
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        let mut core = self.core.clone();
        core.timeouts.call = Some(limit);
        self.with(core)
    }

    /// The same pipeline, whose calls end after this time at the latest.
    #[must_use]
    pub fn capped(&self, limit: Duration) -> Self {
        self.with_deadline(self.core.timeouts.call.unwrap_or(CALL_TIME).min(limit))
    }

    /// The same pipeline with another retry policy, for the requests that fetch tokens.
    #[must_use]
    pub fn with_retry(&self, retry: RetryPolicy) -> Self {
        self.with(Core { retry, ..self.core.clone() })
    }

    /// The same pipeline, which sends the cache's token in this header besides, in place of an earlier cache's. They share
    /// connections.
    #[must_use]
    pub fn with_token(&self, header: HeaderName, cache: TokenCache) -> Self {
        self.with(self.core.with_token(header, Arc::new(cache)))
    }

    /// The same pipeline, which sends these headers besides, or in place of those of the same name. They share connections.
    #[must_use]
    pub fn with_headers(&self, more: &Credentials) -> Self {
        self.with(self.core.with_headers(more))
    }

    /// The same pipeline, whose requests find this in [`Parts::context`].
    #[must_use]
    pub fn with_context<T: Any + Send + Sync>(&self, context: T) -> Self {
        self.with(Core { context: Some(Arc::new(context)), ..self.core.clone() })
    }

    /// The clock, for the waits of a provider crate.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.core.shared.clock
    }

    /// Makes a call.
    pub async fn call<E: Endpoint<Provider = P>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        // What depends on the endpoint is here, all else in `Core`.
        let mut call = self.core.begin(P::NAME, P::REQUEST_ID_HEADER, E::OPERATION);
        let written = endpoint.write(&mut call.parts);
        let mut output = None;
        let mut read = |answer: &Answer| -> Result<(), Failure> {
            output = Some(endpoint.decode(answer)?);
            Ok(())
        };
        self.core.run(call, written, &mut read).await?;
        output.ok_or_else(nothing_read)
    }
}

/// Only an endpoint that succeeds without an answer could come to this.
#[cold]
fn nothing_read() -> Error {
    Error::invalid_input("the endpoint read nothing")
}

impl Core {
    fn with_token(&self, header: HeaderName, tokens: Arc<dyn Tokens>) -> Self {
        let place = (header.clone(), HeaderValue::from_static(""));
        let earlier = self.token.as_ref().map(|(header, _)| header);
        let headers = Arc::new(self.headers.without(earlier).with(&[place]));
        Self { headers, token: Some((header, tokens)), ..self.clone() }
    }

    fn with_headers(&self, more: &Credentials) -> Self {
        Self { headers: Arc::new(self.headers.with(&more.headers)), ..self.clone() }
    }

    fn begin(
        &self,
        provider: &'static str,
        request_id: Option<&'static str>,
        operation: &'static Operation,
    ) -> Call {
        let context = Context { provider, operation: operation.name, effect: operation.effect };
        let mut parts = Parts::new(operation.path);
        parts.context.clone_from(&self.context);
        Call { context, operation, parts, request_id }
    }

    /// The part of a call that is the same for all endpoints.
    async fn run(&self, call: Call, written: Result<(), Error>, read: Reader<'_>) -> Result<(), Error> {
        written.map_err(|error| error.with_context(call.context))?;
        let span = tracing::info_span!(
            "call",
            provider = call.context.provider,
            operation = call.context.operation,
            method = call.operation.method.as_str(),
            path = call.parts.template(),
        );
        let attempts = self.attempts(&call, read).instrument(span);
        attempts.await.map_err(|error| error.with_context(call.context))
    }

    async fn attempts(&self, call: &Call, read: Reader<'_>) -> Result<(), Error> {
        let clock = &*self.shared.clock;
        let time = self.timeouts.call.or(call.operation.call_time).unwrap_or(CALL_TIME);
        let mut now = clock.monotonic();
        let deadline = Deadline::after(now, time);
        let mut made = 0;
        let mut renewed = false;
        let mut earlier: Option<Error> = None;
        loop {
            let token = self.token(deadline, &mut now).await;
            let token = token.map_err(|error| error.after(made, earlier.as_ref()))?;
            made += 1;
            let attempt = self.attempt(call, token.as_ref(), deadline, read).await;
            trace(made, || clock.monotonic().saturating_sub(now), attempt.as_ref().err());
            let Err(Failed { mut ending, error }) = attempt else {
                return Ok(());
            };
            let error = error.after(made, earlier.as_ref());
            if ending == (Ending::TokenRejected { renewed: false }) {
                ending = Ending::TokenRejected { renewed: renewed || token.is_none() };
                // A new one that is rejected too is kept: the next call then costs one login, and not two.
                if !renewed {
                    self.reject(token.as_ref());
                }
                renewed = true;
            }
            let pause = ending
                .may_be_repeated(call.operation.effect)
                .then(|| self.pause(ending, made, &error))
                .flatten()
                .filter(|pause| *pause < deadline.rest(clock));
            let Some(pause) = pause else {
                return Err(error);
            };
            tracing::debug!(attempt = made, pause_ms = pause.as_millis(), "will try again");
            if !pause.is_zero() {
                clock.sleep(pause).await;
            }
            // A pause can take longer than it should; an attempt without time would only blur what is known.
            now = clock.monotonic();
            if deadline.rest_at(now).is_zero() {
                return Err(error);
            }
            earlier = Some(error);
        }
    }

    /// A new token is worth an attempt at once, whatever the policy says about attempts that failed.
    fn pause(&self, ending: Ending, made: u32, error: &Error) -> Option<Duration> {
        match ending {
            Ending::TokenRejected { .. } => Some(Duration::ZERO),
            _ => self.retry.pause(made, error.retry_after()),
        }
    }

    /// The token of an attempt, if the provider wants one. Until it is there nothing of the call has left. What needs no waiting
    /// for is judged by the look at the clock that the call has just taken; after waiting there is a new one.
    async fn token(&self, deadline: Deadline, now: &mut Duration) -> Result<Option<Issued>, Error> {
        let Some((_, tokens)) = &self.token else { return Ok(None) };
        if let Some(issued) = tokens.fresh(*now).filter(|_| !deadline.rest_at(*now).is_zero()) {
            return Ok(Some(issued));
        }
        let clock = &*self.shared.clock;
        let issued = tokens.wait(clock, deadline).await?;
        *now = clock.monotonic();
        Ok(Some(issued))
    }

    fn reject(&self, token: Option<&Issued>) {
        if let (Some((_, tokens)), Some(issued)) = (&self.token, token) {
            tokens.reject(issued.generation);
        }
    }
}

/// Reads an answer and keeps what it says.
type Reader<'a> = &'a mut (dyn FnMut(&Answer) -> Result<(), Failure> + Send);

/// One call on its way.
struct Call {
    context: Context,
    operation: &'static Operation,
    parts: Parts,
    request_id: Option<&'static str>,
}

impl<P> Clone for Pipeline<P> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone(), provider: self.provider }
    }
}

impl<P: Provider> fmt::Debug for Pipeline<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("provider", &P::NAME)
            .field("hosts", &self.core.shared.hosts)
            .field("retry", &self.core.retry)
            .field("timeouts", &self.core.timeouts)
            .finish_non_exhaustive()
    }
}
