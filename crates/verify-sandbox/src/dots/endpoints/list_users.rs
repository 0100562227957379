//! `GET /v2/users`: a page of the users of this app.

use serde_json::json;

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::{paging, record};
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.list_users",
        routes: &[Route { method: "GET", template: "/api/v2/users" }],
        hosts: &[API],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let page = paging::users(desk)?;
    let users: Vec<_> = page.items.iter().map(|user| record::full(user, desk.choices, desk.call)).collect();
    let why = format!("{} users of the list.", users.len());
    Ok(Answer::new(200, json!({"data": users, "has_more": page.has_more}), why))
}
