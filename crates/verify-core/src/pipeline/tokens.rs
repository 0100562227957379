//! The tokens of a pipeline. Behind a trait, so that a program whose provider has none does not carry what fetches them.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::attempt::within;
use super::deadline::Deadline;
use crate::clock::Clock;
use crate::error::{Delivery, Details, Error, ErrorKind, Phase};
use crate::token::{Issued, TokenCache};

/// A token that is waited for.
pub(super) type Awaited<'a> = Pin<Box<dyn Future<Output = Result<Issued, Error>> + Send + 'a>>;

pub(super) trait Tokens: Send + Sync {
    /// The one that needs no waiting for.
    fn fresh(&self, now: Duration) -> Option<Issued>;

    /// The one that is worth waiting for, until the deadline.
    fn wait<'a>(&'a self, clock: &'a dyn Clock, deadline: Deadline) -> Awaited<'a>;

    /// Drops one that was not accepted.
    fn reject(&self, generation: u64);
}

impl Tokens for TokenCache {
    fn fresh(&self, now: Duration) -> Option<Issued> {
        TokenCache::fresh(self, now)
    }

    fn wait<'a>(&'a self, clock: &'a dyn Clock, deadline: Deadline) -> Awaited<'a> {
        Box::pin(async move {
            match within(self.get(), clock, || deadline.rest(clock)).await {
                // A token that comes at the last moment leaves no time for the call.
                Some(Ok(issued)) if !deadline.rest(clock).is_zero() => Ok(issued),
                Some(Err(error)) => Err(error.while_authenticating()),
                _ => {
                    let phase = Some(Phase::Authenticating);
                    Err(Details { phase, ..Details::new(ErrorKind::Timeout, Delivery::NotSent) }.into())
                }
            }
        })
    }

    fn reject(&self, generation: u64) {
        TokenCache::reject(self, generation);
    }
}
