//! `POST /aggregation/v2/customers/active`: a billable customer.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::customers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled};
use crate::finicity::state::CustomerKind;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.create_active_customer",
        routes: &[Route { method: "POST", template: "/aggregation/v2/customers/active" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    customers::create(desk, CustomerKind::Active)
}
