//! `GET /v2/flows/{flow_id}`: one flow.

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::flows;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.retrieve_flow",
        routes: &[Route { method: "GET", template: "/api/v2/flows/{flow_id}" }],
        hosts: &[API],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let flow = desk.flow()?.clone();
    let record = flows::record(&flow, desk.choices, desk.context, desk.call);
    Ok(Answer::new(200, record, "The flow as it is now."))
}
