//! `watch-webhooks`: receives the events of Connect sessions on this machine and prints them.

use finicity_connect::Secret;
use finicity_connect::webhook::{self, Event, Payload, Rejected};
use http::HeaderMap;
use serde_json::{Value, json};

use super::Finicity;
use crate::ask::Ask;
use crate::exit::Failure;
use crate::inbox::{Arrived, Checks};
use crate::output;
use crate::provider::{Named, TargetArgs};
use crate::stop::Stop;
use crate::watching::{Shown, WatchArgs};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    watch: WatchArgs,
    #[command(flatten)]
    target: TargetArgs<Finicity>,
}

impl Checks for webhook::Receiver {
    type Event = Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), Rejected> {
        let event = self.receive(headers, body)?;
        Ok((event.id.as_ref().map(|id| id.as_str().to_owned()), event))
    }
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        let secret = self.secret(Ask::new()).await?;
        let checked =
            webhook::Receiver::new([&secret]).map_err(|error| Failure::failed(error.to_string()))?;
        let watch = self.watch.listen(stop, checked).await?;
        self.begin(watch.url())?;
        watch.print(Shown { json: self.target.json, line }).await
    }

    async fn secret(&self, ask: Ask) -> Result<Secret, Failure> {
        let provider = &self.target.provider;
        if provider.live().is_some() {
            return provider.live_secret(ask);
        }
        provider.sandbox_secret(&self.target.given().await?.1, ask)
    }

    fn begin(&self, url: &str) -> Result<(), Failure> {
        if self.target.json {
            output::json(&json!({"type": "listening", "webhook": url}))?;
        } else {
            output::out(format_args!("--webhook {url}"))?;
        }
        if self.target.provider.live().is_some() {
            output::talk(
                "This address is on this machine, where Finicity cannot reach it. Finicity needs a public",
            );
            output::talk(
                "https address in front (a tunnel): give that one, with /webhooks at its end, to the commands",
            );
            output::talk("that make a link. Ctrl-C ends it.");
        } else {
            output::talk("Give this to the commands that make a link, in another terminal. Ctrl-C ends it.");
        }
        Ok(())
    }
}

/// What happened, to whom and where; nothing personal.
fn line(arrived: &Arrived<Event>) -> String {
    let Arrived { id, event, .. } = arrived;
    let customer = event.customer_id.as_ref().map(|id| format!("customer {}", id.as_str()));
    let id = id.as_ref().map(|id| format!("event {id}"));
    let words = [customer, particulars(&event.payload), id];
    let words: Vec<String> = words.into_iter().flatten().collect();
    format!("{:<23} {}", event.event_type.as_str(), words.join(", ")).trim_end().to_owned()
}

fn particulars(payload: &Payload) -> Option<String> {
    let at = |id: Option<finicity_connect::InstitutionId>| id.map(|id| format!("institution {id}"));
    let accounts =
        |count: usize| if count == 1 { "1 account".to_owned() } else { format!("{count} accounts") };
    let both =
        |id, count| [at(id), Some(accounts(count))].into_iter().flatten().collect::<Vec<_>>().join(", ");
    match payload {
        Payload::Institution(event) => at(event.institution_id),
        Payload::Adding(event) => at(event.institution_id),
        Payload::UnableToConnect(event) => {
            let code = event.code.map(|code| format!("code {code}"));
            Some([at(event.institution_id), code].into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        Payload::Discovered(event) => Some(both(event.institution_id, event.accounts.len())),
        Payload::Added(event) => Some(both(event.institution_id, event.accounts.len())),
        Payload::CredentialsUpdated(event) => at(event.institution_id),
        Payload::AccountsDeleted(event) => Some(both(event.institution_id, event.accounts.len())),
        Payload::Other(payload) => payload
            .expose()
            .get("institutionId")
            .and_then(Value::as_str)
            .map(|id| format!("institution {id}")),
        _ => None,
    }
}
