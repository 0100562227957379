//! `verify-kit finicity-connect`: each operation of the Finicity Connect API as a command.

mod access;
pub(crate) mod accounts;
mod authenticate;
mod consumer;
mod create_active_customer;
mod create_consumer;
mod create_testing_customer;
mod delete_customer;
mod email;
mod generate_connect_url;
mod generate_fix_connect_url;
mod generate_joint_borrower_connect_url;
mod generate_lite_connect_url;
mod get_consumer;
mod get_consumer_for_customer;
mod get_customer;
mod get_institution;
mod ids;
mod leads_to;
mod link;
mod list_accounts;
mod list_customers;
mod modify_consumer;
mod modify_customer;
mod new_customer;
mod page;
mod people;
mod refresh_accounts;
mod refusal;
mod rotate_partner_secret;
mod search_institutions;
mod send_connect_email;
mod send_joint_borrower_connect_email;
mod shown;
pub(crate) mod wire;

use clap::Subcommand;

use crate::exit::Failure;
use crate::provider::{self, Act, Call};
use access::Finicity;

/// A client and the manners of a call.
type Session = provider::Session<Finicity>;
type With<A> = provider::With<A, Finicity>;

fn explain(error: &finicity_connect::Error) -> Failure {
    match refusal::of_institution(error) {
        Some(refused) => provider::answered::<Finicity>(refused, error),
        None => provider::explain::<Finicity>(error),
    }
}

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit finicity-connect create-testing-customer --username customer-17
  verify-kit webhook listen --provider finicity-connect --port 8701 &
  verify-kit finicity-connect generate-connect-url --customer-id ID \\
      --webhook http://127.0.0.1:8701/webhooks
  verify-kit finicity-connect list-accounts --customer-id ID

With --live the calls go to Finicity, with the credentials of a partner:
  FINICITY_PARTNER_ID=… FINICITY_PARTNER_SECRET=… FINICITY_APP_KEY=… \\
      verify-kit finicity-connect authenticate --live

Each command logs in for itself, and five failed logins lock the partner's account.
What is missing is asked for on a terminal. Other users of a machine can see flags: leave out
what is personal and type it when asked, or use the -stdin flags.
Results go to stdout, talk to stderr.

Exit codes:
  0 ok, 1 failed, 2 usage, 3 refused by Finicity, 4 credentials, 5 it may have taken effect";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    operation: Operation,
}

#[derive(Debug, Subcommand)]
enum Operation {
    /// See whether the credentials are good
    Authenticate(With<authenticate::Args>),
    /// Change the partner secret
    RotatePartnerSecret(With<rotate_partner_secret::Args>),
    /// Create a customer who reaches test institutions alone; free
    CreateTestingCustomer(With<create_testing_customer::Args>),
    /// Create a customer who reaches live institutions; billable
    CreateActiveCustomer(With<create_active_customer::Args>),
    /// List customers
    ListCustomers(With<list_customers::Args>),
    /// Show a customer
    GetCustomer(With<get_customer::Args>),
    /// Change a customer's name
    ModifyCustomer(With<modify_customer::Args>),
    /// Delete a customer
    DeleteCustomer(With<delete_customer::Args>),
    /// Say who a customer is, as reports and e-mails need it
    CreateConsumer(With<create_consumer::Args>),
    /// Show a consumer
    GetConsumer(With<get_consumer::Args>),
    /// Show the consumer of a customer
    GetConsumerForCustomer(With<get_consumer_for_customer::Args>),
    /// Change what is known about a consumer
    ModifyConsumer(With<modify_consumer::Args>),
    /// Find institutions by name
    SearchInstitutions(With<search_institutions::Args>),
    /// Show an institution
    GetInstitution(With<get_institution::Args>),
    /// Show the accounts a customer has connected
    ListAccounts(With<list_accounts::Args>),
    /// Have the accounts fetched from their institutions
    RefreshAccounts(With<refresh_accounts::Args>),
    /// Make a link with which a customer connects accounts
    GenerateConnectUrl(With<generate_connect_url::Args>),
    /// Make a link for two people who apply together
    GenerateJointBorrowerConnectUrl(With<generate_joint_borrower_connect_url::Args>),
    /// Make a link to one institution
    GenerateLiteConnectUrl(With<generate_lite_connect_url::Args>),
    /// Make a link that repairs a connection
    GenerateFixConnectUrl(With<generate_fix_connect_url::Args>),
    /// Send a link by e-mail
    SendConnectEmail(With<send_connect_email::Args>),
    /// Send a link for two people by e-mail
    SendJointBorrowerConnectEmail(With<send_joint_borrower_connect_email::Args>),
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.operation {
        Operation::Authenticate(with) => with.run().await,
        Operation::RotatePartnerSecret(with) => with.run().await,
        Operation::CreateTestingCustomer(with) => with.run().await,
        Operation::CreateActiveCustomer(with) => with.run().await,
        Operation::ListCustomers(with) => with.run().await,
        Operation::GetCustomer(with) => with.run().await,
        Operation::ModifyCustomer(with) => with.run().await,
        Operation::DeleteCustomer(with) => with.run().await,
        Operation::CreateConsumer(with) => with.run().await,
        Operation::GetConsumer(with) => with.run().await,
        Operation::GetConsumerForCustomer(with) => with.run().await,
        Operation::ModifyConsumer(with) => with.run().await,
        Operation::SearchInstitutions(with) => with.run().await,
        Operation::GetInstitution(with) => with.run().await,
        Operation::ListAccounts(with) => with.run().await,
        Operation::RefreshAccounts(with) => with.run().await,
        Operation::GenerateConnectUrl(with) => with.run().await,
        Operation::GenerateJointBorrowerConnectUrl(with) => with.run().await,
        Operation::GenerateLiteConnectUrl(with) => with.run().await,
        Operation::GenerateFixConnectUrl(with) => with.run().await,
        Operation::SendConnectEmail(with) => with.run().await,
        Operation::SendJointBorrowerConnectEmail(with) => with.run().await,
    }
}
