//! `POST /v2/flows`: creates a flow, with or without a user.

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled, is_uuid};
use crate::dots::dialect::Trouble;
use crate::dots::flows::{self, Flow};
use crate::dots::form::Form;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.create_flow",
        // The description has the path without, the guides with a slash at its end.
        routes: &[
            Route { method: "POST", template: "/api/v2/flows" },
            Route { method: "POST", template: "/api/v2/flows/" },
        ],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

const KNOWN: [&str; 5] = ["steps", "user_id", "require_auth", "hide_go_to_dashboard_on_complete", "metadata"];

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut flow = read(desk)?;
    if let Some(id) = &flow.user_id {
        desk.user(id)?;
    }
    flow.id = desk.state.rng.uuid();
    let record = flows::record(&flow, desk.choices, desk.context, desk.call);
    let why = if flow.user_id.is_some() {
        "The flow of this user is created."
    } else {
        "The flow is created; whoever opens it begins with a phone number."
    };
    desk.state.flows.push(flow);
    Ok(Answer::new(200, record, why))
}

fn read(desk: &mut Desk<'_>) -> Result<Flow, Trouble> {
    let mut form = Form::new(desk, &KNOWN);
    let steps = flows::steps(&mut form);
    let user_id = form.optional("user_id", "invalid-input");
    if user_id.as_ref().is_some_and(|id| !is_uuid(id)) {
        form.problem("user_id must be a UUID");
    }
    let require_auth = form.flag("require_auth").unwrap_or(false);
    let hide_dashboard = form.flag("hide_go_to_dashboard_on_complete").unwrap_or(false);
    let metadata = form.field("metadata");
    if metadata.as_ref().is_some_and(|value| !(value.is_string() || value.is_object())) {
        form.problem("metadata must be a string or an object");
    }
    form.finish()?;
    let now = desk.call.now;
    Ok(Flow {
        id: String::new(),
        created: now.wall,
        updated: now.wall,
        began: now.mono,
        of_known_user: user_id.is_some(),
        user_id,
        require_auth,
        hide_dashboard,
        steps,
        completed: 0,
        metadata,
    })
}
