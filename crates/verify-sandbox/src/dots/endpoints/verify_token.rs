//! `POST /v2/users/{user_id}/verify`: compares a token.

use crate::dots::API;
use crate::dots::code;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::form::Form;
use crate::engine::provider::{Operation, Route};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.verify_token",
        routes: &[Route { method: "POST", template: "/api/v2/users/{user_id}/verify" }],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let mut form = Form::new(desk, &["token"]);
    let long_enough = |text: &str| text.chars().count() >= 6;
    let token = form.text("token", "invalid-input", "at least 6 characters", long_enough);
    form.finish()?;
    code::check_status(desk, &id)?;
    let again = desk.choices.verify_verified;
    desk.call.rests_on("verify_verified");
    code::check(desk, &id, &token, again)?;
    let body = desk.choices.verify_body;
    desk.done(200, body, "verify_body", &id, "The token is right.")
}
