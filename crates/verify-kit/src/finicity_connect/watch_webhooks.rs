//! `watch-webhooks`: receives the events of Connect sessions on this machine and prints them.

use std::sync::Arc;

use finicity_connect::webhook::{self, Event, Payload};
use finicity_connect::{Clock, Secret, SystemClock, Timestamp};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::Finicity;
use super::inbox::{Arrival, Inbox};
use crate::ask::Ask;
use crate::exit::Failure;
use crate::output;
use crate::port::{cannot_listen, port};
use crate::provider::{Provider, TargetArgs};
use crate::receiver::Receiver;
use crate::stop::Stop;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0, value_name = "PORT", value_parser = port)]
    port: u16,
    /// End after this many events, pings included; without it Ctrl-C ends it
    #[arg(long, value_name = "NUMBER", value_parser = count)]
    count: Option<u64>,
    #[command(flatten)]
    target: TargetArgs<Finicity>,
}

/// In place of clap's own parser, whose message repeats the number.
fn count(text: &str) -> Result<u64, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("must be a number from 1 on")
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        let secret = self.secret(Ask::new()).await?;
        let (told, mut arrivals) = mpsc::unbounded_channel();
        let checked =
            webhook::Receiver::new([&secret]).map_err(|error| Failure::failed(error.to_string()))?;
        let strays = told.clone();
        let inbox = Inbox::new(checked, told);
        let receiver = Receiver::start_watching(
            self.port,
            Arc::new(move |headers: &_, body: &[u8]| inbox.take(headers, body)),
            // When nobody listens any more, there is nobody to tell.
            Arc::new(move |status| drop(strays.send(Arrival::Stray(status)))),
        );
        let receiver = receiver.await.map_err(|error| cannot_listen(self.port, &error))?;
        self.begin(receiver.url())?;
        let stopped = stop.wait();
        tokio::pin!(stopped);
        let mut seen = 0;
        while self.count.is_none_or(|count| seen < count) {
            tokio::select! {
                Some(arrival) = arrivals.recv() => seen += u64::from(self.print(&arrival)?),
                () = &mut stopped => break,
            }
        }
        receiver.finish().await;
        // What was answered shortly before the end has to be printed, too.
        while self.count.is_none_or(|count| seen < count) {
            let Ok(arrival) = arrivals.try_recv() else { break };
            seen += u64::from(self.print(&arrival)?);
        }
        output::talk(format_args!("{seen} received."));
        Ok(())
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

    /// Whether it was an event that counts.
    fn print(&self, arrival: &Arrival) -> Result<bool, Failure> {
        let at = Timestamp::from(SystemClock.now()).to_string();
        let time = format!("{}Z", at.get(11..19).unwrap_or_default());
        match arrival {
            Arrival::Event(event, body) if self.target.json => {
                let id = event.id.as_ref().map(finicity_connect::EventId::as_str);
                output::json(&json!({"type": "event", "at": at, "eventId": id, "event": body}))?;
                return Ok(true);
            }
            Arrival::Event(event, _) => {
                output::out(format_args!("{time}  {}", line(event)))?;
                return Ok(true);
            }
            Arrival::Duplicate(id) => {
                output::talk(format_args!("{time}  ignored: {} came before", id.as_str()));
            }
            Arrival::Refused(why) => output::talk(format_args!("{time}  refused: {why}")),
            Arrival::Stray(status) => output::talk(format_args!(
                "{time}  answered {}: {}",
                status.as_u16(),
                if *status == StatusCode::NOT_FOUND {
                    "events are posted to /webhooks"
                } else {
                    "an event is a POST, and this was none"
                }
            )),
        }
        Ok(false)
    }
}

/// What happened, to whom and where; nothing personal.
fn line(event: &Event) -> String {
    let customer = event.customer_id.as_ref().map(|id| format!("customer {}", id.as_str()));
    let id = event.id.as_ref().map(|id| format!("event {}", id.as_str()));
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
