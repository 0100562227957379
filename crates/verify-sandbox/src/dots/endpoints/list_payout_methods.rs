//! `GET /v2/users/{user_id}/payout-methods`: the connected payout methods of a user, as a bare list.

use serde_json::Value;

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::methods;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.list_payout_methods",
        routes: &[Route { method: "GET", template: "/api/v2/users/{user_id}/payout-methods" }],
        hosts: &[API],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let methods = desk.user(&id)?.payout_methods.clone();
    let shown: Vec<_> =
        methods.iter().map(|method| methods::listed(method, desk.choices, desk.call)).collect();
    let why = format!("{} connected payout methods.", shown.len());
    Ok(Answer::new(200, Value::Array(shown), why))
}
