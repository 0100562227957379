//! `GET /aggregation/v1/customers/{customerId}`: one customer.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::customers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.get_customer",
        routes: &[Route { method: "GET", template: "/aggregation/v1/customers/{customerId}" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let record = customers::record(desk.customer()?);
    Ok(answer(200, record, "The customer as it is now."))
}
