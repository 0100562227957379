//! `watch-webhooks`: receives the events of Dots on this machine and prints them.

use std::time::{Duration, SystemTime};

use dots_users::Secret;
use dots_users::webhook::{self, Event, EventType, Rejected};
use http::HeaderMap;
use serde_json::{Value, json};
use verify_sandbox::ManualClock;

use crate::ask::{Ask, no_line};
use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::inbox::{Arrived, Checks};
use crate::output;
use crate::provider::{Credential, Named, TargetArgs};
use crate::stop::Stop;
use crate::watching::{Shown, WatchArgs};

const SECRET: Credential = Credential {
    variable: "DOTS_WEBHOOK_SECRET",
    name: "signing secret of the webhook",
    question: "Signing secret of the webhook",
};

const STDIN: &str = "--secret-stdin";

/// Where webhooks in the sandbox are set up, which stands for Svix's portal.
const ENDPOINT: &str = "dots/webhook";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    watch: WatchArgs,
    #[command(flatten)]
    target: TargetArgs<Portal>,
}

/// Where the address of webhooks is entered, and what signs them.
#[derive(Debug, clap::Args)]
pub(super) struct Portal {
    /// Dots itself, sandbox or production
    #[arg(long)]
    live: bool,
    #[arg(
        long,
        help = "Read the signing secret from the first line of stdin [live default: env DOTS_WEBHOOK_SECRET]"
    )]
    secret_stdin: bool,
}

impl Named for Portal {
    const NAME: &'static str = "Dots";
    const SANDBOX_NAME: &'static str = "dots";

    fn live(&self) -> Option<&'static str> {
        self.live.then_some("Dots itself: for real")
    }
}

impl Checks for webhook::Receiver {
    type Event = Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), Rejected> {
        let message = self.receive(headers, body)?;
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

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), Rejected> {
        let stated = ["svix-timestamp", "webhook-timestamp"].into_iter().find_map(|name| headers.get(name));
        let seconds = stated.and_then(|value| value.to_str().ok()?.parse().ok()).map(Duration::from_secs);
        if let Some(time) = seconds.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)) {
            self.clock.set_wall(time);
        }
        self.receiver.check(headers, body)
    }
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        let sandbox = if self.target.provider.live { None } else { Some(self.target.given().await?.0) };
        let secret = self.secret(sandbox.as_ref()).await?;
        let checked =
            webhook::Receiver::new([&secret]).map_err(|error| Failure::credentials(error.to_string()))?;
        let watch = match &sandbox {
            Some(_) => self.watch.listen(stop, OnSandboxTime::new(checked)).await?,
            None => self.watch.listen(stop, checked).await?,
        };
        if let Some(sandbox) = &sandbox {
            sandbox.post_as_on_page(ENDPOINT, &json!({"url": watch.url()})).await?;
        }
        self.begin(watch.url())?;
        let outcome = watch.print(Shown { json: self.target.json, line }).await;
        if let Some(sandbox) = &sandbox {
            // A sandbox that has ended in the meantime has forgotten it anyway.
            let _ = sandbox.post_as_on_page(ENDPOINT, &json!({"url": null})).await;
        }
        outcome
    }

    async fn secret(&self, sandbox: Option<&SandboxAddress>) -> Result<Secret, Failure> {
        if self.target.provider.secret_stdin {
            return Ask::new().secret(SECRET.question)?.ok_or_else(|| no_line(STDIN));
        }
        let Some(sandbox) = sandbox else { return SECRET.required(STDIN) };
        let endpoint = sandbox.get(ENDPOINT).await?;
        let secret = endpoint.get("secret").and_then(Value::as_str);
        let missing = || Failure::failed("this sandbox does not send the webhooks of Dots");
        secret.map(Secret::new).ok_or_else(missing)
    }

    fn begin(&self, url: &str) -> Result<(), Failure> {
        if self.target.json {
            output::json(&json!({"type": "listening", "webhook": url}))?;
        } else {
            output::out(format_args!("listening on {url}"))?;
        }
        if self.target.provider.live {
            output::talk("This address is on this machine, where Dots cannot reach it. Dots needs a public");
            output::talk(
                "https address in front (a tunnel): enter that one, with /webhooks at its end, in the",
            );
            output::talk("Svix portal, to which Dots' dashboard leads. Ctrl-C ends it.");
        } else {
            output::talk("The sandbox sends the events of this tenant here. Ctrl-C ends it.");
        }
        Ok(())
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
