//! What a leg of a journey works with.

use bytes::Bytes;
use serde_json::Value;

use super::acts::{Act, ActKind};
use super::agenda::{Leg, Plan};
use super::browser::{Request, Seen};
use super::journey::Turn;
use super::life::{Life, Matter};
use super::persona::Behaviour;
use crate::engine::moment::Moment;
use crate::tenant::TenantCore;

const BOT: &str = "sandbox-link-preview-bot";

/// The person gives up: it is noted already.
#[derive(Debug)]
pub(super) struct GaveUp;

/// A person in front of a page.
pub(super) struct Stage<'a> {
    pub(super) tenant: &'a TenantCore,
    pub(super) life: &'a mut Life,
    pub(super) now: Moment,
    pub(super) link: &'a str,
    message: Option<u64>,
    /// From 1.
    pub(super) device: u8,
}

impl<'a> Stage<'a> {
    pub(super) fn new(tenant: &'a TenantCore, life: &'a mut Life, plan: &'a Plan) -> Self {
        let back = !matches!(plan.leg, Leg::First | Leg::Preview);
        let device = if back && life.persona.is(Behaviour::TwoDevices) { 2 } else { 1 };
        Self { tenant, life, now: plan.due, link: &plan.link, message: plan.message, device }
    }

    pub(super) fn is(&self, behaviour: Behaviour) -> bool {
        self.life.persona.is(behaviour)
    }

    /// Notes an act, and what the page answered to it.
    pub(super) fn note(&mut self, act: ActKind, what: impl Into<String>, status: Option<u16>) {
        let device = self.is(Behaviour::TwoDevices).then_some(self.device);
        let device = device.filter(|_| act != ActKind::Previewed);
        let (at, message) = (self.now.wall, self.message);
        self.life.note(Act { at, act, what: what.into(), message, status, device });
    }

    pub(super) fn preview(&mut self, method: &str) {
        let seen = self.ask(BOT, method, self.link, "", Bytes::new());
        let status = seen.map(|seen| seen.status);
        self.note(ActKind::Previewed, format!("The messaging program looks at the link: {method}."), status);
    }

    /// Opens the link.
    pub(super) fn open(&mut self, leg: &Leg) -> Result<(), GaveUp> {
        if *leg == Leg::Return {
            self.note(ActKind::Returned, "Comes back to the link.", None);
        }
        let seen = self.ask_as_person("GET", self.link, "", Bytes::new());
        let status = self.fine(seen, "Opens the link")?.status;
        self.note(ActKind::Opened, "Opens the link.", Some(status));
        Ok(())
    }

    /// Makes a step with a JSON body.
    pub(super) fn post(&mut self, url: &str, body: &Value, what: &str) -> Result<Seen, GaveUp> {
        let seen = self.ask_as_person("POST", url, "application/json", Bytes::from(body.to_string()));
        self.fine(seen, what)
    }

    /// Makes a step with a JSON body that may be refused.
    pub(super) fn try_post(&mut self, url: &str, body: &Value) -> Option<Seen> {
        self.ask_as_person("POST", url, "application/json", Bytes::from(body.to_string()))
    }

    /// Sends a form.
    pub(super) fn post_form(&mut self, url: &str, form: &'static str, what: &str) -> Result<Seen, GaveUp> {
        let kind = "application/x-www-form-urlencoded";
        let seen = self.ask_as_person("POST", url, kind, Bytes::from_static(form.as_bytes()));
        self.fine(seen, what)
    }

    /// What a page says to it, unless that is a no.
    fn fine(&mut self, seen: Option<Seen>, what: &str) -> Result<Seen, GaveUp> {
        match seen {
            Some(seen) if seen.status < 400 => Ok(seen),
            other => Err(self.gives_up(other.as_ref(), what)),
        }
    }

    /// Notes what was tried in vain.
    fn gives_up(&mut self, seen: Option<&Seen>, what: &str) -> GaveUp {
        let status = seen.map(|seen| seen.status);
        let why = match status {
            Some(status) => format!("{what}, is answered {status} and gives up."),
            None => format!("{what}, gets no answer and gives up."),
        };
        self.note(ActKind::Refused, why, status);
        GaveUp
    }

    /// Notes that it does not go on.
    pub(super) fn stuck(&mut self, what: &str) -> GaveUp {
        self.note(ActKind::Refused, what, None);
        GaveUp
    }

    /// Whether this is where the person leaves, and for how long: in place of the right answer, at the first visit.
    pub(super) fn leaves(&mut self, first: bool) -> Option<Turn> {
        if !first {
            return None;
        }
        if self.is(Behaviour::Abandons) {
            self.note(ActKind::Left, "Leaves for ever.", None);
            return Some(Turn::Over);
        }
        let away = self.life.persona.away()?;
        self.note(ActKind::Left, format!("Leaves for {} s.", away.as_secs()), None);
        Some(Turn::Later(away, Leg::Return))
    }

    /// Whether it is time for the wrong answer, which is given then.
    pub(super) fn errs(&mut self, matter: Matter) -> bool {
        let errs = self.life.errs(matter);
        if errs {
            self.life.has_erred(matter);
        }
        errs
    }

    fn ask_as_person(&mut self, method: &str, url: &str, kind: &'static str, body: Bytes) -> Option<Seen> {
        let agent = if self.device == 1 { "sandbox-persona-phone" } else { "sandbox-persona-other-device" };
        self.ask(agent, method, url, kind, body)
    }

    fn ask(
        &self,
        agent: &str,
        method: &str,
        url: &str,
        content_type: &'static str,
        body: Bytes,
    ) -> Option<Seen> {
        let (at, persona) = (self.now, self.life.id);
        Request { at, persona, agent, method, url, content_type, body }.send(self.tenant)
    }
}
