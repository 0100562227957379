//! `webhook listen`: receives webhooks on this machine, prints them, and passes them on.

mod dots_users;
mod explaining;
mod finicity_connect;
mod listener;
mod print;
mod spinwheel_connect;

use serde_json::json;

use super::secret::SecretArgs;
use super::sender::Sender;
use super::target::Target;
use crate::exit::Failure;
use crate::inbox::{Arrived, Checks};
use crate::output;
use crate::port::port;
use crate::stop::Stop;
use explaining::Explaining;
use listener::Listener;

const NOTES: &str = "\
The first line says where to send webhooks; then each event is a line: the time (UTC), its type and
ids. With --json the lines are {\"type\": \"listening\", \"webhook\": URL} and
{\"type\": \"event\", \"at\": …, \"eventId\": …, \"event\": …}, where `event` is what was sent.
What is not signed is refused with 400, everything else is answered with 200, and what came
before is not printed again.

With --forward-to each request is passed on, whether it is signed or not: body and headers as they
came, but for those of the connection (host, content-length). It is answered as the application
answers; a line says with which status, and after how long.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit webhook listen --provider finicity-connect --port 8701
  verify-kit webhook listen --provider dots-users --forward-to http://127.0.0.1:3000/hooks/dots
  verify-kit webhook listen --provider spinwheel-connect --check-header x-webhook-key";

#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// Whose webhooks
    #[arg(long, value_name = "PROVIDER", value_enum)]
    provider: Sender,
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0, value_name = "PORT", value_parser = port)]
    port: u16,
    /// End after this many events; without it Ctrl-C ends it
    #[arg(long, value_name = "NUMBER", value_parser = count)]
    count: Option<u64>,
    /// Pass each request on to the application at this address, and answer as it does
    #[arg(long, value_name = "URL")]
    forward_to: Option<String>,
    /// Let --forward-to be an address of another machine
    #[arg(long, requires = "forward_to")]
    allow_remote: bool,
    /// Spinwheel alone: the header you chose; what comes without its value is refused
    #[arg(long, value_name = "NAME")]
    check_header: Option<String>,
    #[command(flatten)]
    secret: SecretArgs,
}

/// In place of clap's own parser, whose message repeats the number.
fn count(text: &str) -> Result<u64, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("must be a number from 1 on")
}

/// How the events of a provider are shown: what happened, to whom and where; nothing personal.
type Line<E> = fn(&Arrived<E>) -> String;

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        match (self.provider, &self.check_header) {
            (Sender::FinicityConnect, None) => self.listen_to_finicity(stop).await,
            (Sender::DotsUsers, None) => self.listen_to_dots(stop).await,
            (Sender::SpinwheelConnect, header) => self.listen_to_spinwheel(stop, header.as_deref()).await,
            (_, Some(_)) => {
                Err(Failure::usage("--check-header is for Spinwheel: this provider signs its webhooks"))
            }
        }
    }

    /// Begins to listen; `stop` was made before anything else, so that no signal is missed.
    async fn start<C: Checks + 'static>(&self, stop: Stop, checks: C) -> Result<Listener<C::Event>, Failure> {
        let target = match &self.forward_to {
            Some(url) => Some(Target::parse(url, "--forward-to", self.allow_remote)?),
            None => None,
        };
        Listener::start(self.port, stop, checks, target).await
    }

    /// Prints what comes until the end.
    async fn print<E>(&self, listener: Listener<E>, line: Line<E>) -> Result<(), Failure> {
        listener.print(self.count, print::Shown { json: self.secret.running.json, line }).await
    }

    /// Says where webhooks go, and in these words what to do about it.
    fn begin(&self, url: &str, words: &[&str]) -> Result<(), Failure> {
        if self.secret.running.json {
            output::json(&json!({"type": "listening", "webhook": url}))?;
        } else {
            output::out(format_args!("listening on {url}"))?;
        }
        words.iter().for_each(output::talk);
        if self.forward_to.is_some() {
            output::talk(
                "Every request is passed on to the application, also one that would be refused here.",
            );
        }
        Ok(())
    }
}
