//! The application's receiver of webhooks.

use std::sync::Arc;

use dots_users::webhook::{self, Event, EventType};
use dots_users::{MessageId, Secret};
use tokio::sync::mpsc;

use crate::demo::{Halt, Kind, Lane, Stage};
use crate::inbox::{Arrival, Inbox};
use crate::journeys::post;
use crate::receiver::Receiver;

pub(super) struct Hook {
    receiver: Receiver,
    arrivals: mpsc::UnboundedReceiver<Arrival<Event>>,
    /// Deliveries that have been waited for.
    heard: usize,
}

impl Hook {
    /// Listens, and has the address entered in the portal.
    pub(super) async fn start(stage: &mut Stage<'_>) -> Result<Self, Halt> {
        let dots = stage.tenant().dots();
        let (told, arrivals) = mpsc::unbounded_channel();
        let checks = webhook::Receiver::new([Secret::new(stage.guard(Kind::Secret, dots.webhook_secret()))])?;
        let inbox = Inbox::new(checks.clock(stage.clock().clone()), told);
        let receiver =
            stage.receive(Arc::new(move |headers: &_, body: &[u8]| inbox.take(headers, body))).await?;
        let entered = dots.set_webhook_url(receiver.url());
        entered.map_err(|error| Halt::surprise(error.to_string()))?;
        let text =
            "The address is entered in the Svix portal, once; the secret shown there goes to the receiver.";
        stage.note(Lane::Webhook, "set up", text);
        let heard = stage.tenant().webhooks().deliveries().len();
        Ok(Self { receiver, arrivals, heard })
    }

    /// Waits for these webhooks, and tells them; each has to be signed and new. They overtake each other on the way, and are
    /// told in the order in which they are expected.
    pub(super) async fn hears(
        &mut self,
        stage: &mut Stage<'_>,
        expected: &[(&str, &str)],
    ) -> Result<Vec<Event>, Halt> {
        self.wait(stage, expected.len()).await?;
        let mut arrived = Vec::new();
        for _ in expected {
            match self.arrivals.try_recv() {
                Ok(Arrival::Event(one)) => arrived.push(one.event),
                other => {
                    return Err(Halt::surprise(format!(
                        "an event was to come, and not {}",
                        said(other.ok())
                    )));
                }
            }
        }
        let mut events = Vec::new();
        for (wanted, text) in expected {
            let place = arrived.iter().position(|event| name(event) == *wanted);
            let Some(place) = place else { return Err(Halt::surprise(format!("no {wanted} arrived"))) };
            events.push(arrived.swap_remove(place));
            stage.pass(Lane::Api, Lane::Webhook, *wanted, *text);
        }
        Ok(events)
    }

    /// Has the last webhook of this name sent again: the receiver knows it.
    pub(super) async fn hears_again(
        &mut self,
        stage: &mut Stage<'_>,
        name: &str,
        text: &str,
    ) -> Result<(), Halt> {
        let webhooks = stage.tenant().webhooks();
        let sent = webhooks.deliveries().into_iter().rev().find(|delivery| delivery.event == name);
        let sent = sent.ok_or_else(|| Halt::surprise(format!("no {name} was delivered")))?;
        webhooks.resend(sent.id).map_err(|error| Halt::surprise(error.to_string()))?;
        self.wait(stage, 1).await?;
        match self.arrivals.try_recv() {
            Ok(Arrival::Duplicate(_)) => stage.pass(Lane::Api, Lane::Webhook, name, text),
            other => {
                return Err(Halt::surprise(format!("a duplicate was to come, and not {}", said(other.ok()))));
            }
        }
        Ok(())
    }

    /// Somebody who knows the address, and not the secret, makes an event up.
    pub(super) async fn refuses_a_forgery(&mut self, stage: &mut Stage<'_>, flow: &str) -> Result<(), Halt> {
        let forged = format!(r#"{{"event":"flow.updated","flow_id":"{flow}"}}"#);
        // Another secret than the one in the portal.
        let other = webhook::Receiver::new([Secret::new("whsec_YW5vdGhlci1zZWNyZXQ=")])?;
        let headers =
            other.clock(stage.clock().clone()).sign(&MessageId::new("msg_forged")?, forged.as_bytes())?;
        let status = post(self.receiver.url(), headers, forged.into_bytes()).await?;
        match self.arrivals.try_recv() {
            Ok(Arrival::Refused(_)) if status == 400 => {
                let text = "Somebody else posts an event, signed with another secret. It is refused.";
                stage.note(Lane::Webhook, "400", text);
                Ok(())
            }
            other => {
                Err(Halt::surprise(format!("a forgery was to be refused, and not {}", said(other.ok()))))
            }
        }
    }

    async fn wait(&mut self, stage: &mut Stage<'_>, count: usize) -> Result<(), Halt> {
        if !stage.webhooks(self.heard, count).await {
            return Err(Halt::surprise("a webhook did not arrive"));
        }
        self.heard += count;
        Ok(())
    }
}

fn name(event: &Event) -> &str {
    event.event_type.as_ref().map_or("an event without a name", EventType::as_str)
}

fn said(arrival: Option<Arrival<Event>>) -> String {
    Arrival::surprise(arrival, name)
}
