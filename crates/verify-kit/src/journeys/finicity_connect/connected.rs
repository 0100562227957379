//! A link, a page, and a bank is connected.

use finicity_connect::webhook::{Event, Payload};
use finicity_connect::{Account, AccountId, CustomerId, GenerateConnectUrl, ListAccounts};

use super::app::{App, until};
use super::person::Person;
use super::{LINK, LIST, OK};
use crate::demo::{Halt, Lane, Person as Consumer, Stage};

/// The test institution FinBank.
const FINBANK: u64 = 101_732;

pub(super) async fn play(app: &mut App, stage: &mut Stage<'_>) -> Result<CustomerId, Halt> {
    App::logs_in(stage, "The crate logs in by itself before the first call.");
    let Consumer { first_name, last_name, .. } = *stage.person();
    let why = "A customer, by your own name for them.";
    let customer = app.new_customer(stage, Consumer::ID, (first_name, last_name), why).await?;
    let person = open_link(app, stage, &customer).await?;
    find_bank(app, stage, &person).await?;
    let added = connect(app, stage, &person).await?;
    app.hears_again(
        stage,
        "added",
        "Sent again, as happens when an answer gets lost. The event's id is known: it is acknowledged and ignored.",
    )
    .await?;
    app.refuses_a_forgery(stage).await?;
    stage.call(LIST, OK, "Which accounts are there now?");
    let accounts =
        stage.came(app.client.list_accounts(stage.sends(&ListAccounts::new(customer.clone()))).await)?;
    stage.answer(format!("{} accounts, the same that the webhook named.", accounts.len()));
    check(stage, &customer, &added, &accounts)?;
    stage.accounts(&accounts);
    Ok(customer)
}

async fn open_link(app: &mut App, stage: &mut Stage<'_>, customer: &CustomerId) -> Result<Person, Halt> {
    stage.call(LINK, OK, "A link to the Connect page, please; its events go to my webhook.");
    let request = GenerateConnectUrl::new(customer.clone()).webhook(app.webhook()?);
    let link = stage.came(app.client.generate_connect_url(stage.sends(&request)).await)?;
    app.hears(stage, &[(
        "ping",
        "Before it answers, Finicity tries the address. Signed with the partner secret, like all that follows; the \
         crate's receiver has checked it.",
    )])
    .await?;
    let text = format!(
        "The link can be opened until {}. Whoever has it can act as the person.",
        until(&link, stage)
    );
    stage.answer(text);
    stage.later(30);
    stage.pass(Lane::App, Lane::Page, "the link", "The person opens it in their browser.");
    let person = Person::opens(stage, link.expose())?;
    app.hears(stage, &[("started", "The page is open.")]).await?;
    Ok(person)
}

async fn find_bank(app: &mut App, stage: &mut Stage<'_>, person: &Person) -> Result<(), Halt> {
    stage.later(20);
    person.finds(stage, "finbank", FINBANK)?;
    app.hears(stage, &[("institutionSupported", "This bank can be connected.")]).await?;
    stage.later(15);
    person.mistypes(stage, "demo", "gone")?;
    let expected = [("adding", "A sign-in was tried."), ("invalidCredentials", "It was not accepted.")];
    app.hears(stage, &expected).await?;
    Ok(())
}

/// The right password, two of the accounts, done. Gives the ids that the webhook names.
async fn connect(app: &mut App, stage: &mut Stage<'_>, person: &Person) -> Result<Vec<AccountId>, Halt> {
    stage.later(12);
    let found = person.signs_in(stage, ("demo", "go"), "The right password, this time.")?;
    let expected = [("adding", "Another try."), ("discovered", "Accounts were found.")];
    app.hears(stage, &expected).await?;
    stage.later(10);
    let chosen = found.get(..2).ok_or_else(|| Halt::surprise("there are too few accounts"))?;
    stage.pass(Lane::Page, Lane::Api, "accounts", format!("{} are found, the person shares 2.", found.len()));
    person.chooses(chosen)?;
    let events = app.hears(stage, &[("added", "Here they are.")]).await?;
    person.is_done(stage, "What the browser says proves nothing: anybody can type it. The webhook does.")?;
    app.hears(stage, &[("done", "The session is over.")]).await?;
    named(&events)
}

fn named(events: &[Event]) -> Result<Vec<AccountId>, Halt> {
    match events.first().map(|event| &event.payload) {
        Some(Payload::Added(added)) => {
            Ok(added.accounts.iter().filter_map(|account| account.id.clone()).collect())
        }
        _ => Err(Halt::surprise("the event names no accounts")),
    }
}

/// Webhook, list and sandbox have to agree.
fn check(
    stage: &Stage<'_>,
    customer: &CustomerId,
    added: &[AccountId],
    listed: &[Account],
) -> Result<(), Halt> {
    let kept = stage.tenant().finicity().accounts(customer.as_str());
    let kept: Vec<&str> = kept.iter().map(|account| account.id.as_str()).collect();
    let added: Vec<&str> = added.iter().map(AccountId::as_str).collect();
    let listed: Vec<&str> =
        listed.iter().filter_map(|account| account.id.as_ref()).map(AccountId::as_str).collect();
    if kept == added && kept == listed {
        return Ok(());
    }
    Err(Halt::surprise("the accounts of webhook, list and sandbox differ"))
}
