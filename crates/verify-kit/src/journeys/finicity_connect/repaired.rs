//! A connection breaks, and a fix link repairs it.

use finicity_connect::{
    CustomerId, ErrorCode, GenerateFixConnectUrl, InstitutionLoginId, ListAccounts, RefreshAccounts,
};

use super::app::{App, until};
use super::person::Person;
use super::{FIX_LINK, LIST, OK, REFRESH, SERVER_ERROR};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &mut App, stage: &mut Stage<'_>, customer: &CustomerId) -> Result<(), Halt> {
    stage.later(3600);
    break_connection(stage, customer)?;
    refresh_in_vain(app, stage, customer).await?;
    let login = broken_login(app, stage, customer).await?;
    let person = open_link(app, stage, customer, login).await?;
    repair(app, stage, &person).await?;
    stage.call(REFRESH, OK, "And now?");
    let accounts = stage
        .came(app.client.refresh_accounts(stage.sends(&RefreshAccounts::new(customer.clone()))).await)?;
    let kept = stage.tenant().finicity().accounts(customer.as_str());
    if kept.len() != accounts.len() || kept.iter().any(|account| account.status_code != 0) {
        return Err(Halt::surprise("the connection is still broken"));
    }
    stage.answer("Fresh balances; the same accounts with the same ids as before.");
    Ok(())
}

/// The person changes the password at the bank.
fn break_connection(stage: &mut Stage<'_>, customer: &CustomerId) -> Result<(), Halt> {
    let finicity = stage.tenant().finicity();
    let account = finicity.accounts(customer.as_str()).into_iter().next();
    let account = account.ok_or_else(|| Halt::surprise("there is no account"))?;
    if !finicity.break_login(account.institution_login_id, 103) {
        return Err(Halt::surprise("there is no sign-in to break"));
    }
    stage.note(
        Lane::Api,
        "at the bank",
        "An hour later the person changes the password. Finicity has the old one.",
    );
    Ok(())
}

async fn refresh_in_vain(app: &App, stage: &mut Stage<'_>, customer: &CustomerId) -> Result<(), Halt> {
    stage.call(REFRESH, SERVER_ERROR, "What is on the accounts now?");
    let Err(error) =
        stage.came(app.client.refresh_accounts(stage.sends(&RefreshAccounts::new(customer.clone()))).await)
    else {
        return Err(Halt::surprise("a broken connection was refreshed"));
    };
    if ErrorCode::of(&error) != Some(ErrorCode::InvalidInstitutionCredentials) {
        return Err(error.into());
    }
    stage.refusal("103", "The bank did not let Finicity in.");
    stage.note(Lane::App, "the error", format!("“{error}”"));
    Ok(())
}

/// Which sign-in it is: every account says.
async fn broken_login(
    app: &App,
    stage: &mut Stage<'_>,
    customer: &CustomerId,
) -> Result<InstitutionLoginId, Halt> {
    stage.call(LIST, OK, "Which sign-in is it?");
    let accounts =
        stage.came(app.client.list_accounts(stage.sends(&ListAccounts::new(customer.clone()))).await)?;
    let broken = accounts.iter().find(|account| account.aggregation_status_code == Some(103));
    let login = broken.and_then(|account| account.institution_login_id.clone());
    let login = login.ok_or_else(|| Halt::surprise("no account says that it is broken"))?;
    stage.answer(format!("Login {}, for both accounts.", login.as_str()));
    Ok(login)
}

async fn open_link(
    app: &mut App,
    stage: &mut Stage<'_>,
    customer: &CustomerId,
    login: InstitutionLoginId,
) -> Result<Person, Halt> {
    stage.call(FIX_LINK, OK, "A link that repairs this one, please.");
    let request = GenerateFixConnectUrl::new(customer.clone(), login).webhook(app.webhook()?);
    let link = stage.came(app.client.generate_fix_connect_url(stage.sends(&request)).await)?;
    app.hears(stage, &[("ping", "Tried again, for every link.")]).await?;
    stage.answer(format!("The link can be opened until {}.", until(&link, stage)));
    stage.later(40);
    stage.pass(
        Lane::App,
        Lane::Page,
        "the link",
        "The person opens it: no search this time, it is about FinBank.",
    );
    let person = Person::opens(stage, link.expose())?;
    if person.kind() != "fix" {
        return Err(Halt::surprise("the page is not one for repairs"));
    }
    app.hears(stage, &[("started", "The page is open.")]).await?;
    Ok(person)
}

async fn repair(app: &mut App, stage: &mut Stage<'_>, person: &Person) -> Result<(), Halt> {
    stage.later(15);
    person.signs_in(stage, ("demo", "go"), "The new password.")?;
    app.hears(stage, &[("adding", "A sign-in was tried.")]).await?;
    person.chooses(&[])?;
    app.hears(stage, &[("credentialsUpdated", "The connection is repaired.")]).await?;
    person.is_done(stage, "The person comes back to the app.")?;
    app.hears(stage, &[("done", "The session is over.")]).await?;
    Ok(())
}
