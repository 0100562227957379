//! `verify-kit sandbox`: the simulated providers as a server.

use std::io;

use clap::Subcommand;
use serde::Serialize;
use verify_sandbox::{Sandbox, Tenant};

use crate::exit::Failure;
use crate::output;

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

/// In place of clap's own parser, whose message repeats the number.
fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "must be a number from 0 to 65535")
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
}

#[derive(Debug, Serialize)]
struct Spinwheel {
    base_url: String,
    secure_base_url: String,
    secret_key: String,
}

impl Ready {
    fn new(sandbox: &Sandbox, tenant: &Tenant) -> Self {
        let spinwheel = tenant.spinwheel();
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
            },
        }
    }
}

impl Up {
    async fn run(&self) -> Result<(), Failure> {
        let stopped = Stop::new()?;
        let sandbox =
            Sandbox::builder().port(self.port).start().await.map_err(|error| self.cannot(&error))?;
        let ready = serde_json::to_string(&Ready::new(&sandbox, &sandbox.default_tenant()));
        output::out(ready.map_err(|_| Failure::failed("the first line cannot be written as JSON"))?)?;
        output::talk(format_args!("The sandbox listens on {}. Stop it with Ctrl-C.", sandbox.base_url()));
        output::talk("Everything in it is synthetic. In another terminal:");
        output::talk(format_args!("  export VERIFY_SANDBOX_URL={}", sandbox.base_url()));
        output::talk("  verify-kit spinwheel-connect connect-sms");
        stopped.wait().await;
        sandbox.shutdown().await;
        output::talk("The sandbox has stopped.");
        Ok(())
    }

    fn cannot(&self, error: &io::Error) -> Failure {
        let port = self.port;
        match error.kind() {
            io::ErrorKind::AddrInUse => Failure::failed(format!("port {port} is already in use"))
                .next("stop the program that holds it, or leave --port out to get a free port"),
            io::ErrorKind::PermissionDenied => {
                Failure::failed(format!("this user may not listen on port {port}"))
                    .next("take a port from 1024 on, or leave --port out to get a free port")
            }
            kind => Failure::failed(format!("the sandbox cannot listen on port {port}: {kind}")),
        }
    }
}

/// Ctrl-C or SIGTERM. Listened for from the beginning, so that none is missed.
struct Stop {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Stop {
    #[cfg(unix)]
    fn new() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen =
            |kind| signal(kind).map_err(|error| Failure::failed(format!("no signals: {}", error.kind())));
        Ok(Self { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    // It has the signature of its Unix twin.
    #[allow(clippy::unnecessary_wraps)]
    fn new() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        // Where Ctrl-C cannot be listened for, it ends the process anyway.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
