//! The access token expires, and nobody notices.

use finicity_connect::{CustomerId, Error, ListAccounts, TOKEN_HARD_AGE};

use super::app::App;
use super::{LIST, OK, UNAUTHORIZED};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>, customer: &CustomerId) -> Result<(), Halt> {
    let request = ListAccounts::new(customer.clone());
    stage.later(TOKEN_HARD_AGE.as_secs());
    stage.note(Lane::App, "two hours later", "Three parts of the app want the accounts in the same moment.");
    App::logs_in(stage, "The token is too old to be tried: one login, and the three wait for it.");
    for _ in 0..3 {
        stage.call(LIST, OK, "Which accounts are there?");
    }
    let list = || app.client.list_accounts(&request);
    let (first, second, third) = tokio::join!(list(), list(), list());
    let [first, second, third] = [first, second, third].map(|result| stage.came(result));
    same([first?.len(), second?.len(), third?.len()])?;
    stage.answer("Three answers.");
    taken_back(app, stage, &request).await?;
    if stage.tenant().finicity().wrong_logins() > 0 {
        return Err(Halt::surprise("a login was refused"));
    }
    Ok(())
}

/// A token can also end before its time.
async fn taken_back(app: &App, stage: &mut Stage<'_>, request: &ListAccounts) -> Result<(), Halt> {
    stage.later(60);
    stage.tenant().finicity().revoke_tokens();
    stage.note(Lane::Api, "tokens", "Finicity takes the tokens back, for a reason of its own.");
    stage.call(LIST, UNAUTHORIZED, "Which accounts are there?");
    let accounts: Result<_, Error> = stage.came(app.client.list_accounts(stage.sends(request)).await);
    stage.refused_before(401, "10022", "Not with this token. Nothing was done, so it may be asked again.");
    App::logs_in(stage, "One new login.");
    stage.call(LIST, OK, "Once more, with the new token.");
    accounts?;
    stage.answer("As if nothing had happened: the app has seen no error.");
    Ok(())
}

fn same(counts: [usize; 3]) -> Result<(), Halt> {
    if counts.iter().all(|count| *count == counts[0]) {
        return Ok(());
    }
    Err(Halt::surprise("three answers differ"))
}
