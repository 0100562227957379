//! The application: a client of the real crate on the sandbox's clock, and its receiver of webhooks.

use std::sync::Arc;

use finicity_connect::webhook::{self, Event};
use finicity_connect::{
    Client, Clock, ConnectLink, CreateTestingCustomer, CustomerId, Environment, Partner, Secret, Timestamp,
    Username, Webhook,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::mpsc;

use super::{AUTHENTICATE, CREATE_CUSTOMER, CREATED, OK};
use crate::demo::{Halt, Kind, Lane, Stage};
use crate::inbox::{Arrival, Inbox};
use crate::journeys::post;
use crate::receiver::Receiver;

pub(super) struct App {
    pub(super) client: Client,
    receiver: Receiver,
    arrivals: mpsc::UnboundedReceiver<Arrival<Event>>,
    /// Deliveries that have been waited for.
    heard: usize,
}

impl App {
    pub(super) async fn start(stage: &Stage<'_>) -> Result<Self, Halt> {
        let finicity = stage.tenant().finicity();
        let secret = Secret::new(stage.guard(Kind::Secret, finicity.partner_secret()));
        let (told, arrivals) = mpsc::unbounded_channel();
        let inbox = Inbox::new(webhook::Receiver::new([secret.clone()])?, told);
        let receiver =
            stage.receive(Arc::new(move |headers: &_, body: &[u8]| inbox.take(headers, body))).await?;
        let partner = Partner::new(
            finicity.partner_id().parse()?,
            secret,
            stage.guard(Kind::Secret, finicity.app_key()),
        );
        let environment = Environment::custom(&finicity.base_url())?;
        let builder = Client::builder(environment, partner).clock(stage.clock().clone());
        let client = builder.transport(stage.transport(&[finicity.base_url()])?).build()?;
        let heard = stage.tenant().webhooks().deliveries().len();
        Ok(Self { client, receiver, arrivals, heard })
    }

    /// Where the events of a session go.
    pub(super) fn webhook(&self) -> Result<Webhook, Halt> {
        Ok(Webhook::new(self.receiver.url())?)
    }

    /// The login that the next call makes by itself.
    pub(super) fn logs_in(stage: &mut Stage<'_>, why: &str) {
        stage.call(AUTHENTICATE, OK, why);
    }

    pub(super) async fn new_customer(
        &self,
        stage: &mut Stage<'_>,
        id: &str,
        (first_name, last_name): (&str, &str),
        why: &str,
    ) -> Result<CustomerId, Halt> {
        stage.call(CREATE_CUSTOMER, CREATED, why);
        let request = CreateTestingCustomer::new(Username::new(id)?);
        let request = request.first_name(first_name).last_name(last_name);
        let customer = stage.came(self.client.create_testing_customer(stage.sends(&request)).await)?.id;
        stage.answer(format!("Customer {}.", customer.as_str()));
        Ok(customer)
    }

    /// Waits for these webhooks, and tells them; each has to be signed, new, and in its place.
    pub(super) async fn hears(
        &mut self,
        stage: &mut Stage<'_>,
        expected: &[(&str, &str)],
    ) -> Result<Vec<Event>, Halt> {
        self.wait(stage, expected.len()).await?;
        let mut events = Vec::new();
        for (name, text) in expected {
            let event = match self.arrivals.try_recv() {
                Ok(Arrival::Event(arrived)) if arrived.event.event_type.as_str() == *name => arrived.event,
                other => {
                    return Err(Halt::surprise(format!("{name} was to come, and not {}", said(other.ok()))));
                }
            };
            stage.pass(Lane::Api, Lane::Webhook, *name, *text);
            events.push(event);
        }
        Ok(events)
    }

    /// Has a delivered webhook sent again: the receiver knows it.
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
    pub(super) async fn refuses_a_forgery(&mut self, stage: &mut Stage<'_>) -> Result<(), Halt> {
        let forged = br#"{"customerId":"1","eventType":"added","eventId":"1-a","payload":{}}"#;
        let signature = webhook::Receiver::new([Secret::new("another-secret")])?.sign(forged);
        let signature =
            HeaderValue::from_str(&signature).map_err(|_| Halt::surprise("the signature is no header"))?;
        let headers = HeaderMap::from_iter([(HeaderName::from_static(webhook::SIGNATURE_HEADER), signature)]);
        let status = post(self.receiver.url(), headers, forged.to_vec()).await?;
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

fn said(arrival: Option<Arrival<Event>>) -> String {
    Arrival::surprise(arrival, |event| event.event_type.as_str())
}

/// The time until which a link can be opened, with the day unless it is today.
pub(super) fn until(link: &ConnectLink, stage: &Stage<'_>) -> String {
    let today = Timestamp::from(stage.clock().now()).to_string();
    let Some(at) = link.expires_at().map(|at| at.to_string()) else { return "nobody knows when".to_owned() };
    let (day, time) = (at.get(..10).unwrap_or_default(), at.get(11..16).unwrap_or_default());
    if today.starts_with(day) { time.to_owned() } else { format!("{day} {time}") }
}
