//! `GET /v2/users/{user_id}`: one user.

use crate::dots::API;
use crate::dots::adjustment;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.retrieve_user",
        routes: &[Route { method: "GET", template: "/api/v2/users/{user_id}" }],
        hosts: &[API],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let mut record = desk.record(&id)?;
    let filed = adjustment::form_name(desk.choices.filing_type);
    let adjustment = desk.user(&id)?.adjustment.clone();
    if let Some(adjustment) = adjustment.filter(|adjustment| adjustment["form"] == filed) {
        record["1099_adjustment"] = adjustment;
    }
    Ok(Answer::new(200, record, "The user as it is now."))
}
