//! The commands there are.

use clap::{Parser, Subcommand};

use crate::exit::Failure;
use crate::{
    clock, completions, demo, doctor, dots_users, fault, finicity_connect, man_pages, outbox, persona,
    sandbox, signzy_link, spinwheel_connect, spinwheel_gql, webhook,
};

const EXAMPLES: &str = "\
Examples:
  verify-kit demo
  verify-kit doctor
  verify-kit sandbox up --port 8700
  verify-kit sandbox exec -- npm test
  verify-kit outbox code --to +12025550140
  verify-kit webhook listen --provider dots-users --forward-to http://127.0.0.1:3000/hooks
  verify-kit spinwheel-connect connect-sms --sandbox http://127.0.0.1:8700
  verify-kit finicity-connect authenticate --sandbox http://127.0.0.1:8700
  verify-kit dots-users create-user --sandbox http://127.0.0.1:8700
  verify-kit spinwheel-gql fetch-token --sandbox http://127.0.0.1:8700
  verify-kit signzy-link send-link --sandbox http://127.0.0.1:8700

Exit codes:
  0 ok, 1 failed, 2 usage, 3 refused by the provider, 4 credentials, 5 it may have taken effect";

/// Verify people and connect their accounts: the real flows, against a sandbox on this machine or a provider.
#[derive(Debug, Parser)]
#[command(name = "verify-kit", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Watch whole journeys, happy and unhappy, run over real HTTP against a sandbox in this process
    Demo(demo::Args),
    /// Look whether what is configured can work: variables, keys, network, clocks, webhooks
    Doctor(Box<doctor::Args>),
    /// Run the simulated providers as a server, or a command beside them
    Sandbox(Box<sandbox::Args>),
    /// Read the texts and e-mails a running sandbox has sent: codes, links
    Outbox(Box<outbox::Args>),
    /// Receive, check, sign and send webhooks; have a running sandbox send them again
    Webhook(Box<webhook::Args>),
    /// Let made-up people act on what a running sandbox sends them
    Persona(Box<persona::Args>),
    /// Make calls to a running sandbox go wrong
    Fault(Box<fault::Args>),
    /// Move the time of a running sandbox
    Clock(Box<clock::Args>),
    /// Call the Spinwheel Connect API: texted code, KBA, credit report, debts
    SpinwheelConnect(Box<spinwheel_connect::Args>),
    /// Call the Finicity Connect API: customers, links, e-mails, accounts
    FinicityConnect(Box<finicity_connect::Args>),
    /// Call the Dots API: users, texted codes, payout methods, flows
    DotsUsers(Box<dots_users::Args>),
    /// Call DebtCore, Alleviate's GraphQL API over Spinwheel: texted code, KBA, credit reports
    SpinwheelGql(Box<spinwheel_gql::Args>),
    /// Call the Signzy API for links: a texted link that proves who has the phone
    SignzyLink(Box<signzy_link::Args>),
    /// Print the script with which a shell completes these commands
    Completions(completions::Args),
    /// Write a page for `man` of each command
    ManPages(man_pages::Args),
}

impl Command {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Demo(args) => demo::run(&args).await,
            Self::Doctor(args) => doctor::run(*args).await,
            Self::Sandbox(args) => sandbox::run(*args).await,
            Self::Outbox(args) => outbox::run(*args).await,
            Self::Webhook(args) => webhook::run(*args).await,
            Self::Persona(args) => persona::run(*args).await,
            Self::Fault(args) => fault::run(*args).await,
            Self::Clock(args) => clock::run(*args).await,
            Self::SpinwheelConnect(args) => Box::pin(spinwheel_connect::run(*args)).await,
            Self::FinicityConnect(args) => finicity_connect::run(*args).await,
            Self::DotsUsers(args) => dots_users::run(*args).await,
            Self::SpinwheelGql(args) => spinwheel_gql::run(*args).await,
            Self::SignzyLink(args) => signzy_link::run(*args).await,
            Self::Completions(args) => completions::run(&args),
            Self::ManPages(args) => man_pages::run(&args),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use clap::CommandFactory;

    use super::Cli;

    /// What the files under `src/endpoints` of a crate are called; each is one operation.
    fn operations(krate: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(krate).join("src/endpoints");
        let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
        let stems = files.map(|name| name.to_str().unwrap().trim_end_matches(".rs").replace('_', "-"));
        stems.filter(|stem| stem != "mod").collect()
    }

    #[test]
    fn every_operation_has_its_command() {
        let cli = Cli::command();
        for krate in ["spinwheel-connect", "spinwheel-gql", "dots-users", "finicity-connect", "signzy-link"] {
            let operations = operations(krate);
            assert!(operations.len() > 2, "no operations were found in {krate}");
            let command = cli.find_subcommand(krate).unwrap();
            let commands = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
            let missing: Vec<_> = operations.difference(&commands).collect();
            assert!(missing.is_empty(), "`verify-kit {krate}` has no command for {missing:?}");
        }
    }
}
