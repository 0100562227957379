//! `DELETE /aggregation/v1/customers/{customerId}`: the customer, the consumer and all accounts are gone.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, no_content};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.delete_customer",
        routes: &[Route { method: "DELETE", template: "/aggregation/v1/customers/{customerId}" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.customer_id()?;
    desk.state.customers.remove(&id);
    desk.state.consumers.retain(|_, consumer| consumer.customer_id != id);
    desk.state.logins.retain(|_, login| login.customer_id != id);
    Ok(no_content("The customer is deleted, with consumer and accounts."))
}
