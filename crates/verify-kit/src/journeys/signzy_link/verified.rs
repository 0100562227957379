//! A link in a text message proves who has the phone.

use signzy_link::{SendLink, Verdict};
use verify_sandbox::signzy::OpenedBy;

use super::app::{App, open};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let person = stage.person().clone();
    if let Err(invalid) = SendLink::new(person.phone.clone(), "https://app.example.com") {
        if !person.own {
            return Err(invalid.into());
        }
        stage.note(Lane::App, "not sent", format!("The number you chose can get no link: “{invalid}”."));
        return Err(Halt::Over);
    }
    let link = app.text_a_link(stage, &person.phone, 17).await?;
    stage.later(1);
    let text = "The messaging app fetches the link for its preview. That opens nothing, and uses nothing up.";
    stage.pass(Lane::Phone, Lane::Api, "preview", text);
    link.on_phone.open_as_preview().map_err(|error| Halt::surprise(error.to_string()))?;
    stage.later(9);
    let words = ("Ten seconds on: was it opened?", "LinkClicked is false: nobody has opened it.");
    app.hears(stage, &link.sent, Verdict::NotClicked, words).await?;
    stage.later(5);
    open(stage, &link, OpenedBy::Carrier, "The person taps it, on the phone, with Wi-Fi off.")?;
    let text = "The browser comes to …/back/17 with a fingerprint (vfp). That proves nothing: anybody can call this \
                address, with any fingerprint. The app thanks, and asks Signzy.";
    stage.pass(Lane::Phone, Lane::App, "redirect", text);
    stage.later(5);
    let verdict = app.ask(stage, &link.sent, "What became of it?").await?;
    if verdict.is_verified() {
        stage
            .answer("Opened, on the right phone, a mobile one. Verdict::Verified: the person has the phone.");
        return Ok(());
    }
    if !person.own {
        return Err(Halt::surprise(format!("the verdict is “{verdict}”")));
    }
    stage.answer(format!("No proof: {verdict}."));
    Err(Halt::Over)
}
