//! `GET /_sandbox`: what there is.

use serde_json::{Value, json};

use super::route::{Described, Param, Row, Run};
use super::table;
use crate::engine::world::World;
use crate::limits;

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get("", "this index").answers(
            r#"{"what": "A simulation.", "base_url": "http://127.0.0.1:8700", "limits": {"*body_bytes": 1048576},
                "routes": [{"method": "GET", "path": "/_sandbox", "what": "this index"}]}"#,
        ),
        Run::Sandbox(|world, _| Ok(index(world))),
    ),
    (
        Described::get("/health", "200 while the sandbox runs").answers(r#"{"status": "ok"}"#),
        Run::Sandbox(|_, _| Ok(json!({"status": "ok"}))),
    ),
    (
        Described::get("/tenants", "the tenants used so far; any name of [a-z0-9-] is one")
            .answers(r#"{"tenants": ["default"]}"#),
        Run::Sandbox(|world, _| Ok(json!({"tenants": world.tenant_names()}))),
    ),
];

fn index(world: &World) -> Value {
    let row = |(path, _, described): (String, _, &Described)| {
        let what = match described.body {
            Some(body) if body.len() < 120 => format!("{}: {body}", described.what),
            _ => described.what.to_owned(),
        };
        json!({"method": described.method, "path": path + &query(described.query), "what": what})
    };
    json!({
        "what": "A simulation with synthetic data, not affiliated with the providers.",
        "base_url": world.base_url(),
        "limits": limits(),
        "routes": table::all().map(row).collect::<Vec<_>>(),
    })
}

/// `?since=&wait=`
fn query(params: &[Param]) -> String {
    let names: Vec<_> = params.iter().map(|param| format!("{}=", param.name)).collect();
    if names.is_empty() { String::new() } else { format!("?{}", names.join("&")) }
}

fn limits() -> Value {
    json!({
        "body_bytes": limits::BODY_LIMIT,
        "state_bytes": limits::STATE_LIMIT,
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
