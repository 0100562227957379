//! `/_sandbox/tenants/{tenant}/personas`: the same that [`Personas`](crate::Personas) does.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::route::{Described, Row, Run};
use super::tenant::{TIMEOUT, long_poll, plain};
use super::{Answer, Command, Problem};
use crate::tenant::TenantCore;
use crate::{Behaviour, Persona, PersonaError, PersonaHandle, Personas, Typed};

const EXAMPLE: &str = r#"send {"phone": "+12025550140", "as": ["wrong-then-right", "returns-later"], "returns_after_seconds": 600}"#;
const NUMBERS: &str = "GET the personas for their numbers";

const ALL: &str = "/tenants/{tenant}/personas";
const ONE: &str = "/tenants/{tenant}/personas/{id}";

const ACTS: &str = r#"{"acts": [{"at": "2026-01-15T12:00:00Z", "act": "received", "what": "Gets a message with a code.",
    "message?": 1, "status?": 200, "device?": 1}], "dropped": 0}"#;

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get(ALL, "the made-up people who act by themselves on what is sent to them").answers(
            r#"{"personas": [{"id": 1, "phone|null": "+12025550140", "email|null": "riley@example.com", "as": ["returns-later"],
                "returns_after_seconds?": 600, "acts": 0, "next|null": "2026-01-15T12:10:00Z"}]}"#,
        ),
        Run::Handle(|tenant, _| Ok(json!({"personas": plain(&all(tenant).list())}))),
    ),
    (
        Described::post(ALL, "add one, with a number, an address or both")
            .body(
                r#"{"phone?": "+12025550140", "email?": "riley@example.com", "as?": ["wrong-then-right"],
                    "returns_after_seconds?": 600}"#,
            )
            .answers(r#"{"id": 1}"#),
        Run::Handle(|tenant, request| add(&all(tenant), request)),
    ),
    (
        Described::delete(ALL, "take all away"),
        Run::Handle(|tenant, _| {
            all(tenant).clear();
            Ok(json!({}))
        }),
    ),
    (
        Described::delete(ONE, "take one away"),
        Run::Handle(|tenant, request| {
            find(tenant, request)?.remove();
            Ok(json!({}))
        }),
    ),
    (
        Described::get(ONE, "one of them").answers(
            r#"{"id": 1, "phone|null": "+12025550140", "email|null": "riley@example.com", "as": ["returns-later"],
                "returns_after_seconds?": 600, "acts": 0, "next|null": "2026-01-15T12:10:00Z"}"#,
        ),
        Run::Handle(|tenant, request| Ok(plain(&find(tenant, request)?.summary()))),
    ),
    (
        Described::get("/tenants/{tenant}/personas/{id}/acts", "what it has done so far, with the sandbox's time")
            .answers(ACTS),
        Run::Handle(|tenant, request| acts(&find(tenant, request)?)),
    ),
    (
        Described::post(
            "/tenants/{tenant}/personas/{id}/code",
            "what it types next: waits until it does, or says that it never will",
        )
        .query(&[TIMEOUT])
        .answers(r#"{"outcome": "code", "code?": "004211"}"#),
        Run::Waits(|tenant, request| Box::pin(code(tenant, request))),
    ),
    #[cfg(feature = "spinwheel")]
    (
        Described::post("/tenants/{tenant}/personas/{id}/answers", "what it answers to KBA questions with these ids")
            .query(&[TIMEOUT])
            .body(r#"{"questions": ["0f8fad5b-d9cb-469f-a165-70867728950e"]}"#)
            .answers(
                r#"{"outcome": "answers", "answers?": [{"questionId": "0f8fad5b-d9cb-469f-a165-70867728950e",
                    "answerId": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "text": "None of these"}]}"#,
            ),
        Run::Waits(|tenant, request| Box::pin(answers(tenant, request))),
    ),
    (
        Described::post("/tenants/{tenant}/personas/{id}/open", "hand it a link that was not sent")
            .body(r#"{"link": "http://127.0.0.1:8700/default/dots-flow/flow/0190d7e1-1111-4111-8111-111111111111"}"#)
            .answers(ACTS),
        Run::Handle(|tenant, request| open(&find(tenant, request)?, request)),
    ),
];

fn all(tenant: &Arc<TenantCore>) -> Personas {
    Personas(Arc::clone(tenant))
}

