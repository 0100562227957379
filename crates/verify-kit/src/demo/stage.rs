//! Where a journey plays: the sandbox, the clock, the person, and the one who tells what happens.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use finicity_connect::Account;
use http::StatusCode;
use verify_core::{Clock, DateOfBirth, Error, ErrorKind, InvalidValue, PhoneNumber, SystemClock, Timestamp};
use verify_sandbox::{ManualClock, Message, Outcome, Sandbox, Tenant};

use super::ledger::Ledger;
use super::story::{Event, Lane, Narrator, Scene, Step};
use crate::debts::Debts;
use crate::receiver::{Handler, Receiver};

/// In real time: nothing on this machine takes that long.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who goes through the first scene.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) phone: PhoneNumber,
    pub(crate) birth_date: DateOfBirth,
    /// The reader chose one of them: the provider may well refuse this person.
    pub(crate) own: bool,
}

/// Why a scene ends before its end.
#[derive(Debug)]
pub(crate) enum Halt {
    /// A call failed that should not have.
    Error(Error),
    /// Something else is not as it should be.
    Surprise(String),
    /// The reader's own person goes no further, which is no failure.
    Over,
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<InvalidValue> for Halt {
    fn from(invalid: InvalidValue) -> Self {
        Self::Error(invalid.into())
    }
}

impl Halt {
    pub(crate) fn surprise(what: impl Into<String>) -> Self {
        Self::Surprise(what.into())
    }
}

pub(crate) struct Stage<'a> {
    sandbox: &'a Sandbox,
    tenant: Tenant,
    person: Person,
    narrator: &'a mut dyn Narrator,
    journey: &'static str,
    scene: &'static str,
    ledger: Ledger,
    failures: u64,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(
        sandbox: &'a Sandbox,
        journey: &'static str,
        person: Person,
        narrator: &'a mut dyn Narrator,
    ) -> Self {
        let tenant = sandbox.tenant(journey);
        let ledger = Ledger::open(&tenant);
        Self { sandbox, tenant, person, narrator, journey, scene: "", ledger, failures: 0 }
    }

    pub(crate) fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    pub(crate) fn clock(&self) -> &ManualClock {
        self.sandbox.clock()
    }

    pub(crate) fn person(&self) -> &Person {
        &self.person
    }

    /// Scenes that did not go as announced.
    pub(crate) fn failures(&self) -> u64 {
        self.failures
    }

    /// Names what is shown.
    pub(crate) fn title(&mut self, title: &'static str) {
        self.narrator.tell(&Event::Journey { journey: self.journey, title });
    }

    /// Begins a scene, and its books.
    pub(crate) fn begin(&mut self, scene: &Scene) {
        self.next_minute();
        self.scene = scene.id;
        self.ledger = Ledger::open(&self.tenant);
        let Scene { id, title, intro } = *scene;
        self.narrator.tell(&Event::Scene { journey: self.journey, scene: id, title, intro });
    }

    /// Ends the scene of the reader's own person, who may be refused.
    pub(crate) fn end_of_readers_person(&mut self, outcome: Result<(), Halt>) {
        match outcome {
            Err(Halt::Error(error)) if self.person.own && is_refusal(&error) => {
                self.ledger.accept_refusal();
                let text = format!("The API says no to the person you chose. The error reads: “{error}”");
                self.refusal(error.code().unwrap_or("refused"), text);
                self.end(Ok(()));
            }
            outcome => self.end(outcome),
        }
    }

    /// Ends a scene: holds what the sandbox has seen against what was announced.
    pub(crate) fn end(&mut self, outcome: Result<(), Halt>) {
        let broken_off = match outcome {
            Ok(()) | Err(Halt::Over) => None,
            Err(Halt::Error(error)) => Some(format!("broken off: {error}")),
            Err(Halt::Surprise(what)) => Some(format!("broken off: {what}")),
        };
        let mut differences = self.ledger.differences();
        differences.splice(0..0, broken_off);
        self.failures += u64::from(!differences.is_empty());
        self.narrator.tell(&Event::SceneEnd {
            journey: self.journey,
            scene: self.scene,
            seen: self.ledger.seen(),
            differences: &differences,
        });
    }

    /// Scenes begin on the minute, which reads better.
    fn next_minute(&self) {
        let since = self.clock().now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let seconds = since.as_secs() % 60;
        if !self.scene.is_empty() || seconds > 0 {
            self.later(60 - seconds);
        }
    }

    /// Lets time pass for everybody.
    pub(crate) fn later(&self, seconds: u64) {
        self.clock().advance(Duration::from_secs(seconds));
    }

    /// Something that happens in one lane.
    pub(crate) fn note(&mut self, lane: Lane, what: impl Into<String>, text: impl Into<String>) {
        self.step(lane, None, what, text);
    }

    /// Something that goes from one lane to another.
    pub(crate) fn pass(&mut self, from: Lane, to: Lane, what: impl Into<String>, text: impl Into<String>) {
        self.step(from, Some(to), what, text);
    }

    /// Announces the next call, which the sandbox is going to write down with this outcome.
    pub(crate) fn call(&mut self, operation: &'static str, outcome: Outcome, text: impl Into<String>) {
        self.ledger.expect_call(operation, outcome);
        let name = operation.split('.').next_back().unwrap_or(operation);
        self.pass(Lane::App, Lane::Api, name, text);
    }

