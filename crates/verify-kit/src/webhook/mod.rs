//! `verify-kit webhook`: what an application needs while it learns to receive webhooks.

mod body;
mod deliveries;
mod diagnose;
mod encoding;
mod json_text;
mod listen;
mod resend;
mod samples;
mod secret;
mod send;
mod sender;
mod sign;
mod signing;
mod target;
mod verify;

use clap::Subcommand;

use crate::exit::Failure;

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit webhook listen --provider dots-users --forward-to http://127.0.0.1:3000/hooks/dots
  verify-kit webhook send --provider finicity-connect --event added \\
      --to http://127.0.0.1:3000/hooks/finicity
  verify-kit webhook send --provider dots-users --event user.updated --mistake old-timestamp \\
      --to http://127.0.0.1:3000/hooks/dots
  verify-kit webhook verify --provider finicity-connect --body @body.json \\
      --header 'x-finicity-signature: …'
  verify-kit webhook resend --last

Exit codes:
  0 ok, 1 failed, 2 usage, 3 not genuine, or not answered as it should be, 4 credentials";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Receive webhooks on this machine, print them, and pass them on
    Listen(listen::Args),
    /// Say whether a webhook is genuine, and if it is not, which mistake was made
    Verify(verify::Args),
    /// Print the headers with which the provider would send a body
    Sign(sign::Args),
    /// Post an event of the provider to an application, rightly or wrongly signed
    Send(send::Args),
    /// Show what a running sandbox has delivered
    List(deliveries::Args),
    /// Have a running sandbox deliver something again
    Resend(resend::Args),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Listen(args) => args.run().await,
        Command::Verify(args) => args.run().await,
        Command::Sign(args) => args.run().await,
        Command::Send(args) => args.run().await,
        Command::List(args) => args.run().await,
        Command::Resend(args) => args.run().await,
    }
}
