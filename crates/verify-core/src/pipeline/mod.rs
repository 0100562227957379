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

use std::any::Any;
use std::collections::BTreeMap;
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

use self::attempt::{Failed, within};
use self::deadline::Deadline;
use self::headers::Headers;
use self::retry::Ending;
use crate::answer::Answer;
use crate::clock::Clock;
use crate::error::{Context, Delivery, Details, Error, ErrorKind, Phase};
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
    shared: Arc<Shared>,
    /// What each request carries; an empty text stands for the token.
    headers: Arc<Headers>,
    token: Option<(HeaderName, TokenCache)>,
    context: Option<Arc<dyn Any + Send + Sync>>,
    retry: RetryPolicy,
    timeouts: Timeouts,
    provider: PhantomData<fn() -> P>,
}

struct Shared {
    hosts: Vec<BaseUrl>,
    /// Those without values in them, by host and path.
    addresses: RwLock<BTreeMap<(usize, &'static str), Arc<Address>>>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
}

impl<P: Provider> Pipeline<P> {
    /// The same pipeline with another limit for a whole call.
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        let mut pipeline = self.clone();
        pipeline.timeouts.call = Some(limit);
        pipeline
    }

    /// The same pipeline, whose calls end after this time at the latest.
    #[must_use]
    pub fn capped(&self, limit: Duration) -> Self {
        self.with_deadline(self.timeouts.call.unwrap_or(CALL_TIME).min(limit))
    }

    /// The same pipeline with another retry policy, for the requests that fetch tokens.
    #[must_use]
    pub fn with_retry(&self, retry: RetryPolicy) -> Self {
        let mut pipeline = self.clone();
        pipeline.retry = retry;
        pipeline
    }

    /// The same pipeline, which sends the cache's token in this header besides. They share connections.
    #[must_use]
    pub fn with_token(&self, header: HeaderName, cache: TokenCache) -> Self {
        let mut pipeline = self.clone();
        let place = (header.clone(), HeaderValue::from_static(""));
        pipeline.headers = Arc::new(self.headers.with(&[place]));
        pipeline.token = Some((header, cache));
        pipeline
    }

    /// The same pipeline, which sends these headers besides, or in place of those of the same name. They share connections.
    #[must_use]
    pub fn with_headers(&self, more: &Credentials) -> Self {
        let mut pipeline = self.clone();
        pipeline.headers = Arc::new(self.headers.with(&more.headers));
        pipeline
    }

    /// The same pipeline, whose requests find this in [`Parts::context`].
    #[must_use]
    pub fn with_context<T: Any + Send + Sync>(&self, context: T) -> Self {
        let mut pipeline = self.clone();
        pipeline.context = Some(Arc::new(context));
        pipeline
    }

    /// The clock, for the waits of a provider crate.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// Makes a call.
    pub async fn call<E: Endpoint<Provider = P>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        let operation = E::OPERATION;
        let context = Context { provider: P::NAME, operation: operation.name, effect: operation.effect };
        let mut parts = Parts::new(operation.path);
        parts.context.clone_from(&self.context);
        endpoint.write(&mut parts).map_err(|error| error.with_context(context))?;
        let mut output = None;
        let mut read = |answer: &Answer| -> Result<(), Failure> {
            output = Some(endpoint.decode(answer)?);
            Ok(())
        };
        let call = Call { context, operation, parts, request_id: P::REQUEST_ID_HEADER };
        self.run(call, &mut read).await?;
        output.ok_or_else(|| Error::invalid_input("the endpoint read nothing").with_context(context))
    }

    /// The part of a call that is the same for all endpoints, and compiled once.
    async fn run(&self, call: Call, read: Reader<'_>) -> Result<(), Error> {
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
        let deadline = Deadline::after(clock, time);
        let mut made = 0;
        let mut renewed = false;
        let mut earlier: Option<Error> = None;
        loop {
            let token = self.token(deadline).await.map_err(|error| error.after(made, earlier.as_ref()))?;
            made += 1;
            let attempt = self.attempt(call, token.as_ref(), deadline, made, read).await;
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
            if deadline.rest(clock).is_zero() {
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

    /// The token of an attempt, if the provider wants one. Until it is there nothing of the call has left.
    async fn token(&self, deadline: Deadline) -> Result<Option<Issued>, Error> {
        let Some((_, cache)) = &self.token else { return Ok(None) };
        if let Some(issued) = self.at_hand(cache, deadline) {
            return Ok(Some(issued));
        }
        let clock = &*self.shared.clock;
        match within(cache.get(), clock, || deadline.rest(clock)).await {
            // A token that comes at the last moment leaves no time for the call.
            Some(Ok(issued)) if !deadline.rest(clock).is_zero() => Ok(Some(issued)),
            Some(Err(error)) => Err(error.while_authenticating()),
            _ => {
                let phase = Some(Phase::Authenticating);
                Err(Details { phase, ..Details::new(ErrorKind::Timeout, Delivery::NotSent) }.into())
            }
        }
    }

    /// The token that needs no waiting for, while there is time: one look at the clock for both.
    fn at_hand(&self, cache: &TokenCache, deadline: Deadline) -> Option<Issued> {
        let now = self.shared.clock.monotonic();
        cache.fresh(now).filter(|_| !deadline.rest_at(now).is_zero())
    }

    fn reject(&self, token: Option<&Issued>) {
        if let (Some((_, cache)), Some(issued)) = (&self.token, token) {
            cache.reject(issued.generation);
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
        let Self { shared, headers, token, context, retry, timeouts, provider } = self;
        let (shared, headers) = (Arc::clone(shared), Arc::clone(headers));
        let (token, context) = (token.clone(), context.clone());
        Self { shared, headers, token, context, retry: *retry, timeouts: *timeouts, provider: *provider }
    }
}

impl<P: Provider> fmt::Debug for Pipeline<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("provider", &P::NAME)
            .field("hosts", &self.shared.hosts)
            .field("retry", &self.retry)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}
