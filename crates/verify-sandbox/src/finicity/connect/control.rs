//! Sessions over the control API: the same steps as on the page.

use serde_json::{Value, json};

use super::super::simulator::Simulator;
use super::booth;
use super::error::{ConnectError, ConnectErrorKind};
use super::session::Session;
use super::users::sign_in_users;
use super::{institutions, verbs};
use crate::control::route::Described;
use crate::control::{Command, Problem};
use crate::engine::moment::{Moment, iso};

/// What follows a sign-in: accounts, questions, or a failure.
const STEP: &str = r#"{"step": "accounts", "accounts?": [{"id": "5053000001", "name": "Checking", "number": "1111", "type": "checking", "balance": 3104.5, "currency": "USD"}],
    "questions?": [{"text": "What is the name of your first pet?", "kind": "text", "choices": ["one"]}],
    "code?": 103, "message?": "The sign-in is not right."}"#;

const END: &str = r#"{"message": {"type": "done", "data": {"code": 200, "reason": "complete", "reportData|any?": null}}, "redirect|null": "https://example.com/"}"#;

/// Method, path and what it does.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("sessions", "the Connect sessions there were").answers(r#"{"sessions": [{"sessionId": "s", "kind": "full", "customerId": "1005061234", "institutionId|null": 101732, "opened": "2026-01-15T12:00:00Z", "stage": "sign_in", "end|any": null}]}"#),
    Described::post("sessions", "open a link without a browser")
        .body(r#"{"link": "http://127.0.0.1:8700/default/finicity-connect?customerId=1005061234&…"}"#)
        .answers(r#"{"sessionId": "s", "kind": "full", "language": "en", "redirectUri|null": "https://example.com/back", "partnerName": "Sandbox partner", "institution|any": null, "timeoutSeconds": 1200, "end|any": null}"#),
    Described::post("sessions/{id}/search", "search for institutions")
        .body(r#"{"query": "FinBank"}"#)
        .answers(r#"{"institutions": [{"id": 101732, "name": "FinBank", "url": "https://finbank.example", "oauth": false, "fields": [{"id": "101732001", "label": "Banking Userid", "type": "text"}]}]}"#),
    Described::post("sessions/{id}/institution", "choose one")
        .body(r#"{"institutionId": 101732}"#)
        .answers(r#"{"institution": {"id": 101732, "name": "FinBank", "url": "https://finbank.example", "oauth": false, "fields": [{"id": "101732001", "label": "Banking Userid", "type": "text"}]}}"#),
    Described::post(
        "sessions/{id}/sign-in",
        "sign in by the institution's form, or with oauth at its own page",
    )
    .body(r#"{"fields?": {"*101732001": "demo"}, "oauth?": false}"#)
    .answers(STEP),
    Described::post("sessions/{id}/mfa", "answer the questions")
        .body(r#"{"answers": ["Rex"]}"#)
        .answers(STEP),
    Described::post("sessions/{id}/accounts", "add accounts, or repair")
        .body(r#"{"accountIds": ["5053000001"]}"#)
        .answers(r#"{"added": [{"id": "5053000001", "name": "Checking", "number": "1111", "type": "checking", "balance": 3104.5, "currency": "USD", "institutionLoginId": 1007000001}]}"#),
    Described::post("sessions/{id}/remove-accounts", "remove accounts")
        .body(r#"{"accountIds": ["5053000001"]}"#)
        .answers(r#"{"removed": ["5053000001"]}"#),
    Described::post("sessions/{id}/done", "complete the session").answers(END),
    Described::post("sessions/{id}/cancel", "leave it").answers(END),
    Described::post("sessions/{id}/error", "let it fail, by an error or a timeout")
        .body(r#"{"what": "timeout"}"#)
        .answers(END),
    Described::get("institutions", "where one can sign in").answers(r#"{"institutions": [{"id": 101732, "name": "FinBank", "url": "https://finbank.example", "oauth": false, "fields": [{"id": "101732001", "label": "Banking Userid", "type": "text"}], "certified": true}]}"#),
    Described::get("sign-in-users", "who can sign in there, and what happens").answers(r#"{"sign_in_users": [{"username": "demo", "password": "go", "effect": "Three accounts."}]}"#),
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
