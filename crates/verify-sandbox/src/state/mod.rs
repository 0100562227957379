//! The whole state of a tenant as one document.

mod clock;
mod document;
mod error;
pub(crate) mod text;
pub(crate) mod time;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::personas::{self, Crowd};
use crate::tenant::TenantCore;
use crate::webhooks::event::{Tie, Tied};
use crate::{Journal, Outbox};
use document::Document;

pub use error::StateError;
pub(crate) use error::plain;

/// What puts in place what was read.
pub(crate) type Put<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Everything a tenant knows, as a document of a version: users, tokens, codes, links, flows, sessions, subscriptions, orders,
/// choices, armed faults, messages, registered addresses, the log of webhooks and those still to be sent, personas with what they
/// have done and mean to do, counts of requests, and how far the seeded randomness is. Not in it: the entries of the journal, and what other tenants know.
///
/// Made by [`Tenant::export`](crate::Tenant::export), put in place by [`Tenant::import`](crate::Tenant::import), written and read
/// as JSON by `to_string` and `parse`. What stands in it is synthetic like everything in the sandbox, and usable: tokens, codes,
/// secrets. `Debug` shows none of it.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use verify_sandbox::{Sandbox, State};
///
/// let prepared = Sandbox::start().await?;
/// // … users are made, codes sent …
/// let text = prepared.tenant("my-test").export().to_string();
///
/// let fresh = Sandbox::start().await?; // later, or elsewhere
/// fresh.tenant("my-test").import(&text.parse::<State>()?)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct State(Document);

impl State {
    /// The tenant it was exported from; another one can import it, too.
    pub fn tenant(&self) -> &str {
        &self.0.tenant
    }

    /// The seed of the sandbox it was exported from; one with another seed refuses it.
    pub fn seed(&self) -> u64 {
        self.0.seed
    }

    pub(crate) fn to_value(&self) -> Value {
        serde_json::to_value(&self.0).unwrap_or_default()
    }

    pub(crate) fn of_value(value: Value) -> Result<Self, StateError> {
        Document::read(value).map(Self)
    }
}

impl FromStr for State {
    type Err = StateError;

    /// Reads a document. What it says of each provider is looked at when it is imported.
    fn from_str(text: &str) -> Result<Self, StateError> {
        let value = serde_json::from_str(text).map_err(|error| StateError::no_json(&error))?;
        Self::of_value(value)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).unwrap_or_default())
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State")
            .field("tenant", &self.0.tenant)
            .field("seed", &self.0.seed)
            .finish_non_exhaustive()
    }
}

/// The part of a provider, without what it is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts<C, S> {
    choices: C,
    state: S,
}

/// Choices and state of a provider as they stand in a document.
pub(crate) fn saved(choices: &impl Serialize, state: &impl Serialize) -> Value {
    json!({"choices": choices, "state": state})
}

/// The same read again; the text says what is wrong, and repeats nothing that was read.
pub(crate) fn read<C: DeserializeOwned, S: DeserializeOwned>(saved: Value) -> Result<(C, S), String> {
    let parts: Parts<C, S> = serde_json::from_value(saved).map_err(|error| plain(&error))?;
    Ok((parts.choices, parts.state))
}

impl TenantCore {
    /// What a call that is being carried out has not done yet is not in it.
    pub(crate) fn export(&self) -> State {
        let providers = self.providers.all();
        State(Document {
            tenant: self.name.clone(),
            seed: self.seed,
            base_url: self.base_url(),
            clock: clock::Saved::of(&self.clock),
            faults: self.faults.save(),
            outbox: self.outbox.save(),
            journal: self.journal.save(),
            webhooks: serde_json::to_value(self.webhooks.save()).unwrap_or_default(),
            personas: self.personas.save(),
            providers: providers
                .iter()
                .map(|provider| (provider.name().to_owned(), provider.save()))
                .collect(),
        })
    }

    /// All of it, or nothing: everything is read before anything is changed.
    pub(crate) fn import(self: &Arc<Self>, state: &State) -> Result<(), StateError> {
        let document = &state.0;
        if document.seed != self.seed {
            return Err(StateError::other_seed(document.seed, self.seed));
        }
        let Document { faults, outbox, journal, webhooks, personas, providers, .. } =
            document.fitted(&self.base_url(), &self.clock);
        let all = self.providers.all();
        let operations = self.faults.operations();
        let damaged = |part: &'static str| move |what: String| StateError::damaged(part, &what);
        let faults = self.faults.read(faults).map_err(damaged("faults"))?;
        let outbox = Outbox::read(outbox, operations).map_err(damaged("outbox"))?;
        let journal = Journal::read(journal, operations).map_err(damaged("journal"))?;
        let webhooks = serde_json::from_value(webhooks).map_err(|error| plain(&error));
        let webhooks = webhooks.and_then(|saved| self.webhooks.read(saved)).map_err(damaged("webhooks"))?;
        if let Some(name) = providers.keys().find(|name| !all.iter().any(|known| known.name() == *name)) {
            return Err(StateError::unknown_provider(name));
        }
        let mut puts = Vec::new();
        for provider in &all {
            let name = provider.name();
            let saved = providers.get(name).ok_or_else(|| StateError::missing_provider(name))?;
            puts.push(provider.read(saved.clone()).map_err(damaged(name))?);
        }
        let personas = Crowd::read(personas, operations).map_err(damaged("personas"))?;
        // Who was there gets nothing of what is put in place.
        self.personas.reset();
        self.webhooks.reset();
        document.clock.reach(&self.clock);
        for put in puts {
            put();
        }
        self.faults.put(faults);
        self.outbox.put(outbox);
        self.journal.put(journal);
        self.webhooks.put(webhooks, |tie: &Tie| {
            let provider = all.iter().find(|provider| provider.name() == tie.provider);
            provider.map_or_else(Tied::default, |provider| provider.tied(&tie.key))
        });
        for provider in &all {
            provider.resume();
        }
        personas::put(self, personas);
        Ok(())
    }
}
