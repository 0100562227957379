//! Opening the page, and acting in it.

use super::super::desk::Desk;
use super::super::flows::Flow;
use super::error::{FlowError, FlowErrorKind};
use super::session::Session;
use super::view::{self, FlowScreen, FlowView};
use super::{complete, onboard};

/// Starts a session of the flow in the path. Nothing is sent and nothing used up by it.
pub(super) fn open(desk: &mut Desk<'_>) -> Result<FlowView, FlowError> {
    let flow_id = desk.flow()?.id.clone();
    let id = desk.state.rng.hex(32);
    let session = Session::new(id.clone(), flow_id, desk.call.now.wall);
    desk.state.sessions.insert(id, session.clone());
    within(desk, &session.id, |_, _, _| Ok(()))
}

/// Lets an action at a session and its flow, and shows where it is then.
pub(super) fn within(
    desk: &mut Desk<'_>,
    id: &str,
    act: impl FnOnce(&mut Desk<'_>, &mut Session, &mut Flow) -> Result<(), FlowError>,
) -> Result<FlowView, FlowError> {
    let mut flow = desk.flow()?.clone();
    let found = desk.state.sessions.get(id).filter(|session| session.flow_id == flow.id).cloned();
    let mut session = found.ok_or_else(|| FlowError::unknown("there is no such session"))?;
    if flow.user_id.as_ref().is_some_and(|id| desk.state.user(id).is_none()) {
        return Err(FlowError::unknown("the user of this flow is gone"));
    }
    if session.person.as_ref().is_some_and(|id| desk.state.person(id).is_none()) {
        onboard::start_over(desk, &mut session);
    }
    let outcome = act(desk, &mut session, &mut flow);
    if outcome.is_ok() {
        complete::pass_onboarding(desk, &mut session, &mut flow);
    }
    let shown = view::view(desk, &mut session, &flow);
    *desk.flow()? = flow;
    desk.state.sessions.insert(session.id.clone(), session);
    outcome.map(|()| shown)
}

/// The user, who is signed in, at a step of this name.
pub(super) fn user_at(
    desk: &mut Desk<'_>,
    session: &Session,
    flow: &Flow,
    name: &str,
) -> Result<String, FlowError> {
    match view::screen(desk, session, flow) {
        FlowScreen::Person | FlowScreen::SignIn | FlowScreen::Code => {
            return Err(FlowError::new(FlowErrorKind::SignedOut, "sign in with a code first"));
        }
        _ => {}
    }
    let step = view::shown_step(flow).map_or("the end", |step| step.name.as_str());
    match &flow.user_id {
        Some(id) if step == name => Ok(id.clone()),
        _ => Err(FlowError::new(FlowErrorKind::OtherStep, format!("the flow is at {step}, not at {name}"))),
    }
}
