//! The library behind the `verify-kit` command. For the command see the README; this interface follows the command's
//! needs and promises nothing to other programs.

mod ask;
mod cli;
mod clock;
mod completions;
mod control;
mod debts;
mod demo;
mod doctor;
mod dots_users;
mod duration;
mod echo;
mod exit;
mod fault;
mod finicity_connect;
mod holder;
mod inbox;
mod journeys;
mod known;
mod man_pages;
mod money;
mod nearest;
mod open_files;
mod outbox;
mod output;
mod persona;
mod port;
mod progress;
mod provider;
mod receiver;
mod running;
mod sandbox;
mod signzy_link;
mod spinwheel_connect;
mod spinwheel_gql;
mod stop;
mod style;
mod table;
mod usage;
mod waiting;
mod webhook;
mod without_values;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::CommandFactory;

pub use demo::Summary;

use exit::Failure;

/// Runs the command line and returns its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match usage::parse(args) {
        Ok(command) => command,
        Err(code) => return code,
    };
    match block_on(command.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_silent() {
                output::complain(&failure);
            }
            failure.exit_code()
        }
    }
}

/// The commands there are, for tests that hold for all of them.
#[doc(hidden)]
pub fn command() -> clap::Command {
    cli::Cli::command()
}

/// One thread is enough: the sandbox, the client and the receiver of webhooks take turns on it.
fn block_on(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::failed(format!("cannot start: {}", error.kind())))?;
    runtime.block_on(command)
}
