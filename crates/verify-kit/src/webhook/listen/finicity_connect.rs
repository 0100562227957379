//! The events of Finicity's Connect sessions.

use finicity_connect::webhook::{self, Event, Payload};
use http::HeaderMap;
use serde_json::Value;

use super::super::sender::{Scheme, Sender};
use super::{Args, Explaining};
use crate::exit::Failure;
use crate::inbox::{Arrived, Checks};
use crate::stop::Stop;

const LIVE: [&str; 3] = [
    "This address is on this machine, where Finicity cannot reach it. Finicity needs a public",
    "https address in front (a tunnel): give that one, with /webhooks at its end, to the commands",
    "that make a link, as --webhook. Ctrl-C ends it.",
];

impl Checks for webhook::Receiver {
    type Event = Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), String> {
        let event = self.receive(headers, body).map_err(|rejected| rejected.to_string())?;
        Ok((event.id.as_ref().map(|id| id.as_str().to_owned()), event))
    }
}

impl Args {
    pub(super) async fn listen_to_finicity(&self, stop: Stop) -> Result<(), Failure> {
        let sandbox = self.secret.sandbox()?;
        let secret = self.secret.secret(Sender::FinicityConnect, sandbox.as_ref(), None).await?;
        let checked = webhook::Receiver::new([secret.clone()])
            .map_err(|error| Failure::credentials(error.to_string()))?;
        let listener =
            self.start(stop, Explaining { checks: checked, scheme: Scheme::Finicity, secret }).await?;
        let advice =
            format!("Give `--webhook {}` to the commands that make a link, in another", listener.url());
        let words = [&advice, "terminal. Ctrl-C ends it."];
        self.begin(listener.url(), if sandbox.is_some() { &words } else { &LIVE })?;
        self.print(listener, line).await
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
