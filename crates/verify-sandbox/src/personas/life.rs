//! One persona: who it is, what it has got, what it has done and means to do.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::acts::{Act, ActKind};
use super::agenda::{Leg, Page, Plan};
use super::persona::{Behaviour, Persona};
use crate::engine::moment::Moment;
use crate::engine::ring::Ring;
use crate::limits::ACT_CAPACITY;
use crate::tenant::TenantCore;

/// What an answer can be about; each goes wrong by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Matter {
    Code,
    SignIn,
    Questions,
}

/// A text with a code.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) id: u64,
    pub(super) code: String,
    pub(super) arrived: Moment,
    pub(super) operation: &'static str,
    /// The person has left once in place of typing it.
    pub(super) left: bool,
}

/// A persona that lives in a tenant.
#[derive(Debug)]
pub(super) struct Life {
    pub(super) id: u64,
    pub(super) persona: Persona,
    /// The newest text with a code to be typed into the application.
    pub(super) text: Option<Text>,
    /// Texts whose codes were typed on a page, by the person itself.
    pub(super) taken: BTreeSet<u64>,
    /// When questions were first seen: their ids, in order, and the time.
    pub(super) asked: Option<(Vec<String>, Moment)>,
    pub(super) mistakes: BTreeSet<Matter>,
    pub(super) agenda: Vec<Plan>,
    pub(super) acts: Ring<Act>,
}

impl Life {
    pub(super) fn new(id: u64, persona: Persona) -> Self {
        Self {
            id,
            persona,
            text: None,
            taken: BTreeSet::new(),
            asked: None,
            mistakes: BTreeSet::new(),
            agenda: Vec::new(),
            acts: Ring::new(ACT_CAPACITY),
        }
    }

    /// Whether the next answer about this is to be wrong.
    pub(super) fn errs(&self, matter: Matter) -> bool {
        self.persona.is(Behaviour::WrongThenRight) && !self.mistakes.contains(&matter)
    }

    /// The wrong answer was given.
    pub(super) fn has_erred(&mut self, matter: Matter) {
        self.mistakes.insert(matter);
    }

    /// Means to open a link that came now: late, if that is the manner, and behind the messaging program.
    pub(super) fn plan(
        &mut self,
        tenant: &TenantCore,
        now: Moment,
        page: Page,
        link: &str,
        message: Option<u64>,
    ) {
        let plan = |due, leg| Plan { due, page, link: link.to_owned(), message, leg };
        if self.persona.is(Behaviour::PreviewFirst) {
            self.agenda.push(plan(now, Leg::Preview));
        }
        let mut due = now;
        if self.persona.is(Behaviour::Late) {
            let rest = super::journey::runs_out(tenant, page, link).map(|at| at.saturating_sub(now.mono));
            due = now.after(rest.unwrap_or_default());
        }
        self.agenda.push(plan(due, Leg::First));
    }

    pub(super) fn plan_on(&mut self, plan: Plan) {
        self.agenda.push(plan);
    }

    /// When the next thing is due; of equal ones the one that was planned first.
    pub(super) fn next_due(&self) -> Option<Moment> {
        self.agenda.iter().map(|plan| plan.due).min_by_key(|due| due.mono)
    }

    /// Takes what is due next.
    pub(super) fn take_next(&mut self, now: Duration) -> Option<Plan> {
        let due = self.next_due().filter(|due| due.mono <= now)?;
        let place = self.agenda.iter().position(|plan| plan.due.mono == due.mono)?;
        Some(self.agenda.remove(place))
    }

    pub(super) fn note(&mut self, act: Act) {
        self.acts.push(act.what.len(), act);
        while self.acts.shed().is_some() {}
    }

    /// Notes something that was not done on a page.
    pub(super) fn notes(&mut self, at: Moment, act: ActKind, what: String, message: Option<u64>) {
        self.note(Act { at: at.wall, act, what, message, status: None, device: None });
    }

    /// Oldest first, and how many older ones were dropped.
    pub(super) fn acts(&self) -> (Vec<Act>, u64) {
        (self.acts.iter().cloned().collect(), self.acts.dropped())
    }
}
