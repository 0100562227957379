//! `POST /decisioning/v1/customers/{customerId}/consumer`: the person behind a customer; one for each.

use serde_json::{Map, json};

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::consumers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer, seconds};
use crate::finicity::dialect::Trouble;
use crate::finicity::state::Consumer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.create_consumer",
        routes: &[Route { method: "POST", template: "/decisioning/v1/customers/{customerId}/consumer" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let customer_id = desk.customer_id()?;
    let record = consumers::read(desk, Map::new(), true)?;
    if desk.state.consumer_of(&customer_id).is_some() {
        let message = format!("A consumer already exists for customer {customer_id}");
        return Err(Trouble::token("11000", "The customer has a consumer.").saying(message));
    }
    let (id, created) = (desk.state.rng.hex(32), desk.call.now.wall);
    let body = json!({
        "id": id,
        "createdDate": seconds(created),
        "customerId": consumers::as_number(&customer_id),
    });
    desk.state.consumers.insert(id.clone(), Consumer { id, customer_id, record, created });
    Ok(answer(201, body, "The consumer is created."))
}
