//! The seam between the engine and a simulated provider.

use std::future::Future;
use std::pin::Pin;

use serde_json::Value;

use super::call::Call;
use super::wire::Answer;
use crate::control::{Command, Problem};
use crate::state::Put;
use crate::webhooks::event::Tied;

/// An answer that may take its time.
pub(crate) type Answering<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// A host of the provider: a path segment below the tenant, and the role it plays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Host {
    pub(crate) segment: &'static str,
    pub(crate) role: &'static str,
}

/// One method and path of an operation.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// With `{parameters}`.
    pub(crate) template: &'static str,
}

/// One row of a provider's operation table.
#[derive(Debug)]
pub(crate) struct Operation {
    /// As in the journal and in faults: `provider.operation`.
    pub(crate) name: &'static str,
    pub(crate) routes: &'static [Route],
    /// The roles of the hosts that serve it.
    pub(crate) hosts: &'static [&'static str],
}

/// Finds the operation a request means in its query and its body.
pub(crate) type Lookup = fn(Option<&str>, &[u8]) -> &'static Operation;

/// What the engine asks a provider to say in its own dialect.
#[derive(Debug)]
pub(crate) enum Refusal<'a> {
    /// No operation has this path; the text explains.
    NoSuchPath(&'a str),
    /// The path exists, the method does not.
    OtherMethod(&'static Operation),
    /// The operation exists, on another host.
    OtherHost(&'static Operation),
    /// The body is longer than the sandbox reads.
    TooLarge,
    /// An injected status.
    Status(u16),
    /// An injected token of the provider's list.
    Token(&'a str),
    /// An injected 429.
    TooManyRequests,
}

/// A simulated provider of one tenant: its operation table, its state, its choices and its dialect.
pub(crate) trait Provider: Send + Sync {
    fn name(&self) -> &'static str;
    fn hosts(&self) -> &'static [Host];
    fn operations(&self) -> &'static [&'static Operation];
    /// How to tell the operation where several share this row's method and path. The engine then reads the body before it
    /// looks for faults.
    fn lookup(&self, _row: &'static Operation) -> Option<Lookup> {
        None
    }
    /// Does what the operation does. What depends on time is derived from `call.now`, or from the clock after a wait. It
    /// is driven to its end also when the client leaves meanwhile, as a real server would; when the sandbox is shut down
    /// it is dropped at a wait. No lock may be held over a wait.
    fn handle<'a>(&'a self, operation: &'static Operation, call: &'a mut Call) -> Answering<'a>;
    fn refuse(&self, refusal: &Refusal<'_>) -> Answer;
    /// The same where the operation is known: for a provider whose operations do not all speak one dialect.
    fn refuse_call(&self, _operation: &'static Operation, refusal: &Refusal<'_>) -> Answer {
        self.refuse(refusal)
    }
    /// The error tokens a fault may ask for.
    fn tokens(&self) -> Vec<&'static str>;
    /// Keys whose string values are enums.
    fn enum_fields(&self) -> &'static [&'static str];
    /// The names of its webhook events, a ping included.
    fn events(&self) -> &'static [&'static str];
    /// Those of them that an address can be registered for.
    fn registrable_events(&self) -> &'static [&'static str] {
        self.events()
    }
    /// Forgets everything, choices included.
    fn reset(&self);
    /// Everything it knows, choices included, for a saved state.
    fn save(&self) -> Value;
    /// Reads what was saved, and returns what puts it in place; nothing is changed before that is called. The text says what is
    /// wrong with it, and repeats nothing of it.
    fn read(&self, saved: Value) -> Result<Put<'_>, String>;
    /// What hangs on a tie of its webhooks.
    fn tied(&self, _key: &str) -> Tied {
        Tied::default()
    }
    /// Waits again for the moments that what was put in place waits for.
    fn resume(&self) {}
    /// What a client needs in order to call it: base URLs and synthetic credentials.
    fn credentials(&self) -> Value;
    fn choices(&self) -> Value;
    /// Replaces the choices; the text says what is wrong with them.
    fn set_choices(&self, choices: Value) -> Result<(), String>;
    /// The provider's own part of the control API, called by GET or POST; `path` is what follows the provider's name.
    /// `None` when it has no such path.
    fn control(&self, path: &[&str], command: &Command<'_>) -> Option<Result<Value, Problem>>;
}
