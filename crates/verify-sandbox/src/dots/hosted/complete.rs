//! Completing steps.

use super::super::desk::Desk;
use super::super::flows::{Flow, ONBOARD};
use super::super::happening::Happening;
use super::super::state::UserStatus;
use super::session::Session;
use super::view::{StepMessage, StepStatus, shown_step};

/// Completes the step that is shown. One that is stayed at is completed already: only the page around is told again.
pub(super) fn complete(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow, status: StepStatus) {
    let Some(step) = shown_step(flow).cloned() else { return };
    session.messages.push(StepMessage { step: step.name, status });
    session.touched = false;
    let is_next = flow.last().is_none_or(|last| !last.is_set("hide_continue_button"));
    if is_next {
        flow.completed += 1;
        flow.updated = desk.call.now.wall;
        desk.state.happenings.push(Happening::FlowUpdated { flow_id: flow.id.clone() });
    }
}

/// The step `onboard` is over once the phone number is verified.
pub(super) fn pass_onboarding(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow) {
    let Some(id) = flow.user_id.clone() else { return };
    if !session.is_signed_in(flow, desk) {
        return;
    }
    let verified = desk.state.user(&id).is_some_and(|user| user.status != UserStatus::Unverified);
    while verified && flow.step().is_some_and(|step| step.name == ONBOARD) {
        let before = flow.completed;
        complete(desk, session, flow, StepStatus::Completed);
        // One that is stayed at.
        if flow.completed == before {
            return;
        }
    }
}
