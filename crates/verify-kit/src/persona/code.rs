//! `persona code`.

use std::time::Duration;

use serde_json::Value;
use verify_core::{Clock, SystemClock};

use super::{number, with_commands};
use crate::control::SandboxAddress;
use crate::duration::{duration, shown};
use crate::exit::Failure;
use crate::output;
use crate::progress::waiting;
use crate::running::Running;

/// How long the sandbox holds an answer back at most.
const HOLD: Duration = Duration::from_secs(2);

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The code of the newest text, right or wrong as the persona behaves, when it is time by the
sandbox's clock. Nothing else goes to stdout. Who has abandoned the matter types nothing, and never
will: that is exit code 1 and, with --json, {\"outcome\":\"never\"}.

Examples:
  verify-kit persona code 1
  code=$(verify-kit persona code 1 --timeout 10s)")]
pub(super) struct Code {
    /// The number that `add` printed
    #[arg(value_name = "NUMBER", value_parser = number)]
    number: u64,
    /// Give up after this long, for instance 10s or 2m
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    timeout: Duration,
    #[command(flatten)]
    running: Running,
}

impl Code {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.address()?;
        let sought = format!("what is typed, at most {}", shown(self.timeout));
        let typed = waiting(sought, self.typed(&address)).await?;
        if self.running.json {
            output::json(&typed)?;
        }
        match typed["outcome"].as_str() {
            Some("code") if self.running.json => Ok(()),
            Some("code") => output::out(output::printable(typed["code"].as_str().unwrap_or_default())),
            Some("never") => Err(Failure::failed("this persona types nothing, and never will")
                .next("see how it behaves with `verify-kit persona list`")),
            _ => {
                let limit = shown(self.timeout);
                Err(Failure::failed(format!("nothing was typed within {limit}")).next(
                    "see what it got with `verify-kit persona acts`; whoever is late or returns later goes by `verify-kit clock`",
                ))
            }
        }
    }

    /// Asks until something is typed or the time is over.
    async fn typed(&self, address: &SandboxAddress) -> Result<Value, Failure> {
        let end = SystemClock.monotonic() + self.timeout;
        loop {
            let rest = end.saturating_sub(SystemClock.monotonic());
            let path = format!("personas/{}/code?timeout_seconds={}", self.number, rest.min(HOLD).as_secs());
            let typed = address.post(&path, None).await.map_err(with_commands)?;
            if typed["outcome"] != "nothing_yet" || rest.is_zero() {
                return Ok(typed);
            }
            if rest < Duration::from_secs(1) {
                SystemClock.timeout(rest).await;
            }
        }
    }
}
