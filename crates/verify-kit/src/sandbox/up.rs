//! `sandbox up`: the simulated providers as a server.

use std::path::PathBuf;

use verify_sandbox::Sandbox;

use super::ready::Ready;
use super::ready_file::ReadyFile;
use super::seed;
use crate::exit::Failure;
use crate::open_files;
use crate::output;
use crate::port::{cannot_listen, port};
use crate::stop::Stop;

const EXAMPLES: &str = "\
The first line on stdout is one JSON object with the addresses and the synthetic credentials.
When it appears, the sandbox answers. Everything else goes to stderr. The ready file holds the
same line: it appears, whole, when the sandbox answers, and is removed when it stops.

Examples:
  verify-kit sandbox up
  verify-kit sandbox up --port 8700
  verify-kit sandbox up > sandbox.json &
  verify-kit sandbox up --ready-file sandbox.json & verify-kit sandbox wait --ready-file sandbox.json";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0, value_name = "PORT", value_parser = port)]
    port: u16,
    /// Keep the first line in this file while the sandbox answers
    #[arg(long, value_name = "PATH")]
    ready_file: Option<PathBuf>,
    /// What codes, ids and keys are derived from: the same number gives the same ones
    #[arg(long, default_value_t = 0, value_name = "NUMBER", value_parser = seed)]
    seed: u64,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stopped = Stop::new()?;
        open_files::allow_many();
        let starting = Sandbox::builder().port(self.port).seed(self.seed).start();
        let sandbox = starting.await.map_err(|error| cannot_listen(self.port, &error))?;
        let line = Ready::of(&sandbox.base_url(), "default").await?.line()?;
        let kept = self.ready_file.as_deref().map(|path| ReadyFile::write(path, &line)).transpose()?;
        output::out(line)?;
        output::talk(format_args!("The sandbox listens on {}. Stop it with Ctrl-C.", sandbox.base_url()));
        output::talk("Everything in it is synthetic. In another terminal:");
        output::talk(format_args!("  export VERIFY_SANDBOX_URL={}", sandbox.base_url()));
        output::talk("  verify-kit spinwheel-connect connect-sms");
        output::talk("  verify-kit finicity-connect create-testing-customer");
        output::talk("  verify-kit dots-users create-user");
        output::talk("  verify-kit spinwheel-gql send-sms-verification-code");
        output::talk("  verify-kit signzy-link send-link");
        output::talk("  verify-kit sandbox logs --follow");
        stopped.wait().await;
        drop(kept);
        sandbox.shutdown().await;
        output::talk("The sandbox has stopped.");
        Ok(())
    }
}
