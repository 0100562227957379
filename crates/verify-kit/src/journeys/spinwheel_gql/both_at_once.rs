//! An answer with data and errors.

use verify_sandbox::debtcore::{DebtCoreChoices, FailureData};

use super::app::{App, Contact, word};
use super::{OK, VERIFY};
use crate::demo::{Halt, Lane, Stage};
use crate::journeys::mistyped;

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let contact = Contact::new("contact-4", "+12025550163", "1990-03-01")?;
    let code = app.text_a_code(stage, &contact).await?;
    stage.later(15);
    stage.tenant().debtcore().choose(|choices| choices.failure_data = FailureData::Message);
    let refused = refused(app, stage, &contact, &mistyped(&code)).await;
    stage.tenant().debtcore().choose(|choices| {
        choices.failure_data = DebtCoreChoices::default().failure_data;
    });
    refused?;
    let stands =
        app.stands(stage, &contact, "Nobody knows, so the app looks before it does anything.").await?;
    stage.answer(format!("{}: no consent, and another try is allowed.", word(&stands)));
    stage.later(10);
    app.consent(stage, &contact, &code, "The right code.").await
}

async fn refused(app: &App, stage: &mut Stage<'_>, contact: &Contact, code: &str) -> Result<(), Halt> {
    stage.call(VERIFY, OK, "A mistyped code.");
    let Err(error) = stage.came(app.client.verify_sms_code(stage.sends(&contact.has(code)?)).await) else {
        return Err(Halt::surprise("errors beside data were taken for a success"));
    };
    if !error.may_have_acted() {
        return Err(error.into());
    }
    stage.refusal("data and errors", "A message as of a success, and an error beside it.");
    stage.note(Lane::App, "the error", format!("“{error}”"));
    Ok(())
}
