//! `PUT /decisioning/v1/consumers/{consumerId}`: what is given replaces what was there.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::consumers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, no_content};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.modify_consumer",
        routes: &[Route { method: "PUT", template: "/decisioning/v1/consumers/{consumerId}" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let before = consumers::find(desk)?.record.clone();
    let after = consumers::read(desk, before, false)?;
    consumers::find(desk)?.record = after;
    Ok(no_content("The consumer is changed."))
}
