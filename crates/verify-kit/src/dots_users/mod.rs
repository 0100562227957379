//! `verify-kit dots-users`: each operation of the Dots API for users as a command.

mod access;
mod address;
mod belongs;
mod create_flow;
mod create_user;
mod delete_user;
mod details;
mod flow;
mod ids;
mod list_flows;
mod list_payout_methods;
mod list_users;
mod methods;
mod open_flow;
mod page;
mod put_address;
mod put_compliance;
mod put_payout_method;
mod refusal;
mod retrieve_flow;
mod retrieve_user;
mod send_verification_token;
mod shown;
mod steps;
mod update_user;
mod verify_token;
mod w8ben;
mod wait_for_flow;
pub(crate) mod wire;

use clap::Subcommand;

use crate::exit::Failure;
use crate::provider::{self, Act, Call};
use access::Dots;

/// A client and the manners of a call.
type Session = provider::Session<Dots>;
type With<A> = provider::With<A, Dots>;
type Local<A> = provider::Local<A, Dots>;

fn explain(error: &dots_users::Error) -> Failure {
    provider::explain::<Dots>(error)
}

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit dots-users create-user --first-name Ada --last-name Example \\
      --email ada@example.com --phone +12025550143
  verify-kit dots-users send-verification-token --user-id ID
  verify-kit dots-users verify-token --user-id ID
  verify-kit webhook listen --provider dots-users &
  verify-kit dots-users create-flow --step compliance --step manage-payouts
  verify-kit dots-users open-flow --flow-id ID

With --live the calls go to Dots, with the keys of that environment:
  DOTS_CLIENT_ID=… DOTS_API_KEY=… verify-kit dots-users list-users --live sandbox

What is missing is asked for on a terminal. Other users of a machine can see flags: leave out
what is personal and type it when asked, or use the -stdin flags.
Results go to stdout, talk to stderr.

Exit codes:
  0 ok, 1 failed, 2 usage, 3 refused by Dots, 4 credentials, 5 it may have taken effect";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    operation: Operation,
}

#[derive(Debug, Subcommand)]
enum Operation {
    /// Create a user, or find the one who has the phone number
    CreateUser(With<create_user::Args>),
    /// List users
    ListUsers(With<list_users::Args>),
    /// Show a user
    RetrieveUser(With<retrieve_user::Args>),
    /// Change a user; name, e-mail address and phone number stay as they are
    UpdateUser(With<update_user::Args>),
    /// Delete a user
    DeleteUser(With<delete_user::Args>),
    /// Text a code to a user's phone, or have it spoken
    SendVerificationToken(With<send_verification_token::Args>),
    /// Check the code the person received
    VerifyToken(With<verify_token::Args>),
    /// Show how a user can be paid
    ListPayoutMethods(With<list_payout_methods::Args>),
    /// Add a way in which a user can be paid
    PutPayoutMethod(With<put_payout_method::Args>),
    /// Hand in a tax form of a user
    PutCompliance(Box<With<put_compliance::Args>>),
    /// Store where a user lives
    PutAddress(With<put_address::Args>),
    /// Make a link to a page on which a person does all this for themselves
    CreateFlow(With<create_flow::Args>),
    /// Show a flow
    RetrieveFlow(With<retrieve_flow::Args>),
    /// List flows
    ListFlows(With<list_flows::Args>),
    /// Go through a flow in a sandbox, as a made-up person
    OpenFlow(Local<open_flow::Args>),
    /// Wait until the person has gone through a flow
    WaitForFlow(With<wait_for_flow::Args>),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.operation {
        Operation::CreateUser(with) => with.run().await,
        Operation::ListUsers(with) => with.run().await,
        Operation::RetrieveUser(with) => with.run().await,
        Operation::UpdateUser(with) => with.run().await,
        Operation::DeleteUser(with) => with.run().await,
        Operation::SendVerificationToken(with) => with.run().await,
        Operation::VerifyToken(with) => with.run().await,
        Operation::ListPayoutMethods(with) => with.run().await,
        Operation::PutPayoutMethod(with) => with.run().await,
        Operation::PutCompliance(with) => with.run().await,
        Operation::PutAddress(with) => with.run().await,
        Operation::CreateFlow(with) => with.run().await,
        Operation::RetrieveFlow(with) => with.run().await,
        Operation::ListFlows(with) => with.run().await,
        Operation::OpenFlow(with) => with.run().await,
        Operation::WaitForFlow(with) => with.run().await,
    }
}
