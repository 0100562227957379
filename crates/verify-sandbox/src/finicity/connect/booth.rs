//! What a step of a session works with.

use std::sync::Arc;
use std::time::Duration;

use super::super::choices::FinicityChoices;
use super::super::simulator::Simulator;
use super::super::state::State;
use super::error::{ConnectError, ConnectErrorKind};
use super::institutions::{self, Institution};
use super::link::Link;
use super::session::{Session, Stage};
use super::views::EndKind;
use super::webhook::{self, Payload};
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::tenant::Context;
use crate::webhooks::event::Sign;

/// The tenant's state and what else a step needs.
pub(super) struct Booth<'a> {
    pub(super) state: &'a mut State,
    pub(super) choices: &'a FinicityChoices,
    pub(super) context: &'a Context,
    pub(super) now: Moment,
    sign: Sign,
    rests_on: Vec<&'static str>,
}

/// Does one step. Besides its outcome, the named choices it rests on.
pub(super) fn step<T>(
    simulator: &Simulator,
    now: Moment,
    work: impl FnOnce(&mut Booth<'_>) -> T,
) -> (T, Vec<&'static str>) {
    let choices = lock(&simulator.choices).clone();
    let context = &simulator.context;
    let sign = webhook::signer(&simulator.state, &simulator.choices, &context.clock);
    let mut state = lock(&simulator.state);
    let mut booth = Booth { state: &mut state, choices: &choices, context, now, sign, rests_on: Vec::new() };
    let outcome = work(&mut booth);
    (outcome, booth.rests_on)
}

impl Booth<'_> {
    pub(super) fn rests_on(&mut self, choice: &'static str) {
        self.rests_on.push(choice);
    }

    /// Lets a step at a session that has not ended.
    pub(super) fn within<T>(
        &mut self,
        id: &str,
        work: impl FnOnce(&mut Self, &mut Session) -> Result<T, ConnectError>,
    ) -> Result<T, ConnectError> {
        let unknown = || ConnectError::new(ConnectErrorKind::Unknown, "there is no such session");
        let mut session = self.state.sessions.remove(id).ok_or_else(unknown)?;
        self.end_if_over(&mut session);
        let outcome = if let Some(end) = session.end() {
            Err(ConnectError::ended(end))
        } else {
            session.last_action = self.now.mono;
            work(self, &mut session)
        };
        self.state.sessions.insert(id.to_owned(), session);
        outcome
    }

    /// Ends a session in which nothing was done for too long, or whose customer is gone.
    fn end_if_over(&mut self, session: &mut Session) {
        if matches!(session.stage, Stage::Ended(_)) {
            return;
        }
        let idle = self.now.mono.saturating_sub(session.last_action);
        let end = if idle >= Duration::from_secs(self.choices.session_idle_seconds) {
            self.rests_on("session_idle_seconds");
            self.end(&session.order, EndKind::Error, 1440, "timeout")
        } else if !self.state.customers.contains_key(&session.order.customer_id) || self.link_is_used(session)
        {
            self.end(&session.order, EndKind::Error, 500, "error")
        } else {
            return;
        };
        session.stage = Stage::Ended(end);
    }

    fn link_is_used(&self, session: &Session) -> bool {
        let used = self.state.links.get(session.link).is_some_and(Link::is_used);
        used && self.choices.used_link_ends_sessions
    }

    /// Ends all sessions that are over.
    pub(super) fn end_what_is_over(&mut self) {
        let mut sessions = std::mem::take(&mut self.state.sessions);
        for session in sessions.values_mut() {
            self.end_if_over(session);
        }
        self.state.sessions = sessions;
    }

    /// The session's institution; one that can be signed in at.
    pub(super) fn institution(session: &Session) -> Result<&'static Institution, ConnectError> {
        let id = session.institution.ok_or_else(|| ConnectError::invalid("choose an institution first"))?;
        let found = institutions::find(id).filter(|institution| institution.certified);
        found.ok_or_else(|| ConnectError::invalid(format!("the institution {id} is not supported")))
    }

    /// Sends a webhook, when the link has one.
    pub(super) fn notify(&mut self, session: &Session, name: &'static str, payload: &Payload) {
        let Some(hook) = &session.order.webhook else { return };
        let id = webhook::event_id(&mut self.state.rng, self.now);
        let body = webhook::body(&session.order, name, id, payload);
        let sign = Arc::clone(&self.sign);
        webhook::send(self.context, self.choices, hook, name, body, sign, (&session.lane, &session.id));
    }
}
