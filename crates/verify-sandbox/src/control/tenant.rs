//! `/_sandbox/tenants/{tenant}/…`.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value, json};
use verify_core::{Clock, SystemClock};

use super::{Answer, Command, Problem, journal, personas, status};
use crate::Message;
use crate::engine::provider::Provider;
use crate::engine::world::{self, World};
use crate::fault::Fault;
use crate::tenant::TenantCore;

/// The longest a request is held open.
const LONGEST_WAIT: u64 = 300;
const DEFAULT_WAIT: u64 = 30;

pub(crate) async fn routes(world: &World, request: &Command<'_>, name: &str, rest: &[&str]) -> Answer {
    if !world::is_tenant_name(name) {
        let message = format!("{name:?} is no tenant's name");
        return Err(Problem::bad(message, "use 1 to 64 characters of a-z, 0-9 and -"));
    }
    let tenant = world.tenant(name);
    tenant.let_personas_act();
    match (request.method, rest) {
        ("GET", ["credentials"]) => Ok(each(&tenant, |provider| provider.credentials())),
        ("GET", ["outbox"]) => outbox(&tenant, request).await,
        ("GET", ["status"]) => Ok(status::show(world, &tenant)),
        (_, ["journal", rest @ ..]) => journal::routes(&tenant, request, rest).await,
        ("GET", ["double-sends"]) => {
            let (found, dropped) = (tenant.outbox.double_sends(), tenant.outbox.dropped_double_sends());
            Ok(json!({"double_sends": plain(&found), "dropped": dropped}))
        }
        (_, ["faults", rest @ ..]) => faults(&tenant, request, rest),
        (_, ["choices", rest @ ..]) => choices(&tenant, request, rest),
        (_, ["webhooks", rest @ ..]) => webhooks(&tenant, request, rest).await,
        (_, ["personas", rest @ ..]) => personas::routes(&tenant, request, rest).await,
        ("POST", ["reset"]) => {
            tenant.reset();
            Ok(json!({}))
        }
        ("GET" | "POST", [provider, path @ ..]) if !path.is_empty() => {
            of_provider(&tenant, request, provider, path)
        }
        _ => Err(Problem::no_route()),
    }
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

fn of_provider(tenant: &TenantCore, request: &Command<'_>, name: &str, path: &[&str]) -> Answer {
    let answer = provider(tenant, name)?.control(path, request);
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

fn faults(tenant: &TenantCore, request: &Command<'_>, rest: &[&str]) -> Answer {
    let faults = &tenant.faults;
    match (request.method, rest) {
        ("GET", []) => Ok(json!({
            "faults": plain(&faults.list()),
            "operations": faults.operations(),
            "tokens": faults.tokens(),
        })),
        ("POST", []) => {
            let operation = faults.operations().first().copied().unwrap_or("*");
            let example =
                format!(r#"send {{"operation": "{operation}", "kind": "accepted_then_lost", "times": 1}}"#);
            let fault: Fault = serde_json::from_value(request.json()?)
                .map_err(|error| Problem::bad(format!("this is no fault: {error}"), example.as_str()))?;
            let guard = faults.arm(fault).map_err(|error| Problem::bad(error.to_string(), example))?;
            Ok(json!({"id": guard.keep()}))
        }
        ("DELETE", []) => {
            faults.clear();
            Ok(json!({}))
        }
        ("DELETE", [id]) if id.parse().is_ok_and(|id| faults.remove(id)) => Ok(json!({})),
        ("DELETE", [_]) => {
            Err(Problem::not_found("there is no such fault", "GET the faults for their numbers"))
        }
        _ => Err(Problem::no_route()),
    }
}

fn choices(tenant: &TenantCore, request: &Command<'_>, rest: &[&str]) -> Answer {
    match (request.method, rest) {
        ("GET", []) => Ok(each(tenant, |provider| provider.choices())),
        ("GET", [name]) => Ok(provider(tenant, name)?.choices()),
        ("PUT", [name]) => {
            let provider = provider(tenant, name)?;
            let mut merged = provider.choices();
            merge(&mut merged, request.json()?);
            let what = "GET the same address for the choices there are";
            provider.set_choices(merged).map_err(|message| Problem::bad(message, what))?;
            Ok(provider.choices())
        }
        _ => Err(Problem::no_route()),
    }
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

async fn webhooks(tenant: &TenantCore, request: &Command<'_>, rest: &[&str]) -> Answer {
    let webhooks = &tenant.webhooks;
    match (request.method, rest) {
        ("GET", []) => Ok(json!({"webhooks": plain(&webhooks.registrations())})),
        ("POST", []) => register(tenant, &request.json()?),
        ("DELETE", [id]) if id.parse().is_ok_and(|id| webhooks.unregister(id)) => Ok(json!({})),
        ("DELETE", [_]) => {
            Err(Problem::not_found("there is no such webhook", "GET the webhooks for their numbers"))
        }
        ("GET", ["deliveries"]) => {
            let complete = long_poll(request, webhooks.wait(request.query.number("wait", 0)?)).await?;
            let (acknowledged, dropped) = (webhooks.acknowledged(), webhooks.dropped());
            let deliveries = plain(&webhooks.deliveries());
            Ok(json!({
                "deliveries": deliveries, "acknowledged": acknowledged, "dropped": dropped, "timed_out": !complete,
            }))
        }
        ("POST", ["deliveries", id, "resend"]) => {
            let what = "GET the deliveries for their numbers";
            let id = id.parse().map_err(|_| Problem::bad(format!("{id:?} is no number"), what))?;
            webhooks.resend(id).map_err(|error| Problem::not_found(error.to_string(), what))?;
            Ok(json!({}))
        }
        _ => Err(Problem::no_route()),
    }
}

fn register(tenant: &TenantCore, body: &Value) -> Answer {
    let example =
        r#"send {"event": "*", "url": "http://127.0.0.1:8080/hook", "headers": {"x-shared": "value"}}"#;
    let url = body["url"].as_str().ok_or_else(|| Problem::bad("url is missing", example))?;
    let event = body
        .get("event")
        .map_or(Some("*"), Value::as_str)
        .ok_or_else(|| Problem::bad("event is no text", example))?;
    let mut headers = Vec::new();
    for (name, value) in body["headers"].as_object().into_iter().flatten() {
        let value =
            value.as_str().ok_or_else(|| Problem::bad(format!("the header {name} is no text"), example))?;
        headers.push((name.as_str(), value));
    }
    let registered = tenant.webhooks.register(event, url, &headers);
    let id = registered.map_err(|error| Problem::bad(error.to_string(), example))?;
    Ok(json!({"id": id}))
}
