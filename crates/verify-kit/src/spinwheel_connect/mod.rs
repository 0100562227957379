//! `verify-kit spinwheel-connect`: each operation of the Spinwheel Connect API as a command.

mod access;
mod answer_kba;
mod audit;
mod bureau;
mod connect_network_token;
mod connect_preverified_phone;
mod connect_preverified_profile;
mod connect_sms;
mod connected;
mod consent;
mod debt;
mod debt_profile_subscriptions;
mod delete_user;
mod liability_refresh_status;
mod new_liability_subscriptions;
mod order_credit_report;
mod order_debt_profile;
mod order_equifax_profile;
mod ordered;
mod person;
mod refresh_liabilities;
mod refreshes;
mod refusal;
mod retrieve_user;
mod retrieve_user_unmasked;
mod shown;
mod start_kba;
mod subscribe_debt_profile_refresh;
mod subscribe_new_liabilities;
mod subscriptions;
mod unsubscribe_debt_profile_refresh;
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
    /// Connect a person whose phone you verified yourself
    ConnectPreverifiedPhone(With<connect_preverified_phone::Args>),
    /// Connect a person whom you know completely
    ConnectPreverifiedProfile(With<connect_preverified_profile::Args>),
    /// Connect a person by a token that another partner of Spinwheel holds
    ConnectNetworkToken(With<connect_network_token::Args>),
    /// Have a connected person's debts fetched
    OrderCreditReport(With<order_credit_report::Args>),
    /// Have the debts fetched from Equifax, at once
    OrderEquifaxProfile(With<order_equifax_profile::Args>),
    /// Have the debts fetched from one of several bureaus
    OrderDebtProfile(With<order_debt_profile::Args>),
    /// Wait until an ordered report is there, and show the debts
    WaitForLiabilities(With<wait_for_liabilities::Args>),
    /// Show a user: profile and debts
    RetrieveUser(With<retrieve_user::Args>),
    /// Show a user with Social Security number or account numbers in full
    RetrieveUserUnmasked(With<retrieve_user_unmasked::Args>),
    /// Delete a user
    DeleteUser(With<delete_user::Args>),
    /// Have creditors asked for fresh data
    RefreshLiabilities(With<refresh_liabilities::Args>),
    /// Show how far that is
    LiabilityRefreshStatus(With<liability_refresh_status::Args>),
    /// Have a person's new debts announced by webhook
    SubscribeNewLiabilities(With<subscribe_new_liabilities::Args>),
    /// List the subscriptions to new debts
    NewLiabilitySubscriptions(With<new_liability_subscriptions::Args>),
    /// Have a fresh report pulled at regular times; billed at each pull
    SubscribeDebtProfileRefresh(With<subscribe_debt_profile_refresh::Args>),
    /// List the subscriptions to fresh reports
    DebtProfileSubscriptions(With<debt_profile_subscriptions::Args>),
    /// End subscriptions to fresh reports
    UnsubscribeDebtProfileRefresh(With<unsubscribe_debt_profile_refresh::Args>),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.operation {
        Operation::ConnectSms(with) => with.run().await,
        Operation::VerifySmsCode(with) => with.run().await,
        Operation::StartKba(with) => with.run().await,
        Operation::AnswerKba(with) => with.run().await,
        Operation::ConnectPreverifiedPhone(with) => with.run().await,
        Operation::ConnectPreverifiedProfile(with) => with.run().await,
        Operation::ConnectNetworkToken(with) => with.run().await,
        Operation::OrderCreditReport(with) => with.run().await,
        Operation::OrderEquifaxProfile(with) => with.run().await,
        Operation::OrderDebtProfile(with) => with.run().await,
        Operation::WaitForLiabilities(with) => with.run().await,
        Operation::RetrieveUser(with) => with.run().await,
        Operation::RetrieveUserUnmasked(with) => with.run().await,
        Operation::DeleteUser(with) => with.run().await,
        Operation::RefreshLiabilities(with) => with.run().await,
        Operation::LiabilityRefreshStatus(with) => with.run().await,
        Operation::SubscribeNewLiabilities(with) => with.run().await,
        Operation::NewLiabilitySubscriptions(with) => with.run().await,
        Operation::SubscribeDebtProfileRefresh(with) => with.run().await,
        Operation::DebtProfileSubscriptions(with) => with.run().await,
        Operation::UnsubscribeDebtProfileRefresh(with) => with.run().await,
    }
}
