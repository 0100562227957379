//! Waiting for a message.

use std::time::Duration;

use verify_core::{Clock, SystemClock};

use super::filter::{Found, Wanted};
use crate::control::SandboxAddress;
use crate::duration::{duration, shown};
use crate::exit::Failure;
use crate::progress::waiting_at_most;

/// How long the sandbox holds an answer back; then the outbox is looked at again, as it may have been emptied.
const HOLD: Duration = Duration::from_secs(2);

#[derive(Debug, clap::Args)]
pub(super) struct Patience {
    /// Give up after this long, for instance 10s or 2m
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    timeout: Duration,
}

impl Patience {
    /// Looks until `take` finds what it wants.
    pub(super) async fn until<T>(
        &self,
        address: &SandboxAddress,
        wanted: &Wanted<'_>,
        what: &str,
        take: impl Fn(Found) -> Option<T>,
    ) -> Result<T, Failure> {
        let found = async {
            loop {
                let found = wanted.look(address).await?;
                let next = found.count + 1;
                if let Some(taken) = take(found) {
                    return Ok(taken);
                }
                address.long_poll(&format!("outbox?since={}&wait={next}", u64::MAX), HOLD).await?;
            }
        };
        let limit = shown(self.timeout);
        tokio::select! {
            biased;
            taken = waiting_at_most(what, self.timeout, found) => taken,
            () = SystemClock.timeout(self.timeout) => Err(in_vain(what, &limit)),
        }
    }
}

fn in_vain(what: &str, limit: &str) -> Failure {
    Failure::failed(format!("{what} did not come within {limit}")).next(
        "see what was sent with `verify-kit outbox list`, and what arrived with `verify-kit sandbox logs`",
    )
}
