//! What a call is, apart from its values.

use std::fmt;
use std::time::Duration;

use http::{Method, StatusCode};

use super::Parts;
use crate::answer::{Answer, Unreadable};
use crate::error::{Code, Error};

/// What a call does at the provider. It decides what may be repeated, on which connection the call leaves, and what
/// its documentation says. Closed: these three are all there is to know before a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Looks something up.
    Read,
    /// Changes something; doing it twice is the same as once.
    Idempotent,
    /// Does something that must not happen twice; the text says what, for instance `sends a text message`.
    AtMostOnce(&'static str),
}

impl Effect {
    /// Whether a repeat could do harm.
    pub fn is_at_most_once(self) -> bool {
        matches!(self, Self::AtMostOnce(_))
    }

    /// What an at-most-once call does.
    pub fn description(self) -> Option<&'static str> {
        match self {
            Self::AtMostOnce(what) => Some(what),
            Self::Read | Self::Idempotent => None,
        }
    }
}

/// One of the hosts an API is spread over; the client knows its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host(pub usize);

/// The fixed facts of an operation, the same for each call.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Operation {
    /// The name of the client's method, for instance `connect_sms`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, for instance `/v1/users/{userId}`.
    pub path: &'static str,
    /// What the call does.
    pub effect: Effect,
    /// Which host it goes to.
    pub host: Host,
    /// How long an attempt may take, where it differs from the client's setting.
    pub attempt_time: Option<Duration>,
    /// How long the call may take, where it differs from the client's setting.
    pub call_time: Option<Duration>,
}

impl Operation {
    /// An operation on the provider's first host, with the client's times.
    pub const fn new(name: &'static str, method: Method, path: &'static str, effect: Effect) -> Self {
        Self { name, method, path, effect, host: Host(0), attempt_time: None, call_time: None }
    }

    /// Sends it to another host.
    #[must_use]
    pub const fn on(mut self, host: Host) -> Self {
        self.host = host;
        self
    }

    /// Gives it times of its own, for providers that take long to answer.
    #[must_use]
    pub const fn taking(mut self, attempt: Duration, call: Duration) -> Self {
        self.attempt_time = Some(attempt);
        self.call_time = Some(call);
        self
    }
}

/// A provider, as a type: it keeps the requests of one provider from going through another one's client.
pub trait Provider: fmt::Debug + Send + Sync + 'static {
    /// Its short name in errors and traces, for instance `spinwheel`.
    const NAME: &'static str;
    /// Crate and version for the `User-Agent` header.
    const USER_AGENT: &'static str;
    /// The header in which the provider numbers its requests, in lower case.
    const REQUEST_ID_HEADER: Option<&'static str> = None;
}

/// A request of a provider: a plain value that knows how it is written and how its answer is read. Sending it is the
/// client's job.
pub trait Endpoint: Send + Sync {
    /// Whose operation it is.
    type Provider: Provider;
    /// What a success gives.
    type Output: Send;
    /// The fixed facts.
    const OPERATION: &'static Operation;

    /// Writes path values, query and body.
    fn write(&self, parts: &mut Parts) -> Result<(), Error>;

    /// Reads an answer of any status.
    fn decode(&self, answer: &Answer) -> Result<Self::Output, Failure>;
}

/// An answer that is no success. Closed: the provider has refused, or nobody can tell what it says.
#[derive(Debug)]
pub enum Failure {
    /// The provider said no.
    Refused(Refusal),
    /// A success that cannot be read.
    Unreadable(Unreadable),
}

impl From<Unreadable> for Failure {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}

/// A provider's refusal. What it means is taken from the HTTP status unless the provider crate knows better.
#[derive(Debug, Default)]
pub struct Refusal {
    pub(crate) code: Option<Code>,
    pub(crate) advice: Option<&'static str>,
    pub(crate) meaning: Option<Meaning>,
    pub(crate) status: Option<StatusCode>,
}

/// What a refusal means for the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// The request is not acceptable as it is.
    Refused,
    /// Too many requests; `before_effect` where the provider is known to say so before anything happens.
    SlowDown {
        /// Whether the request certainly had no effect.
        before_effect: bool,
    },
    /// The credentials are wrong or lack the right.
    Credentials,
    /// The token is not good any more: worth one attempt with a new one, since nothing was done.
    Token,
}

impl Refusal {
    /// A refusal that says no more than its HTTP status.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the provider's code.
    #[must_use]
    pub fn with_code(mut self, code: Code) -> Self {
        self.code = Some(code);
        self
    }

    /// Adds what a person should do about it, for the error's line.
    #[must_use]
    pub fn with_advice(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }

    /// The status the provider states in the body, where it is worse than the one of HTTP.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Says what it means, where the HTTP status does not.
    #[must_use]
    pub fn meaning(mut self, meaning: Meaning) -> Self {
        self.meaning = Some(meaning);
        self
    }
}
