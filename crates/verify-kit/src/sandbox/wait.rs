//! `sandbox wait`: until one answers.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use verify_core::{Clock, SystemClock};

use super::ready::Ready;
use super::ready_file;
use crate::control::SandboxAddress;
use crate::duration::{duration, shown};
use crate::exit::Failure;
use crate::output;
use crate::progress::waiting_at_most;
use crate::running::Running;

const PAUSE: Duration = Duration::from_millis(100);

const EXAMPLES: &str = "\
It prints the address of the sandbox; with --json what `sandbox up` prints first.

Examples:
  verify-kit sandbox wait --sandbox http://127.0.0.1:8700
  export VERIFY_SANDBOX_URL=$(verify-kit sandbox wait --ready-file sandbox.json --timeout 10s)";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Take the address from the file that `sandbox up --ready-file` writes
    #[arg(long, value_name = "PATH", conflicts_with = "sandbox")]
    ready_file: Option<PathBuf>,
    /// Give up after this long, for instance 10s or 2m
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    timeout: Duration,
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = tokio::select! {
            biased;
            found = waiting_at_most("a sandbox", self.timeout, self.found()) => found?,
            () = SystemClock.timeout(self.timeout) => return Err(self.nobody()),
        };
        if self.running.json {
            return output::out(Ready::at(&address).await?.line()?);
        }
        output::out(address.url())
    }

    async fn found(&self) -> Result<SandboxAddress, Failure> {
        let fixed = if self.ready_file.is_none() { Some(self.running.address()?) } else { None };
        loop {
            let address = match (&fixed, &self.ready_file) {
                (Some(address), _) => Some(address.clone()),
                (None, Some(path)) => self.named_in(path)?,
                (None, None) => None,
            };
            if let Some(address) = address {
                if address.answers().await {
                    return Ok(address);
                }
            }
            SystemClock.timeout(PAUSE).await;
        }
    }

    fn named_in(&self, path: &Path) -> Result<Option<SandboxAddress>, Failure> {
        let Some(text) = ready_file::read(path)? else { return Ok(None) };
        let line: Value = match serde_json::from_str(&text) {
            Ok(line) => line,
            // Whoever writes it in other ways than `sandbox up` may not have come to its end.
            Err(error) if error.is_eof() => return Ok(None),
            Err(_) => return Err(no_ready_file()),
        };
        let base_url = line["base_url"].as_str().ok_or_else(no_ready_file)?;
        let address = SandboxAddress::parse(base_url, "--ready-file")?;
        Ok(Some(match self.running.tenant() {
            Some(tenant) => address.for_tenant(tenant),
            None => address,
        }))
    }

    fn nobody(&self) -> Failure {
        let place = match (&self.ready_file, self.running.is_named()) {
            (Some(_), _) => "there is no --ready-file, not all of it, or nobody at the address in it",
            (None, true) => "nobody is at the address in --sandbox",
            (None, false) => "nobody is at the address in VERIFY_SANDBOX_URL",
        };
        Failure::failed(format!("no sandbox answered within {}: {place}", shown(self.timeout)))
            .next("start one with `verify-kit sandbox up`, or give it longer with --timeout")
    }
}

fn no_ready_file() -> Failure {
    Failure::usage("--ready-file: this is not what `sandbox up --ready-file` writes")
        .next("name the file that was given to `sandbox up`")
}
