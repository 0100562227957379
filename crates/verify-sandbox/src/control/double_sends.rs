//! Messages that were sent twice: of the whole sandbox, and of a tenant.

use serde_json::{Value, json};

use super::Answer;
use super::route::{Described, Row, Run};
use super::tenant::plain;
use crate::engine::world::World;
use crate::tenant::TenantCore;

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get("/double-sends", "messages sent twice for one request, of all tenants; no reset forgets them")
            .answers(
                r#"{"total": 1, "double_sends": [{"tenant": "default", "first": 1, "second": 2, "at": "2026-01-15T12:00:00Z",
                    "operation": "spinwheel.connect_sms", "to": "+12025550140"}], "dropped": 0}"#,
            ),
        Run::Sandbox(|world, _| Ok(all(world))),
    ),
    (
        Described::get("/tenants/{tenant}/double-sends", "messages sent twice for one request, since the last reset").answers(
            r#"{"double_sends": [{"first": 1, "second": 2, "at": "2026-01-15T12:00:00Z",
                "operation": "spinwheel.connect_sms", "to": "+12025550140"}], "dropped": 0}"#,
        ),
        Run::Tenant(|tenant, _| of_tenant(tenant)),
    ),
];

fn all(world: &World) -> Value {
    let (found, dropped) = world.double_sends.all();
    json!({"total": found.len() as u64 + dropped, "double_sends": plain(&found), "dropped": dropped})
}

// What a row of the table takes.
#[allow(clippy::unnecessary_wraps)]
fn of_tenant(tenant: &TenantCore) -> Answer {
    let (found, dropped) = (tenant.outbox.double_sends(), tenant.outbox.dropped_double_sends());
    Ok(json!({"double_sends": plain(&found), "dropped": dropped}))
}
