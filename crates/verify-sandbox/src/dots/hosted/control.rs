//! Sessions over the control API: the same steps as on the page.

use serde_json::{Value, json};

use super::super::simulator::Simulator;
use super::error::{FlowError, FlowErrorKind};
use super::handle;
use super::session::Session;
use super::verbs::Verb;
use crate::control::route::Described;
use crate::control::{Command, Problem};
use crate::engine::lock;
use crate::engine::moment::iso;

/// Where the session is.
const VIEW: &str = r#"{"sessionId": "s", "screen": "step", "step|null": "manage-payouts", "steps": ["manage-payouts"],
    "completedSteps": ["compliance"], "userId|null": "1c1a4f5e-2222-4222-8222-222222222222",
    "user|null": {"firstName": "Ada", "lastName": "Example", "email": "ada@example.com", "inUs": true},
    "phoneEnding|null": "40", "codesSent": 1,
    "payouts|null": {"methods": [{"rail": "paypal", "description": "PayPal ada@example.com"}], "rails": ["paypal"],
        "defaultPayoutMethod|null": "paypal", "autoPayout|null": true, "requireDefault": false, "requireAutoPayout": false},
    "redirectUrl|null": "https://example.com/done", "hideContinueButton": false, "hideGoToDashboard": false,
    "messages": [{"step": "compliance", "status": "completed"}]}"#;

/// Method, path and what it does.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("flows/{id}/sessions", "who has the page of a flow open").answers(r#"{"sessions": [{"sessionId": "s", "opened": "2026-01-15T12:00:00Z", "awaitsCode": false, "codeEntered": true}]}"#),
    Described::post("flows/{id}/sessions", "open a flow without a browser").answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/person", "introduce somebody, who is sent a code").body(
        r#"{"first_name": "Ada", "last_name": "Example", "email": "ada@example.com", "country_code": "1", "phone_number": "2025550140"}"#,
    ).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/send-code", "send a code").body(r#"{"attempt?": 1}"#).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/verify", "enter the code").body(r#"{"token": "004211"}"#).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/start-over", "go back to the phone number").answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/compliance", "hand in a W-9, or with w8ben a W-8BEN: the body of the API").body(
        r#"{"w9?": {"entity_type": "individual", "first_name": "Ada", "last_name": "Example", "date_of_birth": "1990-01-01",
            "tin": "900700001", "address": {"line_1": "101 Sample Street", "city": "Sacramento", "state": "CA", "country": "US",
            "postcode": "95814"}}}"#,
    ).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/payout-method", "connect one: the body of the API")
        .body(r#"{"platform": "paypal", "email?": "ada@example.com"}"#).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/payouts", "save")
        .body(r#"{"default_payout_method?": "paypal", "auto_payout_enabled?": true}"#).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/identity", "documents that pass, or with fail do not").body(r#"{"documents": "pass"}"#).answers(VIEW),
    Described::post("flows/{id}/sessions/{sessionId}/continue", "go on").answers(VIEW),
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
