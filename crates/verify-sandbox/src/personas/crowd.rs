//! All personas of a tenant: what they receive, and whose turn it is.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::sync::watch;

use super::acts::ActKind;
use super::agenda::{Page, Plan};
use super::error::PersonaError;
use super::journey;
use super::life::{Life, Text};
use super::persona::Persona;
use crate::Message;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::limits::PERSONA_CAPACITY;
use crate::tenant::TenantCore;

#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) lives: Vec<Life>,
    pub(super) born: u64,
    /// The newest message that everybody has got.
    pub(super) cursor: u64,
}

/// The personas of one tenant.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub(super) people: Mutex<People>,
    /// Counts what makes those who wait look again.
    pub(super) stirs: watch::Sender<u64>,
    /// Somebody watches the clock and the outbox for them.
    pub(super) watched: AtomicBool,
}

impl Crowd {
    pub(crate) fn new() -> Self {
        Self { people: Mutex::default(), stirs: watch::Sender::new(0), watched: AtomicBool::new(false) }
    }

    /// Adds somebody, who gets what is sent from now on. Gives the number.
    pub(super) fn add(&self, tenant: &TenantCore, persona: Persona) -> Result<u64, PersonaError> {
        persona.check()?;
        let mut people = lock(&self.people);
        if people.lives.len() >= PERSONA_CAPACITY {
            return Err(PersonaError::TooMany);
        }
        if people.lives.iter().any(|life| life.persona.meets(&persona)) {
            return Err(PersonaError::Taken);
        }
        people.receive(tenant);
        people.born += 1;
        let id = people.born;
        people.lives.push(Life::new(id, persona));
        Ok(id)
    }

    /// Takes one away; false when there is none.
    pub(crate) fn remove(&self, id: u64) -> bool {
        let mut people = lock(&self.people);
        let before = people.lives.len();
        people.lives.retain(|life| life.id != id);
        let found = people.lives.len() < before;
        drop(people);
        self.stir();
        found
    }

    /// Takes all away; numbers go on.
    pub(crate) fn clear(&self) {
        lock(&self.people).lives.clear();
        self.stir();
    }

    /// Forgets that there ever was anybody.
    pub(crate) fn reset(&self) {
        *lock(&self.people) = People::default();
        self.stir();
    }

    pub(super) fn stir(&self) {
        self.stirs.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Lets something at one of them.
    pub(super) fn with<T>(&self, id: u64, work: impl FnOnce(&mut Life) -> T) -> Option<T> {
        lock(&self.people).lives.iter_mut().find(|life| life.id == id).map(work)
    }

    pub(super) fn ids(&self) -> Vec<u64> {
        lock(&self.people).lives.iter().map(|life| life.id).collect()
    }

    /// When somebody has something to do next, on the monotonic clock.
    pub(super) fn next_due(&self) -> Option<Duration> {
        lock(&self.people).lives.iter().filter_map(Life::next_due).map(|due| due.mono).min()
    }
}

/// Lets everybody do what has fallen due, at the time at which it was due, the earliest first. What a page sends meanwhile
/// is received, too. Done when this returns.
pub(crate) fn settle(tenant: &TenantCore) {
    let mut people = lock(&tenant.personas.people);
    if people.lives.is_empty() {
        return;
    }
    let now = Moment::of(&tenant.clock).mono;
    loop {
        people.receive(tenant);
        let Some((place, plan)) = people.take_next(now) else { return };
        if let Some(life) = people.lives.get_mut(place) {
            journey::go(tenant, life, plan);
        }
    }
}

impl People {
    fn take_next(&mut self, now: Duration) -> Option<(usize, Plan)> {
        let due = |life: &Life| life.next_due().map(|due| due.mono);
        let waiting = self.lives.iter().enumerate().filter_map(|(place, life)| Some((due(life)?, place)));
        let (_, place) = waiting.min()?;
        let plan = self.lives.get_mut(place)?.take_next(now)?;
        Some((place, plan))
    }

    /// Hands out the messages that have come since.
    fn receive(&mut self, tenant: &TenantCore) {
        let sent = tenant.outbox.len() as u64;
        if sent == self.cursor {
            return;
        }
        // The outbox was emptied.
        let since = if sent < self.cursor { 0 } else { self.cursor };
        if !self.lives.is_empty() {
            for (message, mono) in tenant.outbox.arrived(since) {
                let arrived = Moment { wall: message.at, mono };
                self.lives.iter_mut().for_each(|life| receive(tenant, life, &message, arrived));
            }
        }
        self.cursor = sent;
    }
}

fn receive(tenant: &TenantCore, life: &mut Life, message: &Message, arrived: Moment) {
    if !life.persona.is_at(&message.to) || life.taken.contains(&message.id) {
        return;
    }
    let base_url = tenant.base_url();
    let words = message.text.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ')', ';']));
    let link = words.into_iter().find_map(|word| Some((Page::of(word, &base_url)?, word)));
    let code = message.code().filter(|_| message.link().is_none());
    let what = match (link, code) {
        (Some(_), _) => "a message with a link",
        (None, Some(_)) => "a message with a code",
        (None, None) => "a message with nothing to act on",
    };
    life.notes(arrived, ActKind::Received, format!("Gets {what}."), Some(message.id));
    if let Some((page, link)) = link {
        life.plan(tenant, arrived, page, link, Some(message.id));
    } else if let Some(code) = code {
        let (id, operation) = (message.id, message.operation);
        life.text = Some(Text { id, code: code.to_owned(), arrived, operation, left: false });
    }
}
