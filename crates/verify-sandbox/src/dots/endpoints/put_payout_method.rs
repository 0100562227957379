//! `PUT /v2/users/{user_id}/payout-methods`: adds a payout method.

use serde_json::json;

use crate::dots::API;
use crate::dots::choices::PayoutMethodAnswer;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::methods;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.put_payout_method",
        routes: &[Route { method: "PUT", template: "/api/v2/users/{user_id}/payout-methods" }],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let wanted = methods::read(desk)?;
    let method = methods::connect(desk, &id, wanted)?;
    desk.call.rests_on("payout_method_answer");
    let shown = match desk.choices.payout_method_answer {
        PayoutMethodAnswer::Method => methods::added(&method, desk.choices, desk.call),
        PayoutMethodAnswer::Success => match &method.id {
            Some(id) => json!({"success": true, "ach_account_id": id}),
            None => json!({"success": true}),
        },
    };
    Ok(Answer::new(200, shown, "The payout method is connected."))
}
