//! `/_sandbox/tenants/{tenant}/…`: credentials, outbox, choices, and what the providers add.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value, json};
use verify_core::{Clock, SystemClock};

use super::route::{Described, Param, Row, Run, takes};
use super::{Answer, Command, Problem, table};
use crate::Message;
use crate::engine::provider::Provider;
use crate::engine::world::{self, World};
use crate::tenant::TenantCore;

/// The longest a request is held open.
const LONGEST_WAIT: u64 = 300;
const DEFAULT_WAIT: u64 = 30;

/// What a tenant has of its own beside what has a file of its own.
pub(super) const ROUTES: &[Row] = &[
    (
        Described::get("/tenants/{tenant}/credentials", "base URLs and synthetic keys of each provider")
            .answers(r#"{"*spinwheel": {"*base_url": "http://127.0.0.1:8700/default/spinwheel"}}"#),
        Run::Tenant(|tenant, _| Ok(each(tenant, |provider| provider.credentials()))),
    ),
    (
        Described::get("/tenants/{tenant}/outbox", "messages; waits for a number of them")
            .query(&[
                takes("since", "0", "those after the message with this id"),
                takes("wait", "1", "answer when so many were sent in all"),
                TIMEOUT,
            ])
            .answers(
                r#"{"messages": [{"id": 1, "at": "2026-01-15T12:00:00Z", "channel": "sms", "operation": "spinwheel.connect_sms",
                    "to": "+12025550140", "text": "Your code is 004211.", "code|null": "004211", "link|null": "https://example.com/"}],
                    "cursor": 1, "count": 1, "dropped": 0, "timed_out": false}"#,
            ),
        Run::Waits(|tenant, request| Box::pin(outbox(tenant, request))),
    ),
];

pub(super) const TIMEOUT: Param =
    takes("timeout_seconds", "30", "wait no longer than that, in real time; 30 by default, 300 at most");

pub(super) const CHOICES: &[Row] = &[
    (
        Described::get("/tenants/{tenant}/choices", "what the sandbox decides where documents are silent")
            .answers(r#"{"*spinwheel": {"*connect_status|any": 201}}"#),
        Run::Tenant(|tenant, _| Ok(each(tenant, |provider| provider.choices()))),
    ),
    (
        Described::get("/tenants/{tenant}/choices/{provider}", "the same of one provider")
            .answers(r#"{"*connect_status|any": 201}"#),
        Run::Tenant(|tenant, request| Ok(provider(tenant, request.param("provider"))?.choices())),
    ),
    (
        Described::put("/tenants/{tenant}/choices/{provider}", "change some of them; the others stay")
            .body(r#"{"*connect_status|any": 200}"#)
            .answers(r#"{"*connect_status|any": 201}"#),
        Run::Tenant(choose),
    ),
];

/// The tenant of a path, brought into being by it.
pub(super) fn of_path(world: &World, name: &str) -> Result<Arc<TenantCore>, Problem> {
    if world::is_tenant_name(name) {
        let tenant = world.tenant(name);
        tenant.let_personas_act();
        return Ok(tenant);
    }
    let message = format!("{name:?} is no tenant's name");
    Err(Problem::bad(message, "use 1 to 64 characters of a-z, 0-9 and -"))
}

pub(super) fn plain(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn each(tenant: &TenantCore, show: impl Fn(&dyn Provider) -> Value) -> Value {
    let shown = |provider: &Arc<dyn Provider>| (provider.name().to_owned(), show(provider.as_ref()));
    tenant.providers.all().iter().map(shown).collect::<Map<_, _>>().into()
}

fn provider(tenant: &TenantCore, name: &str) -> Result<Arc<dyn Provider>, Problem> {
    let all = tenant.providers.all();
    let known: Vec<_> = all.iter().map(|provider| provider.name()).collect();
    let found = all.into_iter().find(|provider| provider.name() == name);
    found.ok_or_else(|| {
        Problem::not_found(
            format!("there is no provider {name:?}"),
            format!("use one of: {}", known.join(", ")),
        )
    })
}

/// A provider's own part: what its table describes, and nothing else.
pub(super) fn of_provider(
    world: &World,
    request: &Command<'_>,
    (tenant, name): (&str, &str),
    path: &[&str],
) -> Answer {
    let tenant = of_path(world, tenant)?;
    let provider = provider(&tenant, name)?;
    let joined = path.join("/");
    let mut routes = table::of_providers().filter(|(own, _)| *own == name);
    let is_described = routes.any(|(_, route)| route.fits(request.method, &joined).is_some());
    let answer = if is_described { provider.control(path, request) } else { None };
    answer.unwrap_or_else(|| Err(Problem::no_route()))
}

/// Waits in real time: the sandbox's clock may stand still.
pub(super) async fn long_poll(request: &Command<'_>, wait: impl Future) -> Result<bool, Problem> {
    let seconds = request.query.number("timeout_seconds", DEFAULT_WAIT)?.min(LONGEST_WAIT);
    Ok(tokio::select! {
        biased;
        _ = wait => true,
        () = SystemClock.timeout(Duration::from_secs(seconds)) => false,
    })
}

async fn outbox(tenant: &Arc<TenantCore>, request: &Command<'_>) -> Answer {
    let count = request.query.number("wait", 0)?;
    let complete = long_poll(request, tenant.outbox.wait(count)).await?;
    let messages = tenant.outbox.since(request.query.number("since", 0)?);
    let cursor = tenant.outbox.messages().last().map_or(0, |message| message.id);
    let shown: Vec<_> = messages.iter().map(show_message).collect();
    let (count, dropped) = (tenant.outbox.len(), tenant.outbox.dropped());
    Ok(json!({
        "messages": shown, "cursor": cursor, "count": count, "dropped": dropped, "timed_out": !complete,
    }))
}

fn show_message(message: &Message) -> Value {
    let mut shown = plain(message);
    if let Some(map) = shown.as_object_mut() {
        map.insert("code".to_owned(), json!(message.code()));
        map.insert("link".to_owned(), json!(message.link()));
    }
    shown
}

fn choose(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    let provider = provider(tenant, request.param("provider"))?;
    let mut merged = provider.choices();
    merge(&mut merged, request.json()?);
    let what = "GET the same address for the choices there are";
    provider.set_choices(merged).map_err(|message| Problem::bad(message, what))?;
    Ok(provider.choices())
}

/// What is given replaces what was there; objects are merged.
fn merge(into: &mut Value, given: Value) {
    match (into, given) {
        (Value::Object(into), Value::Object(given)) => {
            for (key, value) in given {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, given) => *into = given,
    }
}
