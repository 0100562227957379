//! `GET /aggregation/v1/customers`: customers, a page at a time.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::customers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};
use crate::finicity::dialect::Trouble;
use crate::finicity::paging::{self, Start};
use crate::finicity::state::Customer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.list_customers",
        routes: &[Route { method: "GET", template: "/aggregation/v1/customers" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let page = paging::read(desk, Start::Record)?;
    let mut given =
        |name: &str| desk.call.fields.query(name).into_iter().next().filter(|text| !text.is_empty());
    let (username, search, kind) = (given("username"), given("search"), given("type"));
    if kind.as_deref().is_some_and(|kind| !["testing", "active"].contains(&kind)) {
        return Err(Trouble::token("14016", "type is neither testing nor active."));
    }
    let fits = |customer: &&Customer| {
        username.as_deref().is_none_or(|username| customer.username == username)
            && search.as_deref().is_none_or(|search| customer.matches(search))
            && kind.as_deref().is_none_or(|kind| customer.kind.as_str() == kind)
    };
    let found: Vec<_> = desk.state.customers.values().filter(fits).collect();
    let shown: Vec<_> = page.of(&found).iter().map(|customer| customers::record(customer)).collect();
    let body = json!({
        "found": found.len(),
        "displaying": shown.len(),
        "moreAvailable": page.has_more(found.len()),
        "customers": shown,
    });
    Ok(answer(200, body, "The customers that fit, by id."))
}
