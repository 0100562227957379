//! How requests travel: the [`Transport`] trait, and the one over reqwest behind the feature of that name.

mod address;
mod base_url;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod tls;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response, StatusCode};

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub(crate) use address::Address;
#[cfg(feature = "reqwest")]
pub(crate) use address::host;
pub use base_url::BaseUrl;

use crate::error::{Delivery, Phase};

/// Carries one request and brings its answer, read to the end.
///
/// An implementation neither follows redirects nor repeats anything: what may be repeated is decided above it. Time
/// limits of the attempt are kept above it as well; dropping the future ends the exchange.
#[async_trait]
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends the request; `exchange` says what the call is and takes notes on how far it got.
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError>;
}

#[async_trait]
impl<T: Transport + ?Sized> Transport for Arc<T> {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        (**self).send(request, exchange).await
    }
}

/// One attempt of a call, as its transport sees it.
#[derive(Debug)]
pub struct Exchange {
    operation: &'static str,
    fresh_connection: bool,
    answer_began: AtomicBool,
    address: Option<Arc<Address>>,
}

impl Exchange {
    /// An attempt of the operation; `fresh_connection` is set for calls that must happen at most once.
    pub fn new(operation: &'static str, fresh_connection: bool) -> Self {
        Self { operation, fresh_connection, answer_began: AtomicBool::new(false), address: None }
    }

    /// The address of the request, as it was parsed before.
    pub(crate) fn to(mut self, address: Arc<Address>) -> Self {
        self.address = Some(address);
        self
    }

    /// The operation, for instance `connect_sms`.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Whether the request must leave on a connection that was made for it. A kept-alive connection that the server
    /// has already closed turns "not sent" into "unknown"; calls that text, mail or order cannot afford that.
    pub fn needs_fresh_connection(&self) -> bool {
        self.fresh_connection
    }

    /// Notes that the head of the answer has arrived.
    pub fn answer_began(&self) {
        self.answer_began.store(true, Ordering::Relaxed);
    }

    pub(crate) fn phase(&self) -> Phase {
        if self.answer_began.load(Ordering::Relaxed) { Phase::Reading } else { Phase::Waiting }
    }
}

/// Why an exchange gave no answer. Built from a fixed vocabulary, so that it can be printed.
#[derive(Debug, Clone)]
pub struct TransportError {
    pub(crate) delivery: Delivery,
    pub(crate) timed_out: bool,
    pub(crate) status: Option<StatusCode>,
    pub(crate) cause: &'static str,
}

impl TransportError {
    /// The request certainly never left: the name, the connection or the TLS handshake failed.
    pub fn not_sent(cause: &'static str) -> Self {
        Self { delivery: Delivery::NotSent, timed_out: false, status: None, cause }
    }

    /// Connecting took too long.
    pub fn connect_timed_out() -> Self {
        Self { timed_out: true, ..Self::not_sent("connecting took too long") }
    }

    /// Sending had begun, and no complete answer came.
    pub fn interrupted(cause: &'static str) -> Self {
        Self { delivery: Delivery::Unknown, ..Self::not_sent(cause) }
    }

    /// An answer came that is too large to be read.
    pub fn too_large(status: StatusCode) -> Self {
        let cause = "the answer is larger than the limit";
        Self { delivery: Delivery::Answered, status: Some(status), ..Self::not_sent(cause) }
    }

    /// Adds the status of the answer that broke off.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Whether the request reached the provider.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.cause)
    }
}

impl std::error::Error for TransportError {}
