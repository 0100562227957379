//! What all operations of a command line have in common: the client, the warning, the answer.

use std::fmt::Display;

use serde::Serialize;
use verify_core::Effect;
use verify_core::provider::Endpoint;

use super::target::{Place, TargetArgs};
use super::{Provider, Recorder, reason};
use crate::ask::Ask;
use crate::control::SandboxAddress;
use crate::exit::{Answered, Exit, Failure};
use crate::output;

/// A client and the manners of this call.
pub(crate) struct Session<P: Provider> {
    pub(crate) client: P::Client,
    pub(crate) ask: Ask,
    place: Place,
    /// The flags that name it.
    again: String,
    yes: bool,
    json: bool,
    /// Where nothing is sent.
    recorder: Option<Recorder>,
}

/// What a call is and does, for the person at the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    name: &'static str,
    does: &'static str,
    /// More than a look.
    acts: bool,
    /// It must not happen by mistake where it is real.
    confirmed: bool,
}

impl Act {
    /// What the provider's crate says about an operation.
    pub(crate) fn of<E: Endpoint>() -> Self {
        let operation = E::OPERATION;
        let does = match operation.effect {
            Effect::AtMostOnce(what) => what,
            Effect::Idempotent => "changes something",
            Effect::Read => "only looks something up",
        };
        Self {
            name: operation.name,
            does,
            acts: !matches!(operation.effect, Effect::Read),
            confirmed: operation.effect.is_at_most_once(),
        }
    }

    /// What the client calls the operation.
    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    /// What it does, as the end of a sentence that begins with its name.
    pub(crate) fn does(self) -> &'static str {
        self.does
    }

    /// A call that does nothing anybody would regret.
    pub(crate) const fn harmless(name: &'static str, does: &'static str) -> Self {
        Self { name, does, acts: true, confirmed: false }
    }

    /// A call that is confirmed first where it is real.
    pub(crate) const fn serious(name: &'static str, does: &'static str) -> Self {
        Self { name, does, acts: true, confirmed: true }
    }
}

impl<P: Provider> Session<P> {
    pub(super) async fn open(args: &TargetArgs<P>, ask: Ask, yes: bool) -> Result<Self, Failure> {
        let (client, place) = args.connect(ask).await?;
        let again = args.again(&place);
        Ok(Self { client, ask, place, again, yes, json: args.json, recorder: None })
    }

    /// One in which nothing is sent, shown or confirmed: the recorder keeps the request.
    pub(super) fn planned(args: &TargetArgs<P>, ask: Ask, recorder: Recorder) -> Result<Self, Failure> {
        let client = args.provider.planned_client(recorder.clone())?;
        let place = Place::Nowhere { live: args.provider.live().is_some() };
        Ok(Self {
            client,
            ask: ask.planning(),
            place,
            again: String::new(),
            yes: true,
            json: args.json,
            recorder: Some(recorder),
        })
    }

    /// Whether real people are concerned.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self.place, Place::Live(_) | Place::Nowhere { live: true })
    }

    /// Says what the call is going to cause, if it causes anything, and has it confirmed where it is real. A program that
    /// reads JSON is told nothing; a person who has to confirm always is.
    pub(crate) fn announce(&self, act: Act) -> Result<(), Failure> {
        if let Some(recorder) = &self.recorder {
            recorder.note(act);
            return Ok(());
        }
        let confirm = self.is_live() && !self.yes && act.confirmed;
        if act.acts && (!self.json || (confirm && self.ask.is_terminal())) {
            output::talk(format_args!("{} {} ({}).", act.name, act.does, self.place.name()));
        }
        if confirm { self.ask.confirm("Go on?") } else { Ok(()) }
    }

    /// Adds why the provider said no, as far as that can be found out.
    pub(super) async fn with_reason(&self, mut failure: Failure, show_body: bool) -> Failure {
        let Some(Answered { operation, body }) = failure.take_answered() else { return failure };
        match &self.place {
            Place::Sandbox(sandbox) => match reason::of_sandbox(sandbox, P::SANDBOX_NAME, operation).await {
                Some(why) => failure.reason(format!("the sandbox says: {why}")),
                None => failure,
            },
            Place::Live(_) => {
                let Some(body) = body else { return failure };
                if show_body {
                    reason::show_body(&body);
                } else if failure.exit == Exit::Refused {
                    return failure.next_besides("--show-body prints the provider's own words");
                }
                failure
            }
            Place::Nowhere { .. } => failure,
        }
    }

    /// The sandbox, if it is one.
    pub(crate) fn sandbox(&self) -> Option<&SandboxAddress> {
        match &self.place {
            Place::Sandbox(address) => Some(address),
            Place::Live(_) | Place::Nowhere { .. } => None,
        }
    }

    /// The command that prints this of the newest message: `code` or `link`. Only a sandbox keeps its messages.
    pub(crate) fn outbox(&self, what: &str) -> Option<String> {
        self.sandbox().map(|sandbox| format!("verify-kit outbox {what} --sandbox {}", sandbox.url()))
    }

    /// Prints the answer: as JSON, or as these lines.
    pub(crate) fn show(&self, answer: &impl Serialize, lines: &[String]) -> Result<(), Failure> {
        if self.recorder.is_some() {
            return Ok(());
        }
        if self.json { output::json(answer) } else { lines.iter().try_for_each(output::out) }
    }

    /// Says which command comes next, to people: it goes where this one went.
    pub(crate) fn suggest(&self, command: impl Display) {
        self.hint(format_args!("Next: verify-kit {} {command}{}", P::COMMAND, self.again));
    }

    /// Says which command comes next once something else has happened, to people.
    pub(crate) fn suggest_later(&self, when: &str, command: impl Display) {
        self.hint(format_args!("Next, {when}: verify-kit {} {command}{}", P::COMMAND, self.again));
    }

    /// Whether hints are printed.
    pub(crate) fn is_talkative(&self) -> bool {
        !self.json && self.recorder.is_none()
    }

    /// Says something to people that programs do not want to hear.
    pub(crate) fn hint(&self, line: impl Display) {
        if self.is_talkative() {
            output::talk(line);
        }
    }
}
