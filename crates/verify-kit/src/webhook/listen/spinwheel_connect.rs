//! The events of Spinwheel, which signs nothing.

use http::HeaderMap;
use serde_json::json;
use spinwheel_connect::webhook::{Event, HeaderCheck};

use super::super::sender::Sender;
use super::Args;
use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::inbox::{Arrived, Checks};
use crate::output;
use crate::stop::Stop;

/// What the sandbox sends along in the header when nothing else is given.
const SYNTHETIC_VALUE: &str = "sandbox-webhook-header-value";

/// The addresses that the sandbox sends to.
const REGISTRATIONS: &str = "webhooks";

const SANDBOX: [&str; 1] = ["The sandbox sends the events of this tenant here. Ctrl-C ends it."];

const LIVE: [&str; 3] = [
    "This address is on this machine, where Spinwheel cannot reach it. Spinwheel needs a public",
    "https address in front (a tunnel): register that one, with /webhooks at its end, and a header",
    "of your own with a long random value. Ctrl-C ends it.",
];

/// The one check there is, or none.
struct Unsigned(Option<HeaderCheck>);

impl Checks for Unsigned {
    type Event = Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Event), String> {
        if self.0.as_ref().is_some_and(|check| !check.accepts(headers)) {
            return Err("the header you chose is missing, or has another value".to_owned());
        }
        let event = Event::parse(body).map_err(|error| error.to_string())?;
        Ok((event.webhook_id.as_ref().map(|id| id.as_str().to_owned()), event))
    }
}

impl Args {
    pub(super) async fn listen_to_spinwheel(&self, stop: Stop, header: Option<&str>) -> Result<(), Failure> {
        let sandbox = self.secret.sandbox()?;
        let value = match header {
            Some(_) => Some(self.header_value(sandbox.as_ref()).await?),
            None => None,
        };
        let check = header.zip(value.clone()).map(|(name, value)| HeaderCheck::new(name, value)).transpose();
        let check = check.map_err(|error| Failure::usage(format!("--check-header: {error}")))?;
        let line = if check.is_some() { line } else { unchecked_line };
        let listener = self.start(stop, Unsigned(check)).await?;
        let registration = match &sandbox {
            Some(sandbox) => {
                let headers: serde_json::Map<_, _> = header
                    .zip(value)
                    .map(|(name, value)| (name.to_owned(), json!(value.expose())))
                    .into_iter()
                    .collect();
                let body = json!({"event": "*", "url": listener.url(), "headers": headers});
                Some(sandbox.post(REGISTRATIONS, Some(&body)).await?["id"].clone())
            }
            None => None,
        };
        self.begin(listener.url(), if sandbox.is_some() { &SANDBOX } else { &LIVE })?;
        output::talk(if header.is_some() {
            "Spinwheel signs nothing: the header shows that the sender knows its value, not that the body is untouched."
        } else {
            "Spinwheel signs nothing, and no header was chosen (--check-header): anybody can send what is printed here."
        });
        let outcome = self.print(listener, line).await;
        if let Some((sandbox, id)) = sandbox.zip(registration) {
            // A sandbox that has ended in the meantime has forgotten it anyway.
            let _ = sandbox.delete(&format!("{REGISTRATIONS}/{id}")).await;
        }
        outcome
    }

    /// In a sandbox it is the listener who chooses.
    async fn header_value(&self, sandbox: Option<&SandboxAddress>) -> Result<verify_core::Secret, Failure> {
        if sandbox.is_some() && !self.secret.secret_stdin {
            return Ok(verify_core::Secret::new(SYNTHETIC_VALUE));
        }
        self.secret.secret(Sender::SpinwheelConnect, None, None).await
    }
}

/// What happened, and to whom; nothing personal.
fn line(arrived: &Arrived<Event>) -> String {
    let Arrived { id, event, .. } = arrived;
    let webhook = id.as_ref().map(|id| format!(", webhook {id}")).unwrap_or_default();
    format!("{:<28} user {}{webhook}", event.event_type.as_str(), event.user_id.as_str())
}

fn unchecked_line(arrived: &Arrived<Event>) -> String {
    format!("{}, unchecked", line(arrived))
}
