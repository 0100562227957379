//! `GET /aggregation/v1/customers/{customerId}/accounts`: the accounts a customer has added.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::accounts;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.list_accounts",
        routes: &[Route { method: "GET", template: "/aggregation/v1/customers/{customerId}/accounts" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.customer_id()?;
    let mut filter =
        |name: &str| desk.call.fields.query(name).into_iter().next().filter(|text| !text.is_empty());
    let (status, kind) = (filter("status"), filter("type"));
    let mut found = accounts::of_customer(desk.state, &id);
    found.retain(|account| status.as_deref().is_none_or(|status| account["status"] == *status));
    found.retain(|account| kind.as_deref().is_none_or(|kind| account["type"] == *kind));
    Ok(answer(200, json!({"accounts": found}), "The accounts, in the order they were added."))
}
