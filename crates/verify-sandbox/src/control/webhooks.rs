//! `/_sandbox/tenants/{tenant}/webhooks`.

use serde_json::{Value, json};

use super::route::{Described, Row, Run, takes};
use super::tenant::{long_poll, plain};
use super::{Answer, Command, Problem};
use crate::tenant::TenantCore;

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get("/tenants/{tenant}/webhooks", "registered addresses").answers(
            r#"{"webhooks": [{"id": 1, "events|any": "all", "url": "http://127.0.0.1:8080/hook", "headers": [["x-shared", "example"]]}]}"#,
        ),
        Run::Tenant(|tenant, _| Ok(json!({"webhooks": plain(&tenant.webhooks.registrations())}))),
    ),
    (
        Described::post("/tenants/{tenant}/webhooks", "register an address for an event, or for all")
            .body(r#"{"event?": "*", "url": "http://127.0.0.1:8080/hook", "headers?": {"*x-shared": "example"}}"#)
            .answers(r#"{"id": 1}"#),
        Run::Tenant(|tenant, request| register(tenant, &request.json()?)),
    ),
    (Described::delete("/tenants/{tenant}/webhooks/{id}", "take an address back"), Run::Tenant(unregister)),
    (
        Described::get("/tenants/{tenant}/webhooks/deliveries", "the delivery log; waits for a number of attempts")
            .query(&[
                takes("wait", "1", "answer when so many attempts have ended"),
                takes("timeout_seconds", "30", "wait no longer than that, in real time; 30 by default, 300 at most"),
            ])
            .answers(
                r#"{"deliveries": [{"id": 1, "registration|null": 1, "event": "USER_LIABILITIES_CONNECTED",
                    "url": "http://127.0.0.1:8080/hook", "attempt": 1, "at": "2026-01-15T12:00:00Z",
                    "headers": [["x-shared", "example"]], "body": "{}", "status|null": 200, "error|null": "connect: refused",
                    "acknowledged": true}],
                    "acknowledged": 1, "dropped": 0, "timed_out": false}"#,
            ),
        Run::Waits(|tenant, request| Box::pin(deliveries(tenant, request))),
    ),
    (
        Described::post("/tenants/{tenant}/webhooks/deliveries/{id}/resend", "send one again"),
        Run::Tenant(resend),
    ),
];

fn unregister(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    if request.param("id").parse().is_ok_and(|id| tenant.webhooks.unregister(id)) {
        return Ok(json!({}));
    }
    Err(Problem::not_found("there is no such webhook", "GET the webhooks for their numbers"))
}

async fn deliveries(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    let webhooks = &tenant.webhooks;
    let complete = long_poll(request, webhooks.wait(request.query.number("wait", 0)?)).await?;
    let (acknowledged, dropped) = (webhooks.acknowledged(), webhooks.dropped());
    let deliveries = plain(&webhooks.deliveries());
    Ok(json!({
        "deliveries": deliveries, "acknowledged": acknowledged, "dropped": dropped, "timed_out": !complete,
    }))
}

fn resend(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    let (id, what) = (request.param("id"), "GET the deliveries for their numbers");
    let id = id.parse().map_err(|_| Problem::bad(format!("{id:?} is no number"), what))?;
    tenant.webhooks.resend(id).map_err(|error| Problem::not_found(error.to_string(), what))?;
    Ok(json!({}))
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
