//! `verify-kit outbox`: the texts and e-mails that a running sandbox has sent.

mod filter;
mod list;
mod patience;
mod pick;

use clap::Subcommand;

use crate::exit::Failure;
use filter::Filter;
use patience::Patience;

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit outbox list --provider finicity
  code=$(verify-kit outbox code --to +12025550140)
  link=$(verify-kit outbox link --to customer@example.com --timeout 10s)";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the messages
    List(list::List),
    /// Wait until a message is there, and show it
    Wait(list::Wait),
    /// Print the code in the newest message that has one; wait for it
    Code(pick::Code),
    /// Print the link in the newest message that has one; wait for it
    Link(pick::Link),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::List(list) => list.run().await,
        Command::Wait(wait) => wait.run().await,
        Command::Code(code) => code.run().await,
        Command::Link(link) => link.run().await,
    }
}
