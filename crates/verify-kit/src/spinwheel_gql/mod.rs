//! `verify-kit spinwheel-gql`: each operation of DebtCore, Alleviate's GraphQL API over Spinwheel, as a command.

mod access;
mod consent;
mod credit_report;
mod credit_reports;
mod fetch_token;
mod ids;
mod kba_questions;
mod person;
mod pull_credit_report;
mod refusal;
mod report;
mod send_kba_answers;
mod send_sms_verification_code;
mod shown;
mod source;
mod user_verification;
mod verify_sms_code;
pub(crate) mod wire;

use clap::Subcommand;

use crate::exit::Failure;
use crate::provider::{self, Act, Call};
use access::DebtCore;

/// A client and the manners of a call.
type Session = provider::Session<DebtCore>;
type With<A> = provider::With<A, DebtCore>;

fn explain(error: &spinwheel_gql::Error) -> Failure {
    provider::explain::<DebtCore>(error)
}

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit spinwheel-gql send-sms-verification-code --phone +12025550140 \\
      --birth-date 1990-01-01 --contact-id contact-17
  verify-kit spinwheel-gql verify-sms-code --contact-id contact-17
  verify-kit spinwheel-gql pull-credit-report --contact-id contact-17
  verify-kit spinwheel-gql credit-reports --contact-id contact-17

With --live the calls go to DebtCore, at an address that has no default, with the credentials of
that environment:
  DEBTCORE_ENDPOINT=… DEBTCORE_TENANT_ID=… DEBTCORE_CLIENT_ID=… DEBTCORE_CLIENT_SECRET=… \\
      DEBTCORE_SCOPE=… verify-kit spinwheel-gql fetch-token --live

What is missing is asked for on a terminal. Other users of a machine can see flags: leave out
what is personal and type it when asked, or use the -stdin flags.
Results go to stdout, talk to stderr.

Exit codes:
  0 ok, 1 failed, 2 usage, 3 refused by DebtCore, 4 credentials, 5 it may have taken effect";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    operation: Operation,
}

#[derive(Debug, Subcommand)]
enum Operation {
    /// See whether the credentials are good
    FetchToken(With<fetch_token::Args>),
    /// Text a code to a person's phone, the first step of consent
    SendSmsVerificationCode(With<send_sms_verification_code::Args>),
    /// Check the code the person received; the right one is the consent
    VerifySmsCode(With<verify_sms_code::Args>),
    /// Show how the verification of a person stands
    UserVerification(With<user_verification::Args>),
    /// Get questions only the person can answer, in place of a texted code
    KbaQuestions(Box<With<kba_questions::Args>>),
    /// Hand in the answers to those questions; right ones are the consent
    SendKbaAnswers(With<send_kba_answers::Args>),
    /// Pull a person's credit report from a bureau
    PullCreditReport(Box<With<pull_credit_report::Args>>),
    /// Show a report that was pulled
    CreditReport(With<credit_report::Args>),
    /// List the reports that were pulled
    CreditReports(Box<With<credit_reports::Args>>),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.operation {
        Operation::FetchToken(with) => with.run().await,
        Operation::SendSmsVerificationCode(with) => with.run().await,
        Operation::VerifySmsCode(with) => with.run().await,
        Operation::UserVerification(with) => with.run().await,
        Operation::KbaQuestions(with) => with.run().await,
        Operation::SendKbaAnswers(with) => with.run().await,
        Operation::PullCreditReport(with) => with.run().await,
        Operation::CreditReport(with) => with.run().await,
        Operation::CreditReports(with) => with.run().await,
    }
}
