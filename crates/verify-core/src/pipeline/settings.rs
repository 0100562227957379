//! What a client of any provider can be told.

use std::marker::PhantomData;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::headers::Headers;
use super::{Core, Credentials, Pipeline, Provider, RetryPolicy, Shared, Timeouts};
use crate::clock::{Clock, SystemClock};
use crate::error::Error;
use crate::http::{BaseUrl, Transport};

/// The settings all clients have in common; a provider crate's builder offers them with [`settings!`].
///
/// [`settings!`]: crate::provider::settings
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// What carries the requests; by default reqwest.
    pub transport: Option<Arc<dyn Transport>>,
    /// Where the time comes from; by default the machine.
    pub clock: Option<Arc<dyn Clock>>,
    /// How often a call is tried.
    pub retry: RetryPolicy,
    /// How long things may take.
    pub timeouts: Timeouts,
}

impl Settings {
    /// Puts the pipeline together; `hosts` in the order in which the provider's hosts are numbered.
    pub fn build<P: Provider>(
        self,
        hosts: Vec<BaseUrl>,
        credentials: Credentials,
    ) -> Result<Pipeline<P>, Error> {
        let core = self.core(hosts, credentials.headers, P::USER_AGENT)?;
        Ok(Pipeline { core, provider: PhantomData })
    }

    fn core(
        self,
        hosts: Vec<BaseUrl>,
        given: Vec<(HeaderName, HeaderValue)>,
        agent: &'static str,
    ) -> Result<Core, Error> {
        let direct = self.transport.is_none();
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&hosts, self.timeouts.effective_connect())?,
        };
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock));
        let headers = Arc::new(Headers::new(agent, direct, given));
        let shared = Arc::new(Shared { hosts, addresses: RwLock::default(), transport, clock });
        let Self { retry, timeouts, .. } = self;
        Ok(Core { shared, headers, token: None, context: None, retry, timeouts })
    }
}

impl Timeouts {
    /// Connecting has to end before the attempt does: only a failed connect proves that nothing was sent.
    fn effective_connect(&self) -> Duration {
        let attempt = self.attempt.into_iter().chain(self.call).min();
        attempt.map_or(self.connect, |attempt| self.connect.min(attempt.saturating_sub(attempt / 5)))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(hosts: &[BaseUrl], connect: Duration) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::http::ReqwestTransport::new(hosts, connect)?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &[BaseUrl], _: Duration) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::configuration(
        "this build has no transport: switch on a feature (rustls, rustls-no-provider, native-tls or reqwest) \
         or give the builder a transport",
    ))
}

/// The methods of a client builder that has a field `settings`.
#[macro_export]
#[doc(hidden)]
macro_rules! __settings {
    ($builder:ident) => {
        impl $builder {
            /// Sends through another transport, for instance one that answers from a script in tests.
            #[must_use]
            pub fn transport(mut self, transport: impl $crate::Transport + 'static) -> Self {
                self.settings.transport = Some(::std::sync::Arc::new(transport));
                self
            }

            /// Takes the time from another clock: for retries, time limits and waits.
            #[must_use]
            pub fn clock(mut self, clock: impl $crate::Clock + 'static) -> Self {
                self.settings.clock = Some(::std::sync::Arc::new(clock));
                self
            }

            /// How often a call is tried; by default 3 times where that does no harm.
            #[must_use]
            pub fn retry(mut self, retry: $crate::RetryPolicy) -> Self {
                self.settings.retry = retry;
                self
            }

            /// How long connecting may take; by default 5 s, and never more than 80 % of an attempt.
            #[must_use]
            pub fn connect_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.settings.timeouts.connect = limit;
                self
            }

            /// How long one attempt may take; by default 20 s, more where an operation is known to be slow.
            #[must_use]
            pub fn attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.settings.timeouts.attempt = Some(limit);
                self
            }

            /// How long a call may take with all attempts and pauses; by default 60 s, more where an operation is known to be
            /// slow.
            #[must_use]
            pub fn deadline(mut self, limit: ::std::time::Duration) -> Self {
                self.settings.timeouts.call = Some(limit);
                self
            }
        }
    };
}
