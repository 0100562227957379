//! `POST /aggregation/v1/customers/{customerId}/accounts`: asks the institutions anew.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::accounts;
use crate::finicity::choices::BrokenRefresh;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};
use crate::finicity::dialect::Trouble;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.refresh_accounts",
        routes: &[Route { method: "POST", template: "/aggregation/v1/customers/{customerId}/accounts" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

/// Our words: only the code is documented.
const MESSAGE: &str = "The accounts could not be refreshed.";

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.customer_id()?;
    let broken = desk.state.logins_of(&id).find(|login| login.status_code != 0);
    if let Some((login, code)) = broken.map(|login| (login.id, login.status_code)) {
        desk.call.rests_on("broken_refresh");
        if desk.choices.broken_refresh == BrokenRefresh::ServerError {
            let why = format!("The sign-in {login} is broken; a fix link repairs it.");
            return Err(Trouble::plain(500, &code.to_string(), MESSAGE, why));
        }
    }
    let now = desk.call.now.wall;
    let logins = desk.state.logins.values_mut().filter(|login| login.customer_id == id);
    for account in logins.filter(|login| login.status_code == 0).flat_map(|login| &mut login.accounts) {
        account.updated = Some(now);
    }
    Ok(answer(
        200,
        json!({"accounts": accounts::of_customer(desk.state, &id)}),
        "The accounts are refreshed.",
    ))
}
