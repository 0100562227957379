//! What all operations of a command line have in common: the client, the warning, the answer.

use serde::Serialize;
use spinwheel_connect::{Client, Effect, Endpoint, Spinwheel};

use super::target::{Place, TargetArgs};
use crate::ask::Ask;
use crate::exit::Failure;
use crate::output;
use ::spinwheel_connect::END_USER_AGREEMENT;

/// A client and the manners of this call.
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) ask: Ask,
    place: Place,
    yes: bool,
    json: bool,
}

impl Session {
    pub(super) async fn open(args: &TargetArgs) -> Result<Self, Failure> {
        let ask = Ask::new();
        let target = args.find(ask).await?;
        let client = Client::new(target.environment, target.secret_key)
            .map_err(|error| Failure::failed(error.to_string()))?;
        Ok(Self { client, ask, place: target.place, yes: args.yes, json: args.json })
    }

    /// Whether real people are concerned.
    pub(super) fn is_live(&self) -> bool {
        matches!(self.place, Place::Live(_))
    }

    /// Says what the call is going to cause, and has it confirmed where it is real.
    pub(super) fn announce<E: Endpoint<Provider = Spinwheel>>(&self) -> Result<(), Failure> {
        let operation = E::OPERATION;
        let does = match operation.effect {
            Effect::AtMostOnce(what) => what,
            Effect::Idempotent => "changes something",
            Effect::Read => "only looks something up",
        };
        output::talk(format_args!("{} {does} ({}).", operation.name, self.place.name()));
        if self.is_live() && !self.yes && operation.effect.is_at_most_once() {
            self.ask.confirm("Go on?")?;
        }
        Ok(())
    }

    /// Where the sandbox keeps its messages.
    pub(super) fn outbox_url(&self) -> Option<String> {
        match &self.place {
            Place::Sandbox(address) => Some(address.outbox_url()),
            Place::Live(_) => None,
        }
    }

    /// Prints the answer: as JSON, or as these lines.
    pub(super) fn show(&self, answer: &impl Serialize, lines: &[String]) -> Result<(), Failure> {
        if self.json {
            let text = serde_json::to_string(answer);
            return output::out(text.map_err(|_| Failure::failed("the answer cannot be written as JSON"))?);
        }
        lines.iter().try_for_each(output::out)
    }

    /// Says which command comes next, to people.
    pub(super) fn suggest(&self, command: impl std::fmt::Display) {
        if !self.json {
            output::talk(format_args!("Next: verify-kit spinwheel-connect {command}"));
        }
    }
}

/// Says what the person must have agreed to.
pub(super) fn remind_of_consent() {
    output::talk(
        "Before this call the person must have seen Spinwheel's End User Agreement and agreed to it:",
    );
    output::talk(format_args!("  {END_USER_AGREEMENT}"));
}
