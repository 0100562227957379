//! What the commands of all providers have in common. A provider adds its own flags ([`Provider`]), its words for
//! refusals and a file for each operation.

mod credential;
pub(crate) mod data;
pub(crate) mod plan;
mod reason;
mod refusal;
mod session;
mod target;

use verify_core::Error;

pub(crate) use credential::{Credential, Credentials, sendable};
use data::{DataArgs, Source};
pub(crate) use data::{Fields, Wire, fields};
use plan::PlanArgs;
pub(crate) use plan::{Recorder, Shown, blank};
pub(crate) use refusal::{answered, explain};
pub(crate) use session::{Act, Session};
use target::TARGET;
pub(crate) use target::{Given, TargetArgs};

use crate::ask::Ask;
use crate::exit::Failure;

/// A provider, and the flag `--live`, which has to have the id `live`.
pub(crate) trait Named: clap::Args {
    /// Its name for people.
    const NAME: &'static str;
    /// Its name in the sandbox.
    const SANDBOX_NAME: &'static str;

    /// What the environment that `--live` names is called, and what is real there; `None` for a sandbox on this machine.
    fn live(&self) -> Option<&'static str>;

    /// `--live` as it was given, for a command that goes to the same place.
    fn live_flag(&self) -> &'static str;
}

/// A provider whose operations are commands: the flags for its credentials, and what is done with them.
pub(crate) trait Provider: Named {
    /// The command, which is the name of the crate.
    const COMMAND: &'static str;
    /// What `--yes` does.
    const YES: &'static str;
    /// What the sandbox calls the request that a client logs in with.
    const LOGIN: &'static str = "authenticate";
    /// What the client calls the request that it logs in with, and the field of the answer that has the token.
    const LOGS_IN: (&'static str, &'static str) = ("", "");
    /// The variables with user name and password, where both go with every call.
    const BASIC: Option<[&'static str; 2]> = None;
    /// What of its requests may be shown.
    const SHOWN: Shown;
    /// What makes the calls.
    type Client;

    /// A client of the environment that `--live` names, with credentials from the environment or from stdin.
    fn live_client(&self, ask: Ask) -> Result<Self::Client, Failure>;

    /// A client of a sandbox, with the credentials it gives away. Real ones never go there: the environment is not looked
    /// at.
    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Self::Client, Failure>;

    /// A client that sends through the recorder, with placeholders for credentials and for the addresses of a sandbox.
    /// Nothing is read but which of them the environment has.
    fn planned_client(&self, recorder: Recorder) -> Result<Self::Client, Failure>;

    /// What the sandbox calls an operation of the client.
    fn in_sandbox(operation: &'static str) -> &'static str {
        operation
    }

    /// Where to look when nobody knows whether a call took effect.
    fn look_first(error: &Error) -> String;

    /// What to do when the credentials were not accepted.
    fn check_credentials(error: &Error) -> String;

    /// What to do about a refusal.
    fn after_refusal(error: &Error) -> Option<String>;
}

/// An operation as a command.
pub(crate) trait Call<P: Provider>: clap::Args {
    /// Makes the call and shows the answer.
    ///
    /// It takes the arguments away: what was read, and perhaps asked for, is not there to be read again.
    async fn run(self, session: &Session<P>) -> Result<(), Failure>;
}

/// An operation's own flags, and where it is sent.
#[derive(Debug, clap::Args)]
pub(crate) struct With<A: clap::Args, P: Provider> {
    #[command(flatten)]
    own: A,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    target: TargetArgs<P>,
    #[arg(long, help = P::YES, help_heading = TARGET)]
    yes: bool,
    #[command(flatten)]
    show: ShowArgs,
    #[command(flatten)]
    plan: PlanArgs,
}

/// The same of an operation that calls a sandbox alone, and not as a provider: there is no request to show.
#[derive(Debug, clap::Args)]
pub(crate) struct Local<A: clap::Args, P: Provider> {
    #[command(flatten)]
    own: A,
    #[command(flatten)]
    target: TargetArgs<P>,
    #[arg(long, help = P::YES, help_heading = TARGET)]
    yes: bool,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// Print what the provider answered when it refuses a --live call, on stderr; it may hold personal data
    #[arg(long, requires = "live", help_heading = "Output")]
    show_body: bool,
}

impl<A: Call<P>, P: Provider> With<A, P> {
    /// The flags of the provider, for an operation that decides one of them.
    pub(crate) fn provider(&mut self) -> &mut P {
        &mut self.target.provider
    }

    pub(crate) async fn run(self) -> Result<(), Failure> {
        let ask = match self.data.source() {
            Some(Source::File) => Ask::new().with_values_of_a_file(),
            _ => Ask::new(),
        };
        if self.plan.is_given() {
            return self.plan.run(self.own, &self.target, ask).await;
        }
        in_earnest(self.own, Session::open(&self.target, ask, self.yes).await?, &self.show).await
    }
}

impl<A: Call<P>, P: Provider> Local<A, P> {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        in_earnest(self.own, Session::open(&self.target, Ask::new(), self.yes).await?, &self.show).await
    }
}

async fn in_earnest<A: Call<P>, P: Provider>(
    own: A,
    session: Session<P>,
    show: &ShowArgs,
) -> Result<(), Failure> {
    match own.run(&session).await {
        Err(failure) => Err(session.with_reason(failure, show.show_body).await),
        done => done,
    }
}
