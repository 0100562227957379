//! What the commands of all providers have in common. A provider adds its own flags ([`Provider`]), its words for
//! refusals and a file for each operation.

mod credential;
mod reason;
mod refusal;
mod session;
mod target;

use verify_core::Error;

pub(crate) use credential::{Credential, Credentials, sendable};
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
}

/// A provider whose operations are commands: the flags for its credentials, and what is done with them.
pub(crate) trait Provider: Named {
    /// The command, which is the name of the crate.
    const COMMAND: &'static str;
    /// What `--yes` does.
    const YES: &'static str;
    /// What the sandbox calls the request that a client logs in with.
    const LOGIN: &'static str = "authenticate";
    /// What makes the calls.
    type Client;

    /// A client of the environment that `--live` names, with credentials from the environment or from stdin.
    fn live_client(&self, ask: Ask) -> Result<Self::Client, Failure>;

    /// A client of a sandbox, with the credentials it gives away. Real ones never go there: the environment is not looked
    /// at.
    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Self::Client, Failure>;

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
        let session = Session::open(&self.target, self.yes).await?;
        match self.own.run(&session).await {
            Err(failure) => Err(session.with_reason(failure, self.show.show_body).await),
            done => done,
        }
    }
}
