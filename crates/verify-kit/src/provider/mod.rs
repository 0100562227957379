//! What the commands of all providers have in common. A provider adds its own flags ([`Provider`]), its words for
//! refusals and a file for each operation.

mod credential;
mod refusal;
mod session;
mod target;

use verify_core::Error;

pub(crate) use credential::sendable;
pub(crate) use refusal::explain;
pub(crate) use session::{Act, Session};
pub(crate) use target::{Given, TargetArgs};

use crate::ask::Ask;
use crate::exit::Failure;

/// A provider whose operations are commands: the flags `--live`, `--yes` and those for its credentials, and what is done
/// with them. The flag `--live` has to have the id `live`.
pub(crate) trait Provider: clap::Args {
    /// The command, which is the name of the crate.
    const COMMAND: &'static str;
    /// Its name for people.
    const NAME: &'static str;
    /// Its name in the sandbox.
    const SANDBOX_NAME: &'static str;
    /// What makes the calls.
    type Client;

    /// What the environment that `--live` names is called, and what is real there; `None` for a sandbox on this machine.
    fn live(&self) -> Option<&'static str>;

    /// Whether `--yes` was given.
    fn yes(&self) -> bool;

    /// A client of the environment that `--live` names, with credentials from the environment or from stdin.
    fn live_client(&self, ask: Ask) -> Result<Self::Client, Failure>;

    /// A client of a sandbox, with the credentials it gives away. Real ones never go there: the environment is not looked
    /// at.
    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Self::Client, Failure>;

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
    async fn run(&self, session: &Session<P>) -> Result<(), Failure>;
}

/// An operation's own flags, and where it is sent.
#[derive(Debug, clap::Args)]
pub(crate) struct With<A: clap::Args, P: Provider> {
    #[command(flatten)]
    own: A,
    #[command(flatten)]
    target: TargetArgs<P>,
}

impl<A: Call<P>, P: Provider> With<A, P> {
    pub(crate) async fn run(&self) -> Result<(), Failure> {
        self.own.run(&Session::open(&self.target).await?).await
    }
}
