//! `DELETE /v1/users/{userId}`: the user is gone; connecting again makes a new one.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;
use crate::spinwheel::STANDARD;
use crate::spinwheel::choices::DeleteAnswer;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::success;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.delete_user",
        routes: &[Route { method: "DELETE", template: "/v1/users/{userId}" }],
        hosts: &[STANDARD],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.call.fields.look();
    let id = desk.call.param("userId").unwrap_or_default().to_owned();
    desk.user(&id)?.gone.store(true, Ordering::Relaxed);
    desk.state.users.remove(&id);
    for choice in ["delete_user_status", "delete_user_answer"] {
        desk.call.rests_on(choice);
    }
    let (status, why) = (desk.choices.delete_user_status, "The user is deleted; nothing of it is kept.");
    Ok(match desk.choices.delete_user_answer {
        DeleteAnswer::UserId => success(status, &json!({"userId": id}), why),
        DeleteAnswer::EmptyObject => success(status, &json!({}), why),
        DeleteAnswer::NoBody => Answer::new(status, Value::Null, why),
    })
}
