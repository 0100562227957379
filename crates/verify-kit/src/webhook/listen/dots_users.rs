//! The events of Dots.

use std::time::{Duration, SystemTime};

use dots_users::webhook::{self, Event, EventType};
use http::HeaderMap;
use serde_json::json;
use verify_sandbox::ManualClock;

use super::super::secret::DOTS_ENDPOINT;
use super::super::sender::{Scheme, Sender};
use super::{Args, Explaining};
use crate::exit::Failure;
use crate::inbox::{Arrived, Checks};
use crate::stop::Stop;

const SANDBOX: [&str; 1] = ["The sandbox sends the events of this tenant here. Ctrl-C ends it."];

const LIVE: [&str; 3] = [
    "This address is on this machine, where Dots cannot reach it. Dots needs a public",
    "https address in front (a tunnel): enter that one, with /webhooks at its end, in the",
    "Svix portal, to which Dots' dashboard leads. Ctrl-C ends it.",
];

impl Checks for webhook::Receiver {
    type Event = Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), String> {
        let message = self.receive(headers, body).map_err(|rejected| rejected.to_string())?;
        Ok((Some(message.id.as_str().to_owned()), message.event))
    }
}

/// A sandbox's clock can stand anywhere: the time that its webhooks state is taken for now.
struct OnSandboxTime {
    receiver: webhook::Receiver,
    clock: ManualClock,
}

impl OnSandboxTime {
    fn new(receiver: webhook::Receiver) -> Self {
        let clock = ManualClock::frozen();
        Self { receiver: receiver.clock(clock.clone()), clock }
    }
}

impl Checks for OnSandboxTime {
    type Event = Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), String> {
        let stated = ["svix-timestamp", "webhook-timestamp"].into_iter().find_map(|name| headers.get(name));
        let seconds = stated.and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
        if let Some(time) = seconds.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)) {
            self.clock.set_wall(time);
        }
        self.receiver.check(headers, body)
    }
}

impl Args {
    pub(super) async fn listen_to_dots(&self, stop: Stop) -> Result<(), Failure> {
        let sandbox = self.secret.sandbox()?;
        let secret = self.secret.secret(Sender::DotsUsers, sandbox.as_ref(), None).await?;
        let checked = webhook::Receiver::new([secret.clone()])
            .map_err(|error| Failure::credentials(error.to_string()))?;
        let scheme = Scheme::Dots;
        let listener = match &sandbox {
            Some(_) => {
                let checks = OnSandboxTime::new(checked);
                self.start(stop, Explaining { checks, scheme, secret }).await?
            }
            None => self.start(stop, Explaining { checks: checked, scheme, secret }).await?,
        };
        if let Some(sandbox) = &sandbox {
            sandbox.post_as_on_page(DOTS_ENDPOINT, &json!({"url": listener.url()})).await?;
        }
        self.begin(listener.url(), if sandbox.is_some() { &SANDBOX } else { &LIVE })?;
        let outcome = self.print(listener, line).await;
        if let Some(sandbox) = &sandbox {
            // A sandbox that has ended in the meantime has forgotten it anyway.
            let _ = sandbox.post_as_on_page(DOTS_ENDPOINT, &json!({"url": null})).await;
        }
        outcome
    }
}

/// What happened, and to what; nothing personal.
fn line(arrived: &Arrived<Event>) -> String {
    let Arrived { id, event, .. } = arrived;
    let name = event.event_type.as_ref().map_or("(no name)", EventType::as_str);
    let ids = [
        event.flow_id().map(|id| format!("flow {}", id.as_str())),
        event.user_id().map(|id| format!("user {}", id.as_str())),
        event.transfer_id().map(|id| format!("transfer {}", id.as_str())),
        event.payout_link_id().map(|id| format!("payout link {}", id.as_str())),
        id.as_ref().map(|id| format!("message {id}")),
    ];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    format!("{name:<28} {}", ids.join(", ")).trim_end().to_owned()
}
