//! `GET /v2/flows`: a page of the flows of this app.

use serde_json::json;

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::{flows, paging};
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.list_flows",
        routes: &[
            Route { method: "GET", template: "/api/v2/flows" },
            Route { method: "GET", template: "/api/v2/flows/" },
        ],
        hosts: &[API],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let page = paging::flows(desk)?;
    let record = |flow| flows::record(flow, desk.choices, desk.context, desk.call);
    let flows: Vec<_> = page.items.iter().map(record).collect();
    let why = format!("{} flows of the list.", flows.len());
    Ok(Answer::new(200, json!({"data": flows, "has_more": page.has_more}), why))
}