    /// Announces the same call so many times, as one line.
    pub(crate) fn calls(
        &mut self,
        operation: &'static str,
        outcome: Outcome,
        count: usize,
        text: impl Into<String>,
    ) {
        for _ in 0..count {
            self.ledger.expect_call(operation, outcome);
        }
        let name = operation.split('.').next_back().unwrap_or(operation);
        self.pass(Lane::App, Lane::Api, format!("{name}, {count} times"), text);
    }

    /// The answer to the last call, with its status as the sandbox has it.
    pub(crate) fn answer(&mut self, text: impl Into<String>) {
        self.pass(Lane::Api, Lane::App, self.status(), text);
    }

    /// An answer that says no.
    pub(crate) fn refusal(&mut self, code: &str, text: impl Into<String>) {
        let what = format!("{} {code}", self.status_number());
        self.pass(Lane::Api, Lane::App, what, text);
    }

    /// The answer that the last call never got.
    pub(crate) fn no_answer(&mut self, text: impl Into<String>) {
        let step = Step { lost: true, ..self.make(Lane::Api, Some(Lane::App), "no answer", text) };
        self.narrator.tell(&Event::Step(&step));
    }

    /// The message that has just been sent, and the code in it.
    pub(crate) fn texted(&mut self, phone: &PhoneNumber) -> Result<String, Halt> {
        let message = self.text_message(phone)?;
        self.pass(Lane::Api, Lane::Phone, "text message", format!("“{}”", message.text));
        let code = message.code().ok_or_else(|| Halt::surprise("the text message has no code"))?;
        Ok(code.to_owned())
    }

    /// The message that has just been sent, and the link in it, which a timeline does not show.
    pub(crate) fn texted_link(&mut self, phone: &PhoneNumber) -> Result<String, Halt> {
        let message = self.text_message(phone)?;
        let link = message.link().ok_or_else(|| Halt::surprise("the text message has no link"))?;
        let shown = message.text.replace(link, "[the link]");
        self.pass(Lane::Api, Lane::Phone, "text message", format!("“{shown}”"));
        Ok(link.to_owned())
    }

    fn text_message(&mut self, phone: &PhoneNumber) -> Result<Message, Halt> {
        self.ledger.expect_text();
        let message = self.tenant.outbox().last_to(phone.expose());
        message.ok_or_else(|| Halt::surprise("no text message arrived"))
    }

    /// The e-mail that has just been sent.
    pub(crate) fn emailed(&mut self, to: &str) -> Result<Message, Halt> {
        self.ledger.expect_email();
        let message = self.tenant.outbox().last_to(to).ok_or_else(|| Halt::surprise("no e-mail arrived"))?;
        let subject = message.text.lines().find_map(|line| line.strip_prefix("Subject: "));
        self.pass(Lane::Api, Lane::Mail, "e-mail", format!("“{}”", subject.unwrap_or("no subject")));
        Ok(message)
    }

    /// Starts the application's receiver of webhooks and returns its address.
    pub(crate) async fn receive(&self, handler: Arc<Handler>) -> Result<Receiver, Halt> {
        let started = Receiver::start(0, handler).await;
        started.map_err(|error| Halt::surprise(format!("no receiver of webhooks: {}", error.kind())))
    }

    /// Waits until so many webhooks more than before were delivered; false when they do not come.
    pub(crate) async fn webhooks(&mut self, before: usize, count: usize) -> bool {
        let webhooks = self.tenant.webhooks();
        let arrived = tokio::select! {
            biased;
            _ = webhooks.wait(before + count) => true,
            () = SystemClock.timeout(PATIENCE) => false,
        };
        if arrived {
            self.ledger.expect_webhooks(count);
        }
        arrived
    }

    /// The accounts as a table.
    pub(crate) fn accounts(&mut self, accounts: &[Account]) {
        self.narrator.tell(&Event::Accounts { journey: self.journey, scene: self.scene, accounts });
    }

    /// The debts as a table.
    pub(crate) fn debts(&mut self, debts: &Debts) {
        self.narrator.tell(&Event::Debts { journey: self.journey, scene: self.scene, debts });
    }

    fn step(&mut self, from: Lane, to: Option<Lane>, what: impl Into<String>, text: impl Into<String>) {
        let step = self.make(from, to, what, text);
        self.narrator.tell(&Event::Step(&step));
    }

    fn make(&self, from: Lane, to: Option<Lane>, what: impl Into<String>, text: impl Into<String>) -> Step {
        Step {
            journey: self.journey,
            scene: self.scene,
            at: Timestamp::from(self.clock().now()),
            from,
            to,
            lost: false,
            what: what.into(),
            text: text.into(),
        }
    }

    fn status_number(&self) -> String {
        self.tenant.journal().last().map_or_else(String::new, |entry| entry.outcome.to_string())
    }

    fn status(&self) -> String {
        let number = self.status_number();
        let reason = number.parse::<StatusCode>().ok().and_then(|status| status.canonical_reason());
        reason.map_or(number.clone(), |reason| format!("{number} {reason}"))
    }
}

fn is_refusal(error: &Error) -> bool {
    // Signzy's 403 can be a limit that was reached, for this person perhaps.
    let forbidden = error.status() == Some(StatusCode::FORBIDDEN);
    forbidden || matches!(error.kind(), ErrorKind::Refused | ErrorKind::Throttled)
}
