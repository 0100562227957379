//! Where a journey plays: the sandbox, the clock, the person, and the one who tells what happens.

use std::cell::RefCell;
use std::error::Error as StdError;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use finicity_connect::Account;
use http::StatusCode;
use verify_core::{Clock, Error, ErrorKind, InvalidValue, PhoneNumber, SystemClock, Timestamp};
use verify_sandbox::{ManualClock, Message, Outcome, Tenant};

use super::Person;
use super::backdrop::{Backdrop, Memory};
use super::leaks::{Kind, Tap};
use super::ledger::Ledger;
use super::story::{Event, Lane, Narrator, Scene, Step, Who};
use crate::debts::Debts;
use crate::receiver::{Handler, Receiver};

/// In real time: nothing on this machine takes that long.
const PATIENCE: Duration = Duration::from_secs(60);

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
    backdrop: &'a Backdrop,
    narrator: &'a mut dyn Narrator,
    journey: &'static str,
    scene: &'static str,
    ledger: Ledger,
    failures: u64,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(backdrop: &'a Backdrop, journey: &'static str, narrator: &'a mut dyn Narrator) -> Self {
        let ledger = Ledger::open(&backdrop.tenant);
        Self { backdrop, narrator, journey, scene: "", ledger, failures: 0 }
    }

    pub(crate) fn tenant(&self) -> &'a Tenant {
        &self.backdrop.tenant
    }

    pub(crate) fn clock(&self) -> &'a ManualClock {
        self.backdrop.sandbox.clock()
    }

    pub(crate) fn person(&self) -> &'a Person {
        &self.backdrop.person
    }

    /// What other journeys have learnt.
    pub(crate) fn memory(&self) -> &'a RefCell<Memory> {
        &self.backdrop.memory
    }

    /// A transport to these hosts for a client; what passes through is looked for in all traces and errors.
    pub(crate) fn transport(&self, hosts: &[String]) -> Result<Tap, Error> {
        Tap::new(hosts, &self.backdrop.watch.book)
    }

    /// This must never be seen in a trace or an error.
    pub(crate) fn guard<T: AsRef<str>>(&self, kind: Kind, value: T) -> T {
        self.backdrop.watch.book.guard(kind, value.as_ref());
        value
    }

    /// A request on its way out: it must not show what it holds.
    pub(crate) fn sends<'r, R: Debug>(&self, request: &'r R) -> &'r R {
        self.backdrop.watch.debug(request);
        request
    }

    /// What came of something: neither the answer nor the error must show what they hold.
    pub(crate) fn came<T: Debug, E: StdError + 'static>(&self, result: Result<T, E>) -> Result<T, E> {
        match &result {
            Ok(answer) => self.backdrop.watch.debug(answer),
            Err(error) => self.backdrop.watch.error(error),
        }
        result
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
        self.backdrop.watch.turn_to(self.journey, scene.id);
        self.ledger = Ledger::open(&self.backdrop.tenant);
        let Scene { id, title, intro, who } = *scene;
        let name = self.backdrop.person.name();
        let (consumer, who) = match who {
            Who::Person => (true, name.as_str()),
            Who::Other(why) => (false, why),
        };
        self.narrator.tell(&Event::Scene { journey: self.journey, scene: id, title, intro, consumer, who });
    }

    /// A scene that cannot be played.
    pub(crate) fn skip(&mut self, scene: &Scene, why: &str) {
        let Scene { id, title, .. } = *scene;
        self.narrator.tell(&Event::Skipped { journey: self.journey, scene: id, title, why });
    }

    /// Ends the scene of the reader's own person, who may be refused.
    pub(crate) async fn end_of_readers_person(&mut self, outcome: Result<(), Halt>) {
        match outcome {
            Err(Halt::Error(error)) if self.backdrop.person.own && is_refusal(&error) => {
                self.ledger.accept_refusal();
                self.backdrop.watch.error(&error);
                let text = format!("The API says no to the person you chose. The error reads: “{error}”");
                self.refusal(error.code().unwrap_or("refused"), text);
                self.end(Ok(())).await;
            }
            outcome => self.end(outcome).await,
        }
    }

    /// Ends a scene: holds what the sandbox has seen against what was announced.
    pub(crate) async fn end(&mut self, outcome: Result<(), Halt>) {
        if let Err(Halt::Error(error)) = &outcome {
            self.backdrop.watch.error(error);
        }
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
        self.narrator.show().await;
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
        self.tell_call(operation, short(operation), text);
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
        self.tell_call(operation, format!("{}, {count} times", short(operation)), text);
    }

    /// The answer to the last call, with its status as the sandbox has it.
    pub(crate) fn answer(&mut self, text: impl Into<String>) {
        let status = self.last_status();
        let reason = status.and_then(|number| StatusCode::from_u16(number).ok()?.canonical_reason());
        let what = [self.last_outcome(), reason.unwrap_or_default().to_owned()].join(" ");
        let refused = status.is_some_and(|number| number >= 400);
        let step = Step { status, refused, ..self.make(Lane::Api, Some(Lane::App), what.trim_end(), text) };
        self.narrator.tell(&Event::Step(&step));
    }

    /// An answer that says no.
    pub(crate) fn refusal(&mut self, code: &str, text: impl Into<String>) {
        let what = format!("{} {code}", self.last_outcome());
        self.tell_refusal(self.last_status(), what, text);
    }

    /// The answer to the attempt before the last one, which said no.
    pub(crate) fn refused_before(&mut self, status: u16, code: &str, text: impl Into<String>) {
        self.tell_refusal(Some(status), format!("{status} {code}"), text);
    }

    fn tell_refusal(&mut self, status: Option<u16>, what: String, text: impl Into<String>) {
        let made = self.make(Lane::Api, Some(Lane::App), what, text);
        self.narrator.tell(&Event::Step(&Step { status, refused: true, ..made }));
    }

    fn tell_call(&mut self, operation: &'static str, what: impl Into<String>, text: impl Into<String>) {
        let made = self.make(Lane::App, Some(Lane::Api), what, text);
        self.narrator.tell(&Event::Step(&Step { operation: Some(operation), ..made }));
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
        let message = self.backdrop.tenant.outbox().last_to(phone.expose());
        message.ok_or_else(|| Halt::surprise("no text message arrived"))
    }

    /// The e-mail that has just been sent.
    pub(crate) fn emailed(&mut self, to: &str) -> Result<Message, Halt> {
        self.ledger.expect_email();
        let message =
            self.backdrop.tenant.outbox().last_to(to).ok_or_else(|| Halt::surprise("no e-mail arrived"))?;
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
        let webhooks = self.backdrop.tenant.webhooks();
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
        debts.names().for_each(|name| self.backdrop.watch.book.publish(name));
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
            operation: None,
            status: None,
            refused: false,
            lost: false,
            what: what.into(),
            text: text.into(),
        }
    }

    fn last_outcome(&self) -> String {
        self.tenant().journal().last().map_or_else(String::new, |entry| entry.outcome.to_string())
    }

    fn last_status(&self) -> Option<u16> {
        match self.tenant().journal().last()?.outcome {
            Outcome::Answered(status) => Some(status),
            _ => None,
        }
    }
}

/// The operation without its provider.
fn short(operation: &str) -> &str {
    operation.split('.').next_back().unwrap_or(operation)
}

fn is_refusal(error: &Error) -> bool {
    // Signzy's 403 can be a limit that was reached, for this person perhaps.
    let forbidden = error.status() == Some(StatusCode::FORBIDDEN);
    forbidden || matches!(error.kind(), ErrorKind::Refused | ErrorKind::Throttled)
}
