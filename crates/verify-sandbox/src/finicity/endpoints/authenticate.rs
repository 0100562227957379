//! `POST /aggregation/v2/partners/authentication`: a token for 2 hours.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::auth::{self, Attempt};
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};
use crate::finicity::form::Form;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.authenticate",
        routes: &[Route { method: "POST", template: "/aggregation/v2/partners/authentication" }],
        hosts: &[API],
    },
    access: Access::Key,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::new(desk);
    let (id, secret) = (form.text("partnerId"), form.text("partnerSecret"));
    form.finish()?;
    auth::log_in(desk, &id, &secret, Attempt::Token)?;
    desk.call.rests_on("new_token_revokes_older");
    if desk.choices.new_token_revokes_older {
        desk.state.tokens.iter_mut().for_each(|token| token.revoked = true);
    }
    let token = desk.state.new_token(desk.call.now);
    Ok(answer(200, json!({"token": token}), "A new token, for 2 hours."))
}
