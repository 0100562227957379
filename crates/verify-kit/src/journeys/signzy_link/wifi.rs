//! The phone is on Wi-Fi.

use signzy_link::{Doubt, PhoneNumber, Verdict};
use verify_sandbox::signzy::OpenedBy;

use super::app::{App, open};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let phone = PhoneNumber::new("+12025550152")?;
    let link = app.text_a_link(stage, &phone, 19).await?;
    stage.later(20);
    open(stage, &link, OpenedBy::Wifi, "The person taps it at home; the phone is on Wi-Fi.")?;
    stage.pass(Lane::Phone, Lane::App, "redirect", "The browser comes to …/back/19 with a fingerprint.");
    stage.later(5);
    let words = (
        "What became of it?",
        "PhoneMatch is “indeterminate”, which is not “false”; an app that asks for “not false” lets anybody in. \
         Verdict::Indeterminate, and why: no result of the carrier.",
    );
    let unsure = Verdict::Indeterminate(Doubt::NoCarrierResult);
    app.hears(stage, &link.sent, unsure, words).await?;
    stage.later(30);
    let text = "“Please switch Wi-Fi off for a moment.” A link works once, so there has to be another one.";
    stage.pass(Lane::App, Lane::Phone, "try again", text);
    let link = app.text_a_link(stage, &phone, 20).await?;
    stage.later(20);
    open(stage, &link, OpenedBy::Carrier, "The person taps the new one, in the carrier's network.")?;
    stage.pass(Lane::Phone, Lane::App, "redirect", "The browser comes to …/back/20.");
    stage.later(5);
    let words = ("And this one?", "Verdict::Verified.");
    app.hears(stage, &link.sent, Verdict::Verified, words).await
}
