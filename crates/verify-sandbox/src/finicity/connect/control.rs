//! Sessions over the control API: the same steps as on the page.

use serde_json::{Value, json};

use super::super::simulator::Simulator;
use super::booth;
use super::error::{ConnectError, ConnectErrorKind};
use super::session::Session;
use super::users::sign_in_users;
use super::{institutions, verbs};
use crate::control::{Command, Problem};
use crate::engine::moment::{Moment, iso};

/// Method, path and what it does.
pub(crate) const CONTROL_ROUTES: [(&str, &str, &str); 12] = [
    ("GET", "sessions", "the Connect sessions there were"),
    ("POST", "sessions", r#"open a link without a browser: {"link"}"#),
    ("POST", "sessions/{id}/search", r#"search for institutions: {"query"}"#),
    ("POST", "sessions/{id}/institution", r#"choose one: {"institutionId"}"#),
    ("POST", "sessions/{id}/sign-in", r#"sign in: {"fields": {"<field id>": "…"}} or {"oauth": true}"#),
    ("POST", "sessions/{id}/mfa", r#"answer the questions: {"answers": ["…"]}"#),
    ("POST", "sessions/{id}/accounts", r#"add accounts, or repair: {"accountIds": ["…"]}"#),
    ("POST", "sessions/{id}/remove-accounts", r#"remove accounts: {"accountIds": ["…"]}"#),
    ("POST", "sessions/{id}/done", "complete the session"),
    ("POST", "sessions/{id}/cancel", "leave it"),
    ("POST", "sessions/{id}/error", r#"let it fail: {"what": "error" | "timeout"}"#),
    ("GET", "sign-in-users", "who can sign in there, and what happens"),
];

/// Answers; `None` when there is no such path.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    let now = Moment::of(&simulator.context.clock);
    let body = || command.json();
    let outcome = match (command.method, path) {
        ("GET", ["sessions"]) => return Some(Ok(list(simulator, now))),
        ("GET", ["institutions"]) => return Some(Ok(json!({"institutions": catalogue()}))),
        ("GET", ["sign-in-users"]) => return Some(Ok(json!({"sign_in_users": sign_in_users()}))),
        ("POST", ["sessions"]) => match body() {
            Ok(body) => booth::step(simulator, now, |booth| verbs::open(booth, &body)).0,
            Err(problem) => return Some(Err(problem)),
        },
        ("POST", ["sessions", id, verb]) => match body() {
            Ok(body) => booth::step(simulator, now, |booth| verbs::run(booth, id, verb, &body)).0?,
            Err(problem) => return Some(Err(problem)),
        },
        _ => return None,
    };
    Some(outcome.map_err(|error| problem(&error)))
}

fn problem(error: &ConnectError) -> Problem {
    let what = match error.kind() {
        ConnectErrorKind::Expired | ConnectErrorKind::Used => "make a new link",
        ConnectErrorKind::Unknown => {
            "send the link exactly as it was answered; GET sessions lists the sessions"
        }
        ConnectErrorKind::Ended => "open the link again; GET sessions shows how this session ended",
        ConnectErrorKind::Invalid => "GET sessions shows where this session is, GET /_sandbox the bodies",
    };
    Problem::new(error.kind().status(), error.to_string(), what)
}

fn list(simulator: &Simulator, now: Moment) -> Value {
    let (sessions, _) = booth::step(simulator, now, |booth| {
        booth.end_what_is_over();
        let mut sessions: Vec<&Session> = booth.state.sessions.values().collect();
        sessions.sort_by_key(|session| (session.opened, session.link));
        sessions.into_iter().map(show).collect::<Vec<_>>()
    });
    json!({"sessions": sessions})
}

fn show(session: &Session) -> Value {
    json!({
        "sessionId": session.id,
        "kind": session.order.kind.as_str(),
        "customerId": session.order.customer_id,
        "institutionId": session.institution,
        "opened": iso(session.opened),
        "stage": session.stage_name(),
        "end": session.end(),
    })
}

fn catalogue() -> Vec<Value> {
    let one = |institution: &institutions::Institution| {
        let mut shown = json!(super::views::SupportedInstitution::from(institution));
        shown["certified"] = json!(institution.certified);
        shown
    };
    institutions::all().iter().map(one).collect()
}
