//! Signzy: a link in a text message, which a POST uses up.

use super::acts::ActKind;
use super::agenda::Leg;
use super::journey::Turn;
use super::persona::Behaviour;
use super::stage::{GaveUp, Stage};

/// Opens the link and taps it: on the phone with the number, or on the other device.
pub(super) fn go(stage: &mut Stage<'_>, leg: &Leg) -> Turn {
    visit(stage, leg).unwrap_or(Turn::Over)
}

fn visit(stage: &mut Stage<'_>, leg: &Leg) -> Result<Turn, GaveUp> {
    stage.open(leg)?;
    if let Some(turn) = stage.leaves(*leg == Leg::First) {
        return Ok(turn);
    }
    let elsewhere = stage.is(Behaviour::TwoDevices);
    if elsewhere && stage.device == 1 {
        stage.device = 2;
        stage.open(&Leg::First)?;
    }
    let form = if elsewhere { "as=other-device" } else { "as=carrier" };
    let link = stage.link;
    let seen = stage.post_form(link, form, "Taps the link")?;
    stage.note(ActKind::AnsweredRight, "Taps the link.", Some(seen.status));
    stage.note(ActKind::Finished, "Is sent on to the application.", None);
    Ok(Turn::Over)
}