fn problem(error: PersonaError) -> Problem {
    let (status, what) = match error {
        PersonaError::Gone => (404, NUMBERS),
        PersonaError::Taken => (409, "take the other one away, or use another number"),
        PersonaError::TooMany => (409, "take some away: DELETE the personas, or reset the tenant"),
        PersonaError::LeadsElsewhere => (400, "send a link of this tenant exactly as it was answered"),
        PersonaError::UnknownQuestions => {
            (400, r#"send {"questions": […]} with the ids of all questions that were asked"#)
        }
        PersonaError::Contradiction | PersonaError::Unreachable => (400, EXAMPLE),
    };
    Problem::new(status, error.to_string(), what)
}

/// The one in the path.
fn find(tenant: &Arc<TenantCore>, request: &Command<'_>) -> Result<PersonaHandle, Problem> {
    let id = request.param("id").parse().ok();
    let found = id.and_then(|id| all(tenant).get(id));
    found.ok_or_else(|| problem(PersonaError::Gone))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    phone: Option<String>,
    email: Option<String>,
    #[serde(default, rename = "as")]
    behaviours: Vec<Behaviour>,
    returns_after_seconds: Option<u64>,
}

fn add(personas: &Personas, request: &Command<'_>) -> Answer {
    let wanted: Wanted = serde_json::from_value(request.json()?)
        .map_err(|error| Problem::bad(format!("this is no persona: {error}"), EXAMPLE))?;
    let unreachable = || problem(PersonaError::Unreachable);
    let mut places = wanted.phone.iter().chain(&wanted.email);
    let first = places.next().ok_or_else(unreachable)?;
    let mut persona = places.fold(Persona::of(first), |persona, place| persona.with(place));
    // An address in place of the number, or the other way round.
    if persona.phone().is_some() != wanted.phone.is_some()
        || persona.email().is_some() != wanted.email.is_some()
    {
        return Err(unreachable());
    }
    for behaviour in wanted.behaviours {
        persona = persona.behaves(behaviour);
    }
    if let Some(seconds) = wanted.returns_after_seconds {
        persona = persona.returns_after(Duration::from_secs(seconds));
    }
    let added = personas.add(persona).map_err(problem)?;
    Ok(json!({"id": added.id()}))
}

fn acts(persona: &PersonaHandle) -> Answer {
    let (acts, dropped) = persona.acts_and_dropped().ok_or_else(|| problem(PersonaError::Gone))?;
    Ok(json!({"acts": plain(&acts), "dropped": dropped}))
}

async fn code(tenant: &Arc<TenantCore>, request: &Command<'_>) -> Answer {
    let persona = find(tenant, request)?;
    let mut typed = None;
    long_poll(request, async { typed = Some(persona.types_code().await) }).await?;
    Ok(match typed {
        Some(Typed::Code(code)) => json!({"outcome": "code", "code": code}),
        Some(Typed::Never) => json!({"outcome": "never"}),
        None => json!({"outcome": "nothing_yet"}),
    })
}

#[cfg(feature = "spinwheel")]
async fn answers(tenant: &Arc<TenantCore>, request: &Command<'_>) -> Answer {
    let persona = find(tenant, request)?;
    let body = request.json()?;
    let ids = body["questions"].as_array().into_iter().flatten();
    let ids: Option<Vec<_>> = ids.map(|id| id.as_str().map(str::to_owned)).collect();
    let ids = ids.ok_or_else(|| problem(PersonaError::UnknownQuestions))?;
    let mut answered = None;
    long_poll(request, async { answered = Some(persona.answers(ids).await) }).await?;
    Ok(match answered.transpose().map_err(problem)? {
        Some(crate::Answered::Answers(answers)) => json!({"outcome": "answers", "answers": plain(&answers)}),
        Some(crate::Answered::Never) => json!({"outcome": "never"}),
        None => json!({"outcome": "nothing_yet"}),
    })
}

fn open(persona: &PersonaHandle, request: &Command<'_>) -> Answer {
    let body = request.json()?;
    let missing = || Problem::bad("link is missing", r#"send {"link": "http://127.0.0.1:…"}"#);
    persona.opens(body["link"].as_str().ok_or_else(missing)?).map_err(problem)?;
    acts(persona)
}
