//! `GET /_sandbox`: what there is.

use serde_json::{Value, json};

use super::personas;
use crate::engine::world::World;
use crate::{limits, providers};

/// Method, path, what it does.
const ROUTES: &[(&str, &str, &str)] = &[
    ("GET", "/_sandbox", "this index"),
    ("GET", "/_sandbox/health", "200 while the sandbox runs"),
    ("GET", "/_sandbox/clock", "the sandbox's time and whether it stands still"),
    ("POST", "/_sandbox/clock/freeze", "stop the clock"),
    ("POST", "/_sandbox/clock/resume", "let the clock run"),
    ("POST", "/_sandbox/clock/advance?seconds=", "move the clock forward"),
    ("GET", "/_sandbox/tenants", "the tenants used so far; any name of [a-z0-9-] is one"),
    ("GET", "/_sandbox/tenants/{tenant}/credentials", "base URLs and synthetic keys of each provider"),
    (
        "GET",
        "/_sandbox/tenants/{tenant}/outbox?since=&wait=&timeout_seconds=",
        "messages; wait for a number of them",
    ),
    ("GET", "/_sandbox/tenants/{tenant}/status", "counts of everything, in one answer"),
    (
        "GET",
        "/_sandbox/tenants/{tenant}/journal?operation=&since=&limit=&timeout_seconds=",
        "requests, answers and why; with since, those that finished after that place, waiting for one",
    ),
    ("DELETE", "/_sandbox/tenants/{tenant}/journal", "forget the journal"),
    ("GET", "/_sandbox/tenants/{tenant}/double-sends", "messages sent twice for one request"),
    ("GET", "/_sandbox/tenants/{tenant}/faults", "armed faults, and the operations and tokens there are"),
    ("POST", "/_sandbox/tenants/{tenant}/faults", r#"arm: {"operation", "kind", "times"?}"#),
    ("DELETE", "/_sandbox/tenants/{tenant}/faults[/{id}]", "take all or one back"),
    (
        "GET",
        "/_sandbox/tenants/{tenant}/choices[/{provider}]",
        "what the sandbox decides where documents are silent",
    ),
    ("PUT", "/_sandbox/tenants/{tenant}/choices/{provider}", "change some of them"),
    ("GET", "/_sandbox/tenants/{tenant}/webhooks", "registered addresses"),
    ("POST", "/_sandbox/tenants/{tenant}/webhooks", r#"register: {"event", "url", "headers"?: {}}"#),
    ("DELETE", "/_sandbox/tenants/{tenant}/webhooks/{id}", "take an address back"),
    ("GET", "/_sandbox/tenants/{tenant}/webhooks/deliveries?wait=&timeout_seconds=", "the delivery log"),
    ("POST", "/_sandbox/tenants/{tenant}/webhooks/deliveries/{id}/resend", "send one again"),
    ("POST", "/_sandbox/tenants/{tenant}/reset", "forget everything of this tenant"),
];

pub(crate) fn index(world: &World) -> Value {
    let row = |method: &str, path: &str, what: &str| json!({"method": method, "path": path, "what": what});
    let mut routes: Vec<_> = ROUTES.iter().map(|(method, path, what)| row(method, path, what)).collect();
    let below = |rest: &str| format!("/_sandbox/tenants/{{tenant}}/personas{rest}");
    routes.extend(personas::ROUTES.iter().map(|(method, rest, what)| row(method, &below(rest), what)));
    for (provider, own) in providers::CONTROL_ROUTES {
        let path = |rest: &str| format!("/_sandbox/tenants/{{tenant}}/{provider}/{rest}");
        routes.extend(own.iter().map(|(method, rest, what)| row(method, &path(rest), what)));
    }
    json!({
        "what": "A simulation with synthetic data, not affiliated with the providers.",
        "base_url": world.base_url(),
        "limits": limits(),
        "routes": routes,
    })
}

fn limits() -> Value {
    json!({
        "body_bytes": limits::BODY_LIMIT,
        "head_bytes": limits::HEAD_LIMIT,
        "read_seconds": limits::READ_TIMEOUT.as_secs(),
        "journal_entries": limits::JOURNAL_CAPACITY,
        "outbox_messages": limits::OUTBOX_CAPACITY,
        "webhook_deliveries": limits::DELIVERY_CAPACITY,
        "personas": limits::PERSONA_CAPACITY,
        "acts_of_a_persona": limits::ACT_CAPACITY,
        "bytes_of_each_of_these": limits::LOG_BYTES,
    })
}
