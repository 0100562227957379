//! Sessions over the control API: the same steps as on the page.

use serde_json::{Value, json};

use super::super::simulator::Simulator;
use super::error::{FlowError, FlowErrorKind};
use super::handle;
use super::session::Session;
use super::verbs::Verb;
use crate::control::{Command, Problem};
use crate::engine::lock;
use crate::engine::moment::iso;

/// Method, path and what it does.
pub(crate) const CONTROL_ROUTES: [(&str, &str, &str); 11] = [
    ("GET", "flows/{id}/sessions", "who has the page of a flow open"),
    ("POST", "flows/{id}/sessions", "open a flow without a browser"),
    (
        "POST",
        "flows/{id}/sessions/{sessionId}/person",
        r#"introduce somebody, who is sent a code: {"first_name", "last_name", "email", "country_code", "phone_number"}"#,
    ),
    ("POST", "flows/{id}/sessions/{sessionId}/send-code", r#"send a code: {"attempt"?}"#),
    ("POST", "flows/{id}/sessions/{sessionId}/verify", r#"enter the code: {"token"}"#),
    ("POST", "flows/{id}/sessions/{sessionId}/start-over", "go back to the phone number"),
    ("POST", "flows/{id}/sessions/{sessionId}/compliance", r#"hand in a form: {"w9" | "w8ben": {…}}"#),
    ("POST", "flows/{id}/sessions/{sessionId}/payout-method", r#"connect one: {"platform", …}"#),
    (
        "POST",
        "flows/{id}/sessions/{sessionId}/payouts",
        r#"save: {"default_payout_method"?, "auto_payout_enabled"?}"#,
    ),
    ("POST", "flows/{id}/sessions/{sessionId}/identity", r#"documents: {"documents": "pass" | "fail"}"#),
    ("POST", "flows/{id}/sessions/{sessionId}/continue", "go on"),
];

/// Answers; `None` when there is no such path.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    let (flow, session, verb) = match (command.method, path) {
        ("GET", ["flows", flow, "sessions"]) => return Some(list(simulator, flow)),
        ("POST", ["flows", flow, "sessions"]) => (flow, "", Verb::Open),
        ("POST", ["flows", flow, "sessions", session, verb]) => (flow, *session, Verb::find(verb)?),
        _ => return None,
    };
    Some(command.json().and_then(|body| {
        let view = handle::act(simulator, flow, session, verb, &body).map_err(|error| problem(&error))?;
        Ok(serde_json::to_value(view).unwrap_or_default())
    }))
}

fn problem(error: &FlowError) -> Problem {
    let what = match error.kind() {
        FlowErrorKind::Unknown => "GET flows/{id}/sessions lists the sessions; create a flow over the API",
        FlowErrorKind::SignedOut => "POST send-code, then verify with the code from the outbox",
        FlowErrorKind::OtherStep => "the answer to POST sessions says where the flow is",
        FlowErrorKind::Invalid => "GET /_sandbox lists the bodies; they are those of the API",
    };
    Problem::new(error.kind().status(), error.to_string(), what)
}

fn list(simulator: &Simulator, flow: &str) -> Result<Value, Problem> {
    let state = lock(&simulator.state);
    if !state.flows.iter().any(|known| known.id == flow) {
        return Err(Problem::not_found("there is no such flow", "create a flow over the API"));
    }
    let mut sessions: Vec<&Session> =
        state.sessions.values().filter(|session| session.flow_id == flow).collect();
    sessions.sort_by_key(|session| session.opened);
    let show = |session: &&Session| {
        json!({
            "sessionId": session.id,
            "opened": iso(session.opened),
            "awaitsCode": session.awaiting,
            "codeEntered": session.signed_in.is_some(),
        })
    };
    Ok(json!({"sessions": sessions.iter().map(show).collect::<Vec<_>>()}))
}
