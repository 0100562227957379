//! `verify-kit spinwheel-connect`: each operation of the Spinwheel Connect API as a command.

mod access;
mod answer_kba;
mod connect_sms;
mod consent;
mod order_credit_report;
mod refusal;
mod retrieve_user;
mod shown;
mod start_kba;
mod user_key;
mod verify_sms_code;
mod wait_for_liabilities;
pub(crate) mod wire;

use clap::Subcommand;

use crate::exit::Failure;
use crate::provider::{self, Act, Call};
use access::Spinwheel;

/// A client and the manners of a call.
type Session = provider::Session<Spinwheel>;
type With<A> = provider::With<A, Spinwheel>;

fn explain(error: &spinwheel_connect::Error) -> Failure {
    provider::explain::<Spinwheel>(error)
}

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit spinwheel-connect connect-sms --phone +12025550140 --birth-date 1990-01-01 \\
      --ext-user-id me
  verify-kit spinwheel-connect verify-sms-code --user-id ID
  verify-kit spinwheel-connect order-credit-report --user-id ID
  verify-kit spinwheel-connect wait-for-liabilities --user-id ID

With --live the calls go to Spinwheel, with the key of that environment:
  SPINWHEEL_SECRET_KEY=… verify-kit spinwheel-connect connect-sms --live sandbox

What is missing is asked for on a terminal. Other users of a machine can see flags: leave out
what is personal and type it when asked, or use the -stdin flags.
Results go to stdout, talk to stderr.

Exit codes:
  0 ok, 1 failed, 2 usage, 3 refused by Spinwheel, 4 credentials, 5 it may have taken effect";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    operation: Operation,
}

#[derive(Debug, Subcommand)]
enum Operation {
    /// Text a code to a person's phone
    ConnectSms(With<connect_sms::Args>),
    /// Check the code the person received
    VerifySmsCode(With<verify_sms_code::Args>),
    /// Get questions only the person can answer, where the phone does not identify them
    StartKba(With<start_kba::Args>),
    /// Hand in the answers to those questions
    AnswerKba(With<answer_kba::Args>),
    /// Have a connected person's debts fetched
    OrderCreditReport(With<order_credit_report::Args>),
    /// Wait until an ordered report is there, and show the debts
    WaitForLiabilities(With<wait_for_liabilities::Args>),
    /// Show a user: profile and debts
    RetrieveUser(With<retrieve_user::Args>),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.operation {
        Operation::ConnectSms(with) => with.run().await,
        Operation::VerifySmsCode(with) => with.run().await,
        Operation::StartKba(with) => with.run().await,
        Operation::AnswerKba(with) => with.run().await,
        Operation::OrderCreditReport(with) => with.run().await,
        Operation::WaitForLiabilities(with) => with.run().await,
        Operation::RetrieveUser(with) => with.run().await,
    }
}
