//! The step in which payout methods are connected and one is chosen.

use super::super::desk::Desk;
use super::super::flows::Flow;
use super::super::form::Form;
use super::super::happening::Happening;
use super::super::methods;
use super::complete::complete;
use super::error::FlowError;
use super::open::user_at;
use super::session::Session;
use super::view::{StepStatus, offered, shown_step};

const STEP: &str = "manage-payouts";

/// Connects a payout method.
pub(super) fn add(desk: &mut Desk<'_>, session: &mut Session, flow: &Flow) -> Result<(), FlowError> {
    let id = user_at(desk, session, flow, STEP)?;
    let wanted = methods::read(desk)?;
    let rail = wanted.method.platform.clone();
    if !offered(desk.user(&id)?).contains(&rail.as_str()) {
        return Err(FlowError::invalid(format!("{rail} is not offered to this user")));
    }
    methods::connect(desk, &id, wanted)?;
    session.touched = true;
    Ok(())
}

/// Saves the default and whether payouts are made by themselves, and completes the step.
pub(super) fn save(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow) -> Result<(), FlowError> {
    let id = user_at(desk, session, flow, STEP)?;
    let Some(step) = shown_step(flow).cloned() else { return Ok(()) };
    let user = desk.user(&id)?.clone();
    let mut form = Form::new(desk, &["default_payout_method", "auto_payout_enabled"]);
    let rail = form.rail("default_payout_method");
    if rail.as_ref().is_some_and(|rail| !user.has_rail(rail)) {
        form.problem("default_payout_method must be connected");
    }
    let auto_payout = form.flag("auto_payout_enabled");
    form.finish()?;
    if step.is_set("require_default_payout_method") && rail.is_none() && user.default_payout_method.is_none()
    {
        return Err(FlowError::invalid("choose a default payout method"));
    }
    let auto_payout = auto_payout.filter(|_| step.offers_auto_payout());
    if step.is_set("require_auto_payout_method") && !auto_payout.or(user.auto_payout).unwrap_or(false) {
        return Err(FlowError::invalid("switch automatic payouts on"));
    }
    let mut changed = session.touched;
    if let Some(rail) = rail {
        changed |= methods::make_default(desk, &id, &rail)?;
    }
    if auto_payout.is_some_and(|auto| auto != user.auto_payout.unwrap_or(false)) {
        desk.user(&id)?.auto_payout = auto_payout;
        desk.state.happenings.push(Happening::UserUpdated { user_id: id });
        changed = true;
    }
    let status = if changed { StepStatus::Completed } else { StepStatus::CompletedSaved };
    complete(desk, session, flow, status);
    Ok(())
}
