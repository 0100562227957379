//! `PUT /v2/users/{user_id}/compliance`: hands in a W-9 or a W-8BEN.

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::tax_forms;
use crate::engine::provider::{Operation, Route};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.put_compliance",
        routes: &[Route { method: "PUT", template: "/api/v2/users/{user_id}/compliance" }],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    tax_forms::hand_in(desk, &id)?;
    let body = desk.choices.compliance_body;
    desk.done(
        200,
        body,
        "compliance_body",
        &id,
        "The form is handed in; a tax number is checked after a while.",
    )
}
