//! `sandbox exec`: a command with a sandbox of its own.

use std::ffi::OsString;

use verify_sandbox::Sandbox;

use super::report::Report;
use super::run_command::run_command;
use super::seed;
use super::variables::variables;
use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::output;
use crate::port::cannot_listen;
use crate::running::tenant;
use crate::stop::Stop;

const EXAMPLES: &str = "\
The sandbox runs in this process, on a free port, for as long as the command runs. The command
finds it by its environment: VERIFY_SANDBOX_URL and, for each provider, addresses and synthetic
credentials (SPINWHEEL_BASE_URL, SPINWHEEL_SECRET_KEY, FINICITY_PARTNER_ID and so on; `sandbox env`
shows them all). Those it had by these names are not passed on. Its stdin, stdout and stderr are
yours; SIGINT and SIGTERM are handed on to it.

The exit code is the command's, 128+n when signal n ended it, 126 when it cannot be run, 127 when
there is none; with --fail-on-double-send 1 when it succeeded and a message was sent twice.

Examples:
  verify-kit sandbox exec -- npm test
  verify-kit sandbox exec --fail-on-double-send -- cargo test --test journeys
  verify-kit sandbox exec --tenant blue -- sh -c 'curl -s \"$VERIFY_SANDBOX_URL\"'";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The tenant that the addresses and credentials are of
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = tenant)]
    tenant: String,
    /// Fail when a message of any tenant was sent twice for one request
    #[arg(long)]
    fail_on_double_send: bool,
    /// What codes, ids and keys are derived from: the same number gives the same ones
    #[arg(long, default_value_t = 0, value_name = "NUMBER", value_parser = seed)]
    seed: u64,
    /// Print the report at the end as a line of JSON, on stderr: stdout is the command's
    #[arg(long, help_heading = "Output")]
    json: bool,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        let starting = Sandbox::builder().seed(self.seed).start();
        let sandbox = starting.await.map_err(|error| cannot_listen(0, &error))?;
        let address = SandboxAddress::parse(&sandbox.base_url(), "--sandbox")?.for_tenant(&self.tenant);
        let ended = run_command(&self.command, variables(&address).await?, stop).await;
        sandbox.shutdown().await;
        let code = ended?;
        let report = Report::of(&sandbox);
        if self.json {
            output::talk(serde_json::to_string(&report).unwrap_or_default());
        } else {
            output::talk(&report);
        }
        match code {
            0 if self.fail_on_double_send => report.no_double_sends(),
            0 => Ok(()),
            code => {
                if self.fail_on_double_send && !self.json {
                    report.no_double_sends().err().iter().for_each(output::complain);
                }
                Err(Failure::of_command(code))
            }
        }
    }
}
