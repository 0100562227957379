//! The one error of all crates.

mod display;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::answer::JsonPath;
use crate::pipeline::Effect;
use crate::values::{InvalidValue, Pii};

/// What went wrong with a call, and what it left behind.
///
/// Printing it gives one line, complete in itself (there is no chain of sources), that says what to do; `{:?}` gives the same
/// line, for `unwrap` and for programs whose `main` returns an error, and `{:#?}` the details. No value that was sent or
/// received is ever part of it. To decide in code, ask [`kind`](Error::kind), the provider crate's `ErrorCode`, and [`may_have_acted`](Error::may_have_acted).
#[derive(Clone)]
pub struct Error(Box<Details>);

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.0.fmt(f) } else { fmt::Display::fmt(self, f) }
    }
}

/// What an error is made of; the pipeline fills it in.
#[derive(Debug, Clone)]
pub(crate) struct Details {
    pub(crate) kind: ErrorKind,
    pub(crate) delivery: Delivery,
    /// An earlier attempt was answered in a way that leaves open whether the provider acted.
    pub(crate) may_have_acted: bool,
    pub(crate) context: Option<Context>,
    pub(crate) attempts: u32,
    pub(crate) phase: Option<Phase>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) code: Option<Code>,
    pub(crate) advice: Option<&'static str>,
    pub(crate) request_id: Option<Box<str>>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) path: Option<JsonPath>,
    pub(crate) body: Option<RawBody>,
    /// What went wrong, where the kind alone says too little.
    pub(crate) message: Option<Cow<'static, str>>,
    /// Why there was no connection or no answer.
    pub(crate) cause: Option<&'static str>,
}

impl Details {
    pub(crate) fn new(kind: ErrorKind, delivery: Delivery) -> Self {
        Self {
            kind,
            delivery,
            may_have_acted: delivery == Delivery::Unknown,
            context: None,
            attempts: 0,
            phase: None,
            status: None,
            code: None,
            advice: None,
            request_id: None,
            retry_after: None,
            path: None,
            body: None,
            message: None,
            cause: None,
        }
    }
}

impl From<Details> for Error {
    fn from(mut details: Details) -> Self {
        details.may_have_acted |= details.status.is_some_and(|status| status.is_server_error());
        Self(Box::new(details))
    }
}

/// The call an error belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) provider: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) effect: Effect,
}

/// The kinds of errors, by who has to do something about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value does not have the form it needs; nothing was sent. Correct the input.
    InvalidInput,
    /// The client cannot work as it was configured; nothing was sent.
    Configuration,
    /// No connection came about (name, connect, TLS); nothing was sent.
    Connection,
    /// The connection broke after sending had begun.
    Interrupted,
    /// The time of the attempt or of the call ran out; [`Error::phase`] says while doing what.
    Timeout,
    /// The provider does not accept the credentials, or they lack the right.
    Credentials,
    /// The provider asks to slow down; [`Error::retry_after`] says for how long, if it was told.
    Throttled,
    /// The provider refused the request; its code says why.
    Refused,
    /// The provider failed (5xx).
    Unavailable,
    /// The provider answered something that cannot be read.
    Unreadable,
}

/// Whether the request reached the provider. Closed: there is no fourth case, and who matches all three has thought of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Delivery {
    /// Certainly not.
    NotSent,
    /// It did, and an answer came back.
    Answered,
    /// Nobody knows: sending had begun, and no complete answer came.
    Unknown,
}

/// What a call was doing when its time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Getting an access token, before anything of the call was sent. Status and code are those of that request then.
    Authenticating,
    /// Resolving the name, connecting, the TLS handshake.
    Connecting,
    /// Connecting or sending the request, or waiting for the first byte of the answer.
    Waiting,
    /// Reading the answer.
    Reading,
}

/// The provider's code for a refusal. Closed: a code is documented, or it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// One that the provider documents.
    Listed(&'static str),
    /// One that this version does not know. It may be an echo of what was sent, so it is never printed.
    Unlisted(Pii<String>),
}

impl Code {
    /// `listed` is the code if the provider documents it, `text` what was received.
    pub fn new(listed: Option<&'static str>, text: &str) -> Self {
        listed.map_or_else(|| Self::Unlisted(text.into()), Self::Listed)
    }
}

/// The body of an answer that became an error, at most 16 KiB of it. It can hold personal data: look at it on
/// purpose, do not log it.
#[derive(Clone, PartialEq, Eq)]
pub struct RawBody {
    bytes: Bytes,
    truncated: bool,
}

impl RawBody {
    const LIMIT: usize = 16 * 1024;

    pub(crate) fn new(body: &Bytes) -> Self {
        let kept = body.len().min(Self::LIMIT);
        // A copy, so that a large answer is not kept in memory for its beginning.
        Self { bytes: Bytes::copy_from_slice(&body[..kept]), truncated: body.len() > kept }
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether the answer was longer than what was kept.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({} bytes)", self.bytes.len())
    }
}

