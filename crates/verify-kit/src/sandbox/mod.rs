//! `verify-kit sandbox`: the simulated providers as a server, and what one does with a running one.

mod env;
mod exec;
mod export;
mod import;
mod logs;
mod ready;
mod ready_file;
mod report;
mod reset;
mod run_command;
mod status;
mod up;
mod variables;
mod wait;
mod whole_file;

use clap::Subcommand;

use crate::exit::Failure;

const EXAMPLES: &str = "\
Examples:
  verify-kit sandbox exec -- npm test
  verify-kit sandbox up --port 8700 --ready-file sandbox.json &
  verify-kit sandbox wait --ready-file sandbox.json
  export VERIFY_SANDBOX_URL=http://127.0.0.1:8700
  verify-kit sandbox status
  verify-kit sandbox logs --follow";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start it and keep it running until Ctrl-C
    Up(up::Args),
    /// Start it, run a command beside it, and stop it when the command ends
    Exec(exec::Args),
    /// Wait until one answers
    Wait(wait::Args),
    /// Print addresses and synthetic credentials as environment variables
    Env(env::Args),
    /// Write a tenant's whole state to a file
    Export(export::Args),
    /// Let a tenant go on where a state was exported
    Import(import::Args),
    /// Make a tenant as new: no users, messages, faults, webhooks; choices are the defaults
    Reset(reset::Args),
    /// Show what there is: calls, messages, webhooks, double sends, faults, choices, time
    Status(status::Args),
    /// Show the requests that arrived, what was answered and why
    Logs(logs::Args),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Up(up) => up.run().await,
        Command::Exec(exec) => exec.run().await,
        Command::Wait(wait) => wait.run().await,
        Command::Env(env) => env.run().await,
        Command::Export(export) => export.run().await,
        Command::Import(import) => import.run().await,
        Command::Reset(reset) => reset.run().await,
        Command::Status(status) => status.run().await,
        Command::Logs(logs) => logs.run().await,
    }
}

/// In place of clap's own parser, whose message repeats the number.
fn seed(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "must be a whole number from 0 on")
}
