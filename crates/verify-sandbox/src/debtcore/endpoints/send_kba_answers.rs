//! `sendKbaAnswers`: the answers; right ones are the consent.

use serde_json::json;

use super::operation;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.send_kba_answers"), field: "sendKbaAnswers", run };

fn run(desk: &mut Desk<'_>) -> Handled {
    let contact = desk.text("input.reqOrgContactId");
    let answers = desk.get("input.answers");
    desk.finish()?;
    let user = desk.known(&contact)?.user_id;
    let answers = answers.and_then(|answers| answers.as_array().cloned()).unwrap_or_default();
    let body = desk.simulator.spinwheel.kba_body(answers);
    desk.spinwheel("spinwheel.answer_kba", Some(&user), body)?;
    Ok(Done::data(json!({"message": "KBA verification successful"}), "The answers are right."))
}
