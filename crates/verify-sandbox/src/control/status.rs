//! `GET /_sandbox/tenants/{tenant}/status`: how much of everything there is.

use serde_json::{Map, Value, json};

use super::clock;
use super::route::{Described, Row, Run};
use crate::Channel;
use crate::engine::provider::Provider;
use crate::engine::world::World;
use crate::tenant::TenantCore;

pub(super) const ROUTES: &[Row] = &[(
    Described::get("/tenants/{tenant}/status", "counts of everything, in one answer").answers(
        r#"{"base_url": "http://127.0.0.1:8700", "tenant": "default",
            "clock": {"now": "2026-01-15T12:00:00Z", "epoch_ms": 1768478400000, "frozen": true},
            "providers": {"*spinwheel": {"calls": 0, "choices_changed": {"*connect_status|any": 200}}}, "calls": 0,
            "messages": {"total": 0, "sms": 0, "email": 0, "voice": 0}, "double_sends": 0,
            "webhooks": {"registered": 0, "deliveries": 0, "acknowledged": 0}, "faults": {"armed": 0, "spent": 0}}"#,
    ),
    Run::Both(|world, tenant, _| Ok(show(world, tenant))),
)];

fn show(world: &World, tenant: &TenantCore) -> Value {
    let providers = tenant.providers.all();
    let shown = |provider: &dyn Provider| (provider.name().to_owned(), of_provider(tenant, provider));
    let providers: Map<_, _> = providers.iter().map(|provider| shown(provider.as_ref())).collect();
    let faults = tenant.faults.list();
    let spent = faults.iter().filter(|fault| fault.is_spent()).count();
    json!({
        "base_url": world.base_url(),
        "tenant": tenant.name,
        "clock": clock::show(world),
        "providers": providers,
        "calls": tenant.journal.total_requests(),
        "messages": messages(tenant),
        "double_sends": tenant.outbox.double_sends().len(),
        "webhooks": {
            "registered": tenant.webhooks.registrations().len(),
            "deliveries": tenant.webhooks.deliveries().len(),
            "acknowledged": tenant.webhooks.acknowledged(),
        },
        "faults": {"armed": faults.len() - spent, "spent": spent},
    })
}

fn messages(tenant: &TenantCore) -> Value {
    let messages = tenant.outbox.messages();
    let by = |channel| messages.iter().filter(|message| message.channel == channel).count();
    json!({
        "total": messages.len(),
        "sms": by(Channel::Sms),
        "email": by(Channel::Email),
        "voice": by(Channel::Voice),
    })
}

fn of_provider(tenant: &TenantCore, provider: &dyn Provider) -> Value {
    let names = provider.operations().iter().map(|operation| operation.name);
    let calls: u64 = names.map(|name| tenant.journal.requests(name)).sum();
    json!({"calls": calls, "choices_changed": changed(tenant, provider)})
}

/// The choices that are not what they were at first: each with its value.
fn changed(tenant: &TenantCore, provider: &dyn Provider) -> Value {
    let default = tenant.default_choices.get(provider.name());
    let differs = |name: &str, value: &Value| default.and_then(|default| default.get(name)) != Some(value);
    match provider.choices() {
        Value::Object(now) => now.into_iter().filter(|(name, value)| differs(name, value)).collect(),
        _ => json!({}),
    }
}
