//! Personas as they stand in a saved state.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::acts::{Act, ActKind};
use super::agenda::{Leg, Page, Plan};
use super::crowd::{Crowd, People};
use super::life::{Life, Matter, Text};
use super::persona::{Behaviour, Persona};
use super::watch;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::engine::ring::Ring;
use crate::limits::{ACT_CAPACITY, PERSONA_CAPACITY};
use crate::outbox::named;
use crate::state::plain;
use crate::tenant::TenantCore;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedCrowd {
    lives: Vec<SavedLife>,
    born: u64,
    cursor: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedLife {
    id: u64,
    persona: SavedPersona,
    text: Option<SavedText>,
    taken: BTreeSet<u64>,
    asked: Option<(Vec<String>, Moment)>,
    mistakes: BTreeSet<Matter>,
    /// In the order in which they were made.
    agenda: Vec<SavedPlan>,
    /// Oldest first.
    acts: Vec<SavedAct>,
    dropped: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedPersona {
    phone: Option<String>,
    email: Option<String>,
    behaviours: Vec<Behaviour>,
    /// Of those who return.
    away: Option<Duration>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedText {
    id: u64,
    code: String,
    arrived: Moment,
    operation: String,
    left: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedPlan {
    /// Without the wall clock: what that will show then is known when it is put in place.
    #[serde(with = "crate::state::time")]
    due: Duration,
    page: Page,
    link: String,
    message: Option<u64>,
    leg: Leg,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedAct {
    at: SystemTime,
    act: ActKind,
    what: String,
    message: Option<u64>,
    status: Option<u16>,
    device: Option<u8>,
}

/// Read, and not yet put in place.
#[derive(Debug)]
pub(crate) struct ReadCrowd {
    lives: Vec<(Life, Vec<SavedPlan>)>,
    born: u64,
    cursor: u64,
}

impl SavedPersona {
    fn of(persona: &Persona) -> Self {
        Self {
            phone: persona.phone().map(str::to_owned),
            email: persona.email().map(str::to_owned),
            behaviours: persona.behaviours(),
            away: persona.away(),
        }
    }

    fn restore(self) -> Result<Persona, String> {
        let mut places = self.phone.iter().chain(&self.email);
        let first = places.next().ok_or("a persona cannot be reached")?;
        let persona = places.fold(Persona::of(first), |persona, place| persona.with(place));
        let persona = self.behaviours.into_iter().fold(persona, Persona::behaves);
        let persona = match self.away {
            Some(away) => persona.returns_after(away),
            None => persona,
        };
        persona.check().map_err(|error| error.to_string())?;
        Ok(persona)
    }
}

impl SavedText {
    fn of(Text { id, code, arrived, operation, left }: &Text) -> Self {
        let (code, operation) = (code.clone(), (*operation).to_owned());
        Self { id: *id, code, arrived: *arrived, operation, left: *left }
    }

    fn restore(self, operations: &[&'static str]) -> Result<Text, String> {
        let operation = named(operations, &self.operation)?;
        let Self { id, code, arrived, left, .. } = self;
        Ok(Text { id, code, arrived, operation, left })
    }
}

impl SavedPlan {
    fn of(Plan { due, page, link, message, leg }: &Plan) -> Self {
        Self { due: due.mono, page: *page, link: link.clone(), message: *message, leg: leg.clone() }
    }

    fn restore(self, now: Moment) -> Plan {
        let Self { due, page, link, message, leg } = self;
        let due = Moment { mono: due, ..now.after(due.saturating_sub(now.mono)) };
        Plan { due, page, link, message, leg }
    }
}

impl SavedAct {
    fn of(Act { at, act, what, message, status, device }: &Act) -> Self {
        let what = what.clone();
        Self { at: *at, act: *act, what, message: *message, status: *status, device: *device }
    }

    fn restore(self) -> Act {
        let Self { at, act, what, message, status, device } = self;
        Act { at, act, what, message, status, device }
    }
}

impl SavedLife {
    fn of(life: &Life) -> Self {
        Self {
            id: life.id,
            persona: SavedPersona::of(&life.persona),
            text: life.text.as_ref().map(SavedText::of),
            taken: life.taken.clone(),
            asked: life.asked.clone(),
            mistakes: life.mistakes.clone(),
            agenda: life.agenda.iter().map(SavedPlan::of).collect(),
            acts: life.acts.iter().map(SavedAct::of).collect(),
            dropped: life.acts.dropped(),
        }
    }

    /// The life, and what it means to do.
    fn restore(self, operations: &[&'static str]) -> Result<(Life, Vec<SavedPlan>), String> {
        let mut life = Life::new(self.id, self.persona.restore()?);
        life.text = self.text.map(|text| text.restore(operations)).transpose()?;
        life.taken = self.taken;
        life.asked = self.asked;
        life.mistakes = self.mistakes;
        life.acts = Ring::with_dropped(ACT_CAPACITY, self.dropped);
        self.acts.into_iter().for_each(|act| life.note(act.restore()));
        Ok((life, self.agenda))
    }
}

impl Crowd {
    /// As it stands in a saved state.
    pub(crate) fn save(&self) -> Value {
        let people = lock(&self.people);
        let lives = people.lives.iter().map(SavedLife::of).collect();
        let saved = SavedCrowd { lives, born: people.born, cursor: people.cursor };
        serde_json::to_value(saved).unwrap_or_default()
    }

    /// Reads what was saved; nothing is changed yet.
    pub(crate) fn read(saved: Value, operations: &[&'static str]) -> Result<ReadCrowd, String> {
        let SavedCrowd { lives, born, cursor } =
            serde_json::from_value(saved).map_err(|error| plain(&error))?;
        let mut known: Vec<(Life, Vec<SavedPlan>)> = Vec::new();
        for saved in lives {
            let (life, plans) = saved.restore(operations)?;
            let is_new = known.last().is_none_or(|(before, _)| before.id < life.id) && life.id <= born;
            if !is_new {
                return Err("the numbers of the personas do not rise".to_owned());
            }
            if known.iter().any(|(other, _)| other.persona.meets(&life.persona)) {
                return Err("two personas have one number or address".to_owned());
            }
            known.push((life, plans));
        }
        if known.len() > PERSONA_CAPACITY {
            return Err(format!("there are more than {PERSONA_CAPACITY} personas"));
        }
        Ok(ReadCrowd { lives: known, born, cursor })
    }
}

/// Puts in place what was read: from now on they act.
pub(crate) fn put(tenant: &Arc<TenantCore>, read: ReadCrowd) {
    let ReadCrowd { lives, born, cursor } = read;
    let now = Moment::of(&tenant.clock);
    let lives = lives.into_iter().map(|(mut life, plans)| {
        life.agenda = plans.into_iter().map(|plan| plan.restore(now)).collect();
        life
    });
    let lives: Vec<_> = lives.collect();
    let anybody = !lives.is_empty();
    *lock(&tenant.personas.people) = People { lives, born, cursor };
    tenant.personas.stir();
    if anybody {
        watch::keep(tenant);
    }
}
