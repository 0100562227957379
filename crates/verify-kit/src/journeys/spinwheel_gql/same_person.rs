//! The same person, seen through Spinwheel's own API.

use spinwheel_connect::{Client, Environment, Error, ExtUserId, RetrieveUser};

use super::app::{App, Contact, debts};
use super::{OK, REST_RETRIEVE};
use crate::debts::Debts;
use crate::demo::{Halt, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let contact = Contact::new("contact-2", "+12025550161", "1990-04-12")?;
    let code = app.text_a_code(stage, &contact).await?;
    stage.later(20);
    app.consent(stage, &contact, &code, "Is this the code you sent?").await?;
    let report = app.pull(stage, &contact, "The report, please.").await?;
    let ours = debts(&report);
    stage.answer(format!("{} debts, {} in total.", ours.count(), ours.total()));
    stage.later(5);
    stage.call(REST_RETRIEVE, OK, "Spinwheel, by REST and with its own key: do you know this id?");
    let request = RetrieveUser::new(ExtUserId::new(contact.id.as_str())?);
    let user = rest(stage)?.retrieve_user(&request).await?;
    let theirs = Debts::from(&user);
    if (theirs.count(), theirs.total()) != (ours.count(), ours.total()) {
        return Err(Halt::surprise("the two sides differ"));
    }
    stage.answer(format!("Yes: connected, with the same {} debts and {}.", theirs.count(), theirs.total()));
    Ok(())
}

/// A client of the other crate.
fn rest(stage: &Stage<'_>) -> Result<Client, Error> {
    let spinwheel = stage.tenant().spinwheel();
    let hosts = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
    Client::builder(hosts, spinwheel.api_key()).clock(stage.clock().clone()).build()
}
