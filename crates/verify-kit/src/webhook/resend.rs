//! `webhook resend`: has a running sandbox deliver something again.

use std::time::Duration;

use serde_json::Value;
use verify_core::{Clock, SystemClock};

use super::deliveries::{Log, id, line, number};
use crate::control::SandboxAddress;
use crate::duration::{duration, shown};
use crate::exit::Failure;
use crate::output;
use crate::progress::waiting;
use crate::running::Running;

const NOTES: &str = "\
The event goes to the same address again, with the same id, signed anew where the time is signed.
The exit code is 0 when it was acknowledged, else 3, and 1 when no answer came.

Examples:
  verify-kit webhook resend --last
  verify-kit webhook resend --last --event added
  verify-kit webhook resend --id 17 --json";

#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["id", "last"]))]
pub(super) struct Args {
    /// The number of the attempt, as `webhook list` shows it
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    id: Option<u64>,
    /// The newest one
    #[arg(long)]
    last: bool,
    /// With --last: the newest one of this event, for instance `added`
    #[arg(long, value_name = "TYPE", conflicts_with = "id")]
    event: Option<String>,
    /// Give up waiting for the answer after this long, for instance 10s or 2m
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    timeout: Duration,
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.address()?;
        let before = Log::read(&address).await?;
        let sent = self.pick(&before)?.clone();
        address.post(&format!("webhooks/deliveries/{}/resend", id(&sent)), None).await?;
        let limit = shown(self.timeout);
        let again = tokio::select! {
            biased;
            again = waiting(format!("the answer, at most {limit}"), outcome(&address, before, &sent)) => again?,
            () = SystemClock.timeout(self.timeout) => {
                return Err(Failure::failed(format!("no answer came within {limit}"))
                    .next("see later with `verify-kit webhook list` what became of it"));
            }
        };
        if self.running.json {
            output::json(&again)?;
        } else {
            output::out(line(&again).trim_start())?;
        }
        if again["acknowledged"] == true {
            return Ok(());
        }
        Err(Failure::refused("the webhook was not acknowledged")
            .next("see that the application runs, and in its log why it refused"))
    }

    fn pick<'a>(&self, log: &'a Log) -> Result<&'a Value, Failure> {
        let named = |one: &&Value| self.event.as_ref().is_none_or(|event| one["event"] == event.as_str());
        let found = match self.id {
            Some(number) => log.deliveries.iter().find(|one| id(one) == number),
            None => log.deliveries.iter().rev().find(named),
        };
        let next = "see what there is with `verify-kit webhook list`";
        found.ok_or_else(|| match self.id {
            Some(_) => Failure::usage("--id: there is no such delivery, or it is no longer kept").next(next),
            None => Failure::failed(
                "the sandbox has delivered no such webhook; what `webhook send` posts is not kept there",
            )
            .next(next),
        })
    }
}

/// How the new attempt ended.
async fn outcome(address: &SandboxAddress, mut log: Log, sent: &Value) -> Result<Value, Failure> {
    let newest = log.newest();
    let same = |one: &&Value| {
        id(one) > newest && ["event", "url", "body"].iter().all(|field| one[field] == sent[field])
    };
    loop {
        log = log.after(address).await?;
        if let Some(again) = log.deliveries.iter().find(same) {
            return Ok(again.clone());
        }
    }
}
