//! `verify-kit sandbox`: the simulated providers as a server.

use clap::Subcommand;
use serde::Serialize;
use verify_sandbox::{Sandbox, Tenant};

use crate::exit::Failure;
use crate::output;
use crate::port::{cannot_listen, port};
use crate::stop::Stop;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start it and keep it running until Ctrl-C
    Up(Up),
}

const EXAMPLES: &str = "\
The first line on stdout is one JSON object with the addresses and the synthetic credentials.
When it appears, the sandbox answers. Everything else goes to stderr.

Examples:
  verify-kit sandbox up
  verify-kit sandbox up --port 8700
  verify-kit sandbox up > sandbox.json &";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct Up {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0, value_name = "PORT", value_parser = port)]
    port: u16,
}

pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Up(up) => up.run().await,
    }
}

/// The line that says where everything is. Providers go by the names of their crates.
#[derive(Debug, Serialize)]
struct Ready {
    base_url: String,
    control_url: String,
    tenant: String,
    providers: Providers,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Providers {
    spinwheel_connect: Spinwheel,
    finicity_connect: Finicity,
}

#[derive(Debug, Serialize)]
struct Spinwheel {
    base_url: String,
    secure_base_url: String,
    secret_key: String,
}

#[derive(Debug, Serialize)]
struct Finicity {
    base_url: String,
    partner_id: String,
    partner_secret: String,
    app_key: String,
}

impl Ready {
    fn new(sandbox: &Sandbox, tenant: &Tenant) -> Self {
        let (spinwheel, finicity) = (tenant.spinwheel(), tenant.finicity());
        Self {
            base_url: sandbox.base_url(),
            control_url: sandbox.control_url(),
            tenant: tenant.name().to_owned(),
            providers: Providers {
                spinwheel_connect: Spinwheel {
                    base_url: spinwheel.base_url(),
                    secure_base_url: spinwheel.secure_base_url(),
                    secret_key: spinwheel.api_key(),
                },
                finicity_connect: Finicity {
                    base_url: finicity.base_url(),
                    partner_id: finicity.partner_id(),
                    partner_secret: finicity.partner_secret(),
                    app_key: finicity.app_key(),
                },
            },
        }
    }
}

impl Up {
    async fn run(&self) -> Result<(), Failure> {
        let stopped = Stop::new()?;
        let sandbox = Sandbox::builder()
            .port(self.port)
            .start()
            .await
            .map_err(|error| cannot_listen(self.port, &error))?;
        let ready = serde_json::to_string(&Ready::new(&sandbox, &sandbox.default_tenant()));
        output::out(ready.map_err(|_| Failure::failed("the first line cannot be written as JSON"))?)?;
        output::talk(format_args!("The sandbox listens on {}. Stop it with Ctrl-C.", sandbox.base_url()));
        output::talk("Everything in it is synthetic. In another terminal:");
        output::talk(format_args!("  export VERIFY_SANDBOX_URL={}", sandbox.base_url()));
        output::talk("  verify-kit spinwheel-connect connect-sms");
        output::talk("  verify-kit finicity-connect create-testing-customer");
        stopped.wait().await;
        sandbox.shutdown().await;
        output::talk("The sandbox has stopped.");
        Ok(())
    }
}
