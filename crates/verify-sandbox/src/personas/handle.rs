//! Personas in Rust.

use std::sync::Arc;
use std::time::SystemTime;

use serde::{Serialize, Serializer};

use super::acts::{Act, ActKind};
use super::agenda::Page;
use super::code::Typed;
use super::crowd::settle;
use super::error::PersonaError;
use super::life::Life;
use super::persona::{Behaviour, Persona};
use super::watch;
use crate::engine::moment::{Moment, serialize_iso};
use crate::tenant::TenantCore;

/// The personas of a tenant. Clones are the same ones.
///
/// Each gets what is sent to its phone number or address from the moment it is added. On links it acts by itself: before
/// the request that has sent the message is answered, or at the time of the sandbox's clock at which it means to. What has
/// fallen due by then is done, at the time at which it was due and in that order, before the tenant answers the next request
/// or gives out a handle; [`settle`](Self::settle) does it now.
#[derive(Debug, Clone)]
pub struct Personas(pub(crate) Arc<TenantCore>);

/// One persona that was added. Clones are the same one.
#[derive(Debug, Clone)]
pub struct PersonaHandle {
    tenant: Arc<TenantCore>,
    id: u64,
}

/// A persona, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PersonaSummary {
    /// Its number.
    pub id: u64,
    /// Its phone number.
    pub phone: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// How it behaves; `right` when it was told nothing.
    #[serde(rename = "as")]
    pub behaviours: Vec<Behaviour>,
    /// After how many seconds it returns, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returns_after_seconds: Option<u64>,
    /// How many acts it has done, those included that were dropped.
    pub acts: u64,
    /// When it does something next by itself; `None` when it has nothing in mind.
    #[serde(serialize_with = "serialize_time")]
    pub next: Option<SystemTime>,
}

// serde passes a reference to the field as it is.
#[allow(clippy::ref_option)]
fn serialize_time<S: Serializer>(at: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => serialize_iso(at, serializer),
        None => serializer.serialize_none(),
    }
}

impl Personas {
    /// Adds somebody, who gets what is sent from now on.
    pub fn add(&self, persona: Persona) -> Result<PersonaHandle, PersonaError> {
        settle(&self.0);
        let id = self.0.personas.add(&self.0, persona)?;
        watch::keep(&self.0);
        Ok(self.handle(id))
    }

    /// The one with this number.
    pub fn get(&self, id: u64) -> Option<PersonaHandle> {
        self.0.personas.with(id, |_| ())?;
        Some(self.handle(id))
    }

    /// All of them, in the order in which they were added.
    pub fn list(&self) -> Vec<PersonaSummary> {
        settle(&self.0);
        self.0
            .personas
            .ids()
            .into_iter()
            .filter_map(|id| self.0.personas.with(id, |life| summary(life)))
            .collect()
    }

    /// Takes one away: it acts no more. False when there is none.
    pub fn remove(&self, id: u64) -> bool {
        self.0.personas.remove(id)
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.0.personas.clear();
    }

    /// Lets everybody do what has fallen due by the sandbox's clock; done when this returns.
    pub fn settle(&self) {
        settle(&self.0);
    }

    fn handle(&self, id: u64) -> PersonaHandle {
        PersonaHandle { tenant: Arc::clone(&self.0), id }
    }
}

impl PersonaHandle {
    /// Its number: in the journal it marks the visits of this persona.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What it types next into the application, when it is asked for the code: the one in the newest text to it. Waits
    /// until there is a text and it is willing, by the sandbox's clock: one that is late types at the moment at which the
    /// code has run out, one that returns later when it is back. Asked once more, it types the same code again. Dropped
    /// before that, nothing has happened.
    pub async fn types_code(&self) -> Typed {
        watch::code(&self.tenant, self.id).await
    }

    /// What it answers to KBA questions of Spinwheel or `DebtCore` with these ids. Waits until it is willing, by the
    /// sandbox's clock. Fails when these are not all open questions of somebody in the tenant.
    #[cfg(feature = "spinwheel")]
    pub async fn answers(
        &self,
        question_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<super::Answered, PersonaError> {
        let ids: Vec<String> = question_ids.into_iter().map(Into::into).collect();
        watch::answers(&self.tenant, self.id, &ids).await
    }

    /// Hands it a link that the application did not send, such as the one of a Finicity Connect session or of a Dots flow.
    /// What it does at once is done when this returns.
    pub fn opens(&self, link: &str) -> Result<(), PersonaError> {
        settle(&self.tenant);
        let page = Page::of(link, &self.tenant.base_url()).ok_or(PersonaError::LeadsElsewhere)?;
        let now = Moment::of(&self.tenant.clock);
        let planned = self.tenant.personas.with(self.id, |life| {
            life.notes(now, ActKind::Received, "Is handed a link.".to_owned(), None);
            life.plan(&self.tenant, now, page, link, None);
        });
        planned.ok_or(PersonaError::Gone)?;
        settle(&self.tenant);
        self.tenant.personas.stir();
        Ok(())
    }

    /// What it has done so far, oldest first: the newest [`ACT_CAPACITY`](crate::ACT_CAPACITY). Empty when it was removed.
    pub fn acts(&self) -> Vec<Act> {
        self.acts_and_dropped().map(|(acts, _)| acts).unwrap_or_default()
    }

    /// The same as kinds alone.
    pub fn did(&self) -> Vec<ActKind> {
        self.acts().iter().map(|act| act.act).collect()
    }

    pub(crate) fn acts_and_dropped(&self) -> Option<(Vec<Act>, u64)> {
        settle(&self.tenant);
        self.tenant.personas.with(self.id, |life| life.acts())
    }

    /// Who it is and what it means to do; `None` when it was removed.
    pub fn summary(&self) -> Option<PersonaSummary> {
        settle(&self.tenant);
        self.tenant.personas.with(self.id, |life| summary(life))
    }

    /// Takes it away: it acts no more.
    pub fn remove(&self) {
        self.tenant.personas.remove(self.id);
    }
}

fn summary(life: &Life) -> PersonaSummary {
    let (acts, dropped) = life.acts();
    PersonaSummary {
        id: life.id,
        phone: life.persona.phone().map(str::to_owned),
        email: life.persona.email().map(str::to_owned),
        behaviours: life.persona.behaviours(),
        returns_after_seconds: life.persona.away().map(|away| away.as_secs()),
        acts: acts.len() as u64 + dropped,
        next: life.next_due().map(|due| due.wall),
    }
}
