//! `verify-kit signzy-link`: each operation of Signzy's Instant Link as a command.

mod access;
mod check_link;
mod ids;
mod login;
mod open_link;
mod refusal;
mod send_link;
mod shown;
mod verdict;
mod wait_for_verdict;
pub(crate) mod wire;

use clap::Subcommand;

use crate::exit::Failure;
use crate::provider::{self, Act, Call};
use access::Signzy;

/// A client and the manners of a call.
type Session = provider::Session<Signzy>;
type With<A> = provider::With<A, Signzy>;
type Local<A> = provider::Local<A, Signzy>;

fn explain(error: &signzy_link::Error) -> Failure {
    provider::explain::<Signzy>(error)
}

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit signzy-link send-link --phone +12025550143 --target-url https://app.example.com/back/17
  verify-kit signzy-link open-link --request-id ID --as carrier
  verify-kit signzy-link wait-for-verdict --request-id ID --session-id ID

With --live the calls go to Signzy. Neither the path of Send Link nor that of the login is known
to this program; your contact at Signzy knows them:
  SIGNZY_TOKEN=… SIGNZY_SEND_LINK_PATH=/… verify-kit signzy-link send-link --live pre-production

What is missing is asked for on a terminal. Other users of a machine can see flags: leave out
what is personal and type it when asked.
Results go to stdout, talk to stderr.

Exit codes:
  0 ok, 1 failed, 2 usage, 3 refused by Signzy, or no proof, 4 credentials,
  5 it may have taken effect";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    operation: Operation,
}

#[derive(Debug, Subcommand)]
enum Operation {
    /// See whether username and password are good, and until when the token lasts
    Login(With<login::Args>),
    /// Text a link to a phone; whoever opens it there proves to have the phone
    SendLink(With<send_link::Args>),
    /// Show what is known of a link, and what it amounts to
    CheckLink(With<check_link::Args>),
    /// Wait until the link was opened or its time is over
    WaitForVerdict(With<wait_for_verdict::Args>),
    /// Open a link in a sandbox, as the person would
    OpenLink(Local<open_link::Args>),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.operation {
        Operation::Login(mut with) => {
            with.provider().log_in();
            with.run().await
        }
        Operation::SendLink(with) => with.run().await,
        Operation::CheckLink(with) => with.run().await,
        Operation::WaitForVerdict(with) => with.run().await,
        Operation::OpenLink(with) => with.run().await,
    }
}