impl Error {
    /// A client that cannot work as configured. `message` says what is wrong and what to set.
    pub fn configuration(message: &'static str) -> Self {
        Self::unsent(ErrorKind::Configuration, message.into())
    }

    /// A request that cannot be sent as it is. `message` says what is wrong and what to do.
    pub fn invalid_input(message: &'static str) -> Self {
        Self::unsent(ErrorKind::InvalidInput, message.into())
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the request reached the provider, taking all attempts together: `Unknown` as soon as one is unknown.
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// Whether the provider may have done what was asked although there is no success: true if the delivery of an
    /// attempt is unknown, if one was answered with a 5xx, or if the answer to an at-most-once call could not be read.
    ///
    /// When true for a call that texts, mails or orders, do not simply call again: it may happen twice.
    pub fn may_have_acted(&self) -> bool {
        self.0.may_have_acted
    }

    /// The operation, for instance `connect_sms`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.context.map(|context| context.operation)
    }

    /// The provider, for instance `spinwheel`.
    pub fn provider(&self) -> Option<&'static str> {
        self.0.context.map(|context| context.provider)
    }

    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The provider's code, if it is one that the provider documents. The provider crate's `ErrorCode` is the typed
    /// form of it.
    pub fn code(&self) -> Option<&'static str> {
        match &self.0.code {
            Some(Code::Listed(code)) => Some(code),
            _ => None,
        }
    }

    /// A code the provider sent that this version does not know.
    pub fn unlisted_code(&self) -> Option<&Pii<String>> {
        match &self.0.code {
            Some(Code::Unlisted(code)) => Some(code),
            _ => None,
        }
    }

    /// The code of this provider, listed or not, as the type its crate has for it.
    #[doc(hidden)]
    pub fn code_of<'a, C: From<&'a str>>(&'a self, provider: &str) -> Option<C> {
        let code = self.code().or_else(|| Some(self.unlisted_code()?.expose().as_str()));
        code.filter(|_| self.provider() == Some(provider)).map(C::from)
    }

    /// The provider's id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How many times the request was tried; 0 if it never came to that.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the provider asked to wait, counted from its last answer.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What was going on when the time ran out.
    pub fn phase(&self) -> Option<Phase> {
        self.0.phase
    }

    /// Which field could not be read, for instance `data.userId`.
    pub fn json_path(&self) -> Option<&str> {
        self.0.path.as_ref().map(JsonPath::as_str)
    }

    /// The body of the answer, to be opened on purpose.
    pub fn raw_body(&self) -> Option<&RawBody> {
        self.0.body.as_ref()
    }

    /// Whether the call ran out of time.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the provider asked to slow down.
    pub fn is_throttled(&self) -> bool {
        self.kind() == ErrorKind::Throttled
    }

    /// Whether the credentials were not accepted.
    pub fn is_credentials(&self) -> bool {
        self.kind() == ErrorKind::Credentials
    }

    /// What the call does, for instance `AtMostOnce("sends a text message")`.
    pub fn effect(&self) -> Option<Effect> {
        self.0.context.map(|context| context.effect)
    }
}

impl Error {
    fn unsent(kind: ErrorKind, message: Cow<'static, str>) -> Self {
        Details { message: Some(message), ..Details::new(kind, Delivery::NotSent) }.into()
    }

    pub(crate) fn with_context(mut self, context: Context) -> Self {
        let unread_effect = self.0.kind == ErrorKind::Unreadable
            && context.effect.is_at_most_once()
            && self.0.phase != Some(Phase::Authenticating);
        self.0.may_have_acted |= unread_effect && self.0.delivery != Delivery::NotSent;
        self.0.context = Some(context);
        self
    }

    /// A token could not be fetched: whatever became of that request, the call itself never left.
    pub(crate) fn while_authenticating(mut self) -> Self {
        (self.0.delivery, self.0.may_have_acted) = (Delivery::NotSent, false);
        self.0.phase = Some(Phase::Authenticating);
        self
    }

    /// The credentials were refused by an earlier request, and nothing was asked again.
    pub(crate) fn refused_before(mut self) -> Self {
        (self.0.delivery, self.0.may_have_acted, self.0.attempts) = (Delivery::NotSent, false, 0);
        self.0.cause = Some("they were refused before; no request is made until they are replaced");
        self
    }

    /// Counts the attempts, and takes over what an earlier one left open.
    pub(crate) fn after(mut self, attempts: u32, earlier: Option<&Self>) -> Self {
        self.0.attempts = attempts;
        if let Some(Self(earlier)) = earlier {
            self.0.delivery = self.0.delivery.max(earlier.delivery);
            self.0.may_have_acted |= earlier.may_have_acted;
        }
        self
    }
}

impl From<InvalidValue> for Error {
    fn from(invalid: InvalidValue) -> Self {
        Self::unsent(ErrorKind::InvalidInput, invalid.to_string().into())
    }
}
