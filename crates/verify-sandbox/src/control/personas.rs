//! `/_sandbox/tenants/{tenant}/personas`: the same that [`Personas`](crate::Personas) does.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::tenant::{long_poll, plain};
use super::{Answer, Command, Problem};
use crate::tenant::TenantCore;
use crate::{Behaviour, Persona, PersonaError, PersonaHandle, Personas, Typed};

const EXAMPLE: &str = r#"send {"phone": "+12025550140", "as": ["wrong-then-right", "returns-later"], "returns_after_seconds": 600}"#;
const NUMBERS: &str = "GET the personas for their numbers";

/// Method, path below `personas`, what it does.
pub(super) const ROUTES: &[(&str, &str, &str)] = &[
    ("GET", "", "the made-up people who act by themselves on what is sent to them"),
    ("POST", "", r#"add one: {"phone"?, "email"?, "as"?: ["late"], "returns_after_seconds"?}"#),
    ("DELETE", "[/{id}]", "take all or one away"),
    ("GET", "/{id}", "one of them"),
    ("GET", "/{id}/acts", "what it has done so far, with the sandbox's time"),
    (
        "POST",
        "/{id}/code?timeout_seconds=",
        "what it types next: waits until it does, or says that it never will",
    ),
    #[cfg(feature = "spinwheel")]
    (
        "POST",
        "/{id}/answers?timeout_seconds=",
        r#"what it answers to KBA questions: {"questions": ["<id>"]}"#,
    ),
    ("POST", "/{id}/open", r#"hand it a link that was not sent: {"link"}"#),
];

pub(super) async fn routes(tenant: &Arc<TenantCore>, request: &Command<'_>, rest: &[&str]) -> Answer {
    let personas = Personas(Arc::clone(tenant));
    match (request.method, rest) {
        ("GET", []) => Ok(json!({"personas": plain(&personas.list())})),
        ("POST", []) => add(&personas, request),
        ("DELETE", []) => {
            personas.clear();
            Ok(json!({}))
        }
        ("DELETE", [id]) => {
            find(&personas, id)?.remove();
            Ok(json!({}))
        }
        ("GET", [id]) => Ok(plain(&find(&personas, id)?.summary())),
        ("GET", [id, "acts"]) => acts(&find(&personas, id)?),
        ("POST", [id, "code"]) => code(&find(&personas, id)?, request).await,
        #[cfg(feature = "spinwheel")]
        ("POST", [id, "answers"]) => answers(&find(&personas, id)?, request).await,
        ("POST", [id, "open"]) => open(&find(&personas, id)?, request),
        _ => Err(Problem::no_route()),
    }
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

fn find(personas: &Personas, id: &str) -> Result<PersonaHandle, Problem> {
    let found = id.parse().ok().and_then(|id| personas.get(id));
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

async fn code(persona: &PersonaHandle, request: &Command<'_>) -> Answer {
    let mut typed = None;
    long_poll(request, async { typed = Some(persona.types_code().await) }).await?;
    Ok(match typed {
        Some(Typed::Code(code)) => json!({"outcome": "code", "code": code}),
        Some(Typed::Never) => json!({"outcome": "never"}),
        None => json!({"outcome": "nothing_yet"}),
    })
}

#[cfg(feature = "spinwheel")]
async fn answers(persona: &PersonaHandle, request: &Command<'_>) -> Answer {
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
