//! `POST /aggregation/v2/customers/testing`: a customer who reaches test institutions only.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::customers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled};
use crate::finicity::state::CustomerKind;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.create_testing_customer",
        routes: &[Route { method: "POST", template: "/aggregation/v2/customers/testing" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    customers::create(desk, CustomerKind::Testing)
}
