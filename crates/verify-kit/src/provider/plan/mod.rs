//! `--dry-run` and `--curl`: the request that a command would send, without sending it.
//!
//! The real client runs on a transport that keeps the request instead ([`Recorder`]). Credentials, addresses and guarded
//! values are not read: placeholders take their place ([`blank`]), so that none can be shown.

pub(crate) mod blank;
mod curl;
mod recorder;
mod sh;
mod show;
mod shown;
mod wire_json;

pub(crate) use recorder::Recorder;
pub(crate) use shown::Shown;

use super::{Call, Provider, Session, TargetArgs};
use crate::exit::Failure;
use crate::output;
use recorder::Recorded;

/// The heading of these flags in the help.
pub(crate) const HEADING: &str = "Without sending";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = HEADING)]
pub(super) struct PlanArgs {
    /// Print the request that would be sent, secrets and personal data redacted, and send nothing
    #[arg(long, conflicts_with = "curl")]
    pub(super) dry_run: bool,
    /// Print a script for sh that sends the same request with curl, and send nothing
    #[arg(long, conflicts_with = "json")]
    pub(super) curl: bool,
}

impl PlanArgs {
    /// Whether nothing is to be sent.
    pub(super) fn is_given(&self) -> bool {
        self.dry_run || self.curl
    }

    /// Lets the command run up to its request, and shows that.
    pub(super) async fn run<A: Call<P>, P: Provider>(
        &self,
        own: A,
        target: &TargetArgs<P>,
        ask: crate::ask::Ask,
    ) -> Result<(), Failure> {
        let transport = Recorder::of::<P>();
        let session = Session::planned(target, ask, transport.clone())?;
        let recorded = tokio::select! {
            biased;
            request = transport.recorded() => request,
            ended = own.run(&session) => {
                return ended.and_then(|()| Err(Failure::failed("this command makes no call that could be shown")));
            }
        };
        let about = show::About {
            provider: P::SANDBOX_NAME,
            shown: P::SHOWN,
            basic: P::BASIC,
            live: target.provider.live().is_some(),
            repeats: repeats::<A>(),
        };
        if self.curl {
            return print_script::<P>(&recorded, about);
        }
        if target.json {
            return show::object(&recorded, about);
        }
        show::lines(&recorded, about)?;
        show::say_what_it_does(&recorded, about);
        Ok(())
    }
}

fn print_script<P: Provider>(recorded: &Recorded, about: show::About) -> Result<(), Failure> {
    let operation = recorded.call.operation.replace('_', "-");
    let does = recorded.act.map_or_else(String::new, |act| format!(": {}", act.does()));
    let dialect = curl::Dialect { token: P::LOGS_IN.1, basic: P::BASIC };
    output::out(curl::script(recorded, &format!("{} {operation}{does}", P::COMMAND), dialect))?;
    if about.repeats {
        output::talk("The command makes this request again and again, until what is waited for is there.");
    }
    output::talk(
        "Nothing was sent. What you gave stands in the script, personal data too: keep it out of logs and",
    );
    output::talk("tickets. Secrets do not: they come from the variables that it names at its start.");
    Ok(())
}

/// Whether a command looks again and again.
fn repeats<A: clap::Args>() -> bool {
    let command = A::augment_args(clap::Command::new("command"));
    command.get_arguments().any(|argument| argument.get_id() == "every")
}
