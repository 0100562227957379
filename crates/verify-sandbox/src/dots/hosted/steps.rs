//! The other steps.

use super::super::desk::Desk;
use super::super::flows::Flow;
use super::super::happening::Happening;
use super::super::tax_forms;
use super::complete::complete;
use super::error::{FlowError, FlowErrorKind};
use super::open::user_at;
use super::session::Session;
use super::view::{StepStatus, shown_step};

/// Hands in a W-9 or a W-8BEN: the body is that of the API.
pub(super) fn compliance(
    desk: &mut Desk<'_>,
    session: &mut Session,
    flow: &mut Flow,
) -> Result<(), FlowError> {
    let id = user_at(desk, session, flow, "compliance")?;
    tax_forms::hand_in(desk, &id)?;
    complete(desk, session, flow, StepStatus::Completed);
    Ok(())
}

/// Stands for documents that pass, or do not.
pub(super) fn identity(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow) -> Result<(), FlowError> {
    let id = user_at(desk, session, flow, "id-verification")?;
    match desk.call.fields.field("documents").as_ref().and_then(|value| value.as_str()) {
        Some("pass") => {}
        Some("fail") => return Err(FlowError::invalid("The documents could not be verified. Try again.")),
        _ => return Err(FlowError::invalid("documents must be pass or fail")),
    }
    let verified = &mut desk.user(&id)?.compliance.id_verified;
    if !std::mem::replace(verified, true) {
        desk.state.happenings.push(Happening::IdVerified { user_id: id });
    }
    complete(desk, session, flow, StepStatus::Completed);
    Ok(())
}

/// Goes on where there is nothing to enter: a redirect, and steps of which nothing is simulated.
pub(super) fn go_on(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow) -> Result<(), FlowError> {
    let Some(step) = shown_step(flow).cloned() else {
        return Err(FlowError::new(FlowErrorKind::OtherStep, "the flow is at the end"));
    };
    user_at(desk, session, flow, &step.name)?;
    if matches!(step.name.as_str(), "compliance" | "manage-payouts" | "id-verification") {
        let message = format!("{} is not completed by going on", step.name);
        return Err(FlowError::new(FlowErrorKind::OtherStep, message));
    }
    session.leaves_to = step.redirect_url().filter(|_| step.name == "redirect").map(ToOwned::to_owned);
    complete(desk, session, flow, StepStatus::Completed);
    Ok(())
}
