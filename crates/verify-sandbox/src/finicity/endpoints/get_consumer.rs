//! `GET /decisioning/v1/consumers/{consumerId}`: one consumer.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::consumers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.get_consumer",
        routes: &[Route { method: "GET", template: "/decisioning/v1/consumers/{consumerId}" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let record = consumers::record(consumers::find(desk)?);
    Ok(answer(200, record, "The consumer as it is now."))
}
