//! `verify-kit persona`: made-up people who act by themselves on what a running sandbox sends them.

mod acts;
mod add;
mod code;
mod list;
mod open;
mod remove;

use clap::Subcommand;

use crate::exit::Failure;

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit persona add --phone +12025550140 --as wrong-then-right --as preview-first
  code=$(verify-kit persona code 1)
  verify-kit persona open 1 --link \"$link\"
  verify-kit persona acts 1";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add somebody, who gets what is sent from now on; the number is printed
    Add(add::Add),
    /// Show who there is
    #[command(after_help = "Examples:\n  verify-kit persona list\n  verify-kit persona list --json")]
    List(list::List),
    /// Print what somebody types who is asked for the code; wait for it
    Code(code::Code),
    /// Hand somebody a link that was not sent
    Open(open::Open),
    /// Show what somebody has done so far
    #[command(after_help = "Examples:\n  verify-kit persona acts 1\n  verify-kit persona acts 1 --json")]
    Acts(acts::Acts),
    /// Take all of them away, or one
    #[command(after_help = "Examples:\n  verify-kit persona remove\n  verify-kit persona remove 3")]
    Remove(remove::Remove),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Add(add) => add.run().await,
        Command::List(list) => list.run().await,
        Command::Code(code) => code.run().await,
        Command::Open(open) => open.run().await,
        Command::Acts(acts) => acts.run().await,
        Command::Remove(remove) => remove.run().await,
    }
}

/// In place of clap's own parser, whose message repeats the number.
fn number(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "must be the number of a persona, as `verify-kit persona list` shows it")
}

/// What to do speaks of the control API, which nobody sees here.
fn with_commands(failure: Failure) -> Failure {
    if failure.next_step().is_some_and(|step| step.starts_with("GET the personas")) {
        return failure.next("see their numbers with `verify-kit persona list`");
    }
    failure
}
