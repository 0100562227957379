//! `GET /decisioning/v1/customers/{customerId}/consumer`: the person behind a customer.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::consumers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};
use crate::finicity::dialect::Trouble;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.get_consumer_for_customer",
        routes: &[Route { method: "GET", template: "/decisioning/v1/customers/{customerId}/consumer" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.customer_id()?;
    let message = format!("Cannot find consumer for customer with id {id}.");
    let missing = Trouble::token("10100_CUSTOMER", "The customer has no consumer.").saying(message);
    let consumer = desk.state.consumer_of(&id).ok_or(missing)?;
    Ok(answer(200, consumers::record(consumer), "The consumer of this customer."))
}
