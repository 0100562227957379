//! A texted code is the consent, and a report can be pulled.

use spinwheel_gql::models::ReportStatus;
use spinwheel_gql::{ReqOrgContactId, VerificationStatus};

use super::app::{App, Contact, debts, word};
use crate::demo::{Halt, Lane, Stage};
use crate::journeys::mistyped;

/// Gives the contact when there is a report.
pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<Contact, Halt> {
    let person = stage.person().clone();
    let id = ReqOrgContactId::new("contact-1")?;
    let contact = Contact { id, phone: person.phone, birth_date: person.birth_date };
    App::fetches_a_token(
        stage,
        "First a token, from Microsoft Entra ID: client id and secret go there, not to DebtCore.",
    );
    stage.came(app.client.fetch_token().await)?;
    stage.answer("A token, good for an hour.");
    let Ok(code) = app.try_to_text(stage, &contact).await? else {
        return Err(no(stage, "No text was sent."));
    };
    stage.later(15);
    stage.pass(Lane::Phone, Lane::App, "code", "The person reads the text, and mistypes a digit.");
    wrong_code(app, stage, &contact, &mistyped(&code)).await?;
    stage.later(10);
    stage.pass(Lane::Phone, Lane::App, "code", "Another look, and the right one.");
    if !app.verify(stage, &contact, &code, "And this one?").await?.is_granted() {
        return Err(no(stage, "The code was right, but this is no consent."));
    }
    stage.answer("The right code: the person has consented.");
    report(app, stage, &contact).await?;
    Ok(contact)
}

/// Which reason there was, only the status tells.
async fn wrong_code(app: &App, stage: &mut Stage<'_>, contact: &Contact, code: &str) -> Result<(), Halt> {
    let consent = app.verify(stage, contact, code, "Is this the code you sent?").await?;
    if consent.refusal().is_none() {
        return Err(Halt::surprise("a wrong code was not refused"));
    }
    stage.refusal(
        "errors",
        "No. To the crate that is an outcome, not an error. The reason is a sentence that no page lists.",
    );
    let verification = app.stands(stage, contact, "So how does the verification stand?").await?;
    if verification.status != Some(VerificationStatus::InProgress) {
        return Err(Halt::surprise("a wrong code ends the verification"));
    }
    stage.answer(format!("{}: another try is allowed.", word(&verification)));
    Ok(())
}

async fn report(app: &App, stage: &mut Stage<'_>, contact: &Contact) -> Result<(), Halt> {
    let why = "Please pull the report from the bureau. That happens once: the call is never repeated.";
    let report = app.pull(stage, contact, why).await?;
    if !report.is_completed() {
        let word =
            report.report_status.as_ref().map_or("of no known status", ReportStatus::as_str).to_owned();
        return Err(no(stage, &format!("A report that is {word}.")));
    }
    let debts = debts(&report);
    stage.answer(format!("{} debts, {} in total.", debts.count(), debts.total()));
    stage.debts(&debts);
    Ok(())
}

/// The reader's own person may be refused anywhere.
fn no(stage: &mut Stage<'_>, text: &str) -> Halt {
    if !stage.person().own {
        return Halt::surprise("DebtCore says no");
    }
    stage.answer(format!("{text} For the person you chose the way ends here."));
    Halt::Over
}
