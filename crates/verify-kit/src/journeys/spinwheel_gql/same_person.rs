//! The same person, seen from both sides.

use spinwheel_connect::{Client, Environment, Error, ExtUserId, RetrieveUser};
use spinwheel_gql::ReqOrgContactId;

use super::app::{App, Contact, word};
use super::{OK, REST_RETRIEVE};
use crate::debts::Debts;
use crate::demo::{Halt, Lane, Person, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>, contact: &Contact) -> Result<(), Halt> {
    let theirs = by_rest(stage, contact).await?;
    let known = stage.memory().borrow().debts.clone();
    if let Some(known) = known {
        stage.later(30);
        by_debtcore(app, stage, contact).await?;
        if known != theirs {
            return Err(Halt::surprise("the two sides differ"));
        }
    }
    Ok(())
}

/// Spinwheel knows whom DebtCore has verified. Gives how many debts there are, and their sum.
async fn by_rest(stage: &mut Stage<'_>, contact: &Contact) -> Result<(usize, String), Halt> {
    stage.call(REST_RETRIEVE, OK, "Spinwheel, by REST and with its own key: do you know this contact?");
    let request = RetrieveUser::new(ExtUserId::new(contact.id.as_str())?);
    let user = stage.came(rest(stage)?.retrieve_user(stage.sends(&request)).await)?;
    let debts = Debts::from(&user);
    stage.answer(format!("Yes: connected, with the same {} debts and {}.", debts.count(), debts.total()));
    Ok((debts.count(), debts.total()))
}

/// DebtCore knows whom Spinwheel has connected.
async fn by_debtcore(app: &App, stage: &mut Stage<'_>, contact: &Contact) -> Result<(), Halt> {
    let earlier = Contact { id: ReqOrgContactId::new(Person::ID)?, ..contact.clone() };
    let text = "And DebtCore: do you know the one whom Spinwheel connected in scene 1?";
    let stands = app.stands(stage, &earlier, text).await?;
    if !stands.is_passed() {
        return Err(Halt::surprise("DebtCore does not know the person"));
    }
    stage.answer(format!("{}, by the code that Spinwheel had texted.", word(&stands)));
    stage.note(Lane::Phone, "nothing", "No other text was needed.");
    Ok(())
}

/// A client of the other crate.
fn rest(stage: &Stage<'_>) -> Result<Client, Error> {
    let spinwheel = stage.tenant().spinwheel();
    let hosts = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
    let transport = stage.transport(&[spinwheel.base_url(), spinwheel.secure_base_url()])?;
    let builder = Client::builder(hosts, spinwheel.api_key()).transport(transport);
    builder.clock(stage.clock().clone()).build()
}
