//! The link is opened on another device.

use signzy_link::{PhoneNumber, Verdict};
use verify_sandbox::signzy::OpenedBy;

use super::app::{App, open};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let link = app.text_a_link(stage, &PhoneNumber::new("+12025550151")?, 18).await?;
    stage.later(40);
    let text =
        "Somebody has talked the person into passing the link on, and opens it on a device of their own.";
    open(stage, &link, OpenedBy::OtherDevice, text)?;
    let text = "A browser comes to …/back/18 with a fingerprint, as it would after a success.";
    stage.pass(Lane::Phone, Lane::App, "redirect", text);
    stage.later(5);
    let words = ("What became of it?", "Opened, and not on that phone. Verdict::Mismatch.");
    app.hears(stage, &link.sent, Verdict::Mismatch, words).await?;
    let text = "Nobody is let in. An app that trusted the redirect would have let a stranger in.";
    stage.note(Lane::App, "no", text);
    Ok(())
}
