//! `/_sandbox/tenants/{tenant}/faults`.

use serde_json::json;

use super::route::{Described, Row, Run};
use super::tenant::plain;
use super::{Answer, Command, Problem};
use crate::fault::Fault;
use crate::tenant::TenantCore;

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get("/tenants/{tenant}/faults", "armed faults, and the operations and tokens there are").answers(
            r#"{"faults": [{"id": 1, "operation": "spinwheel.connect_sms", "kind|any": "accepted_then_lost", "times?": 1, "hits": 0}],
                "operations": ["spinwheel.connect_sms"], "tokens": {"*spinwheel": ["INVALID_NUMBER"]}}"#,
        ),
        Run::Tenant(|tenant, _| {
            let faults = &tenant.faults;
            let (list, operations, tokens) = (plain(&faults.list()), faults.operations(), faults.tokens());
            Ok(json!({"faults": list, "operations": operations, "tokens": tokens}))
        }),
    ),
    (
        Described::post("/tenants/{tenant}/faults", "arm a fault; without times it strikes until it is taken back")
            .body(r#"{"operation": "*", "kind|any": "accepted_then_lost", "times?": 1}"#)
            .answers(r#"{"id": 1}"#),
        Run::Tenant(arm),
    ),
    (
        Described::delete("/tenants/{tenant}/faults", "take all faults back"),
        Run::Tenant(|tenant, _| {
            tenant.faults.clear();
            Ok(json!({}))
        }),
    ),
    (Described::delete("/tenants/{tenant}/faults/{id}", "take one fault back"), Run::Tenant(take_back)),
];

fn arm(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    let faults = &tenant.faults;
    let operation = faults.operations().first().copied().unwrap_or("*");
    let example = format!(r#"send {{"operation": "{operation}", "kind": "accepted_then_lost", "times": 1}}"#);
    let fault: Fault = serde_json::from_value(request.json()?)
        .map_err(|error| Problem::bad(format!("this is no fault: {error}"), example.as_str()))?;
    let guard = faults.arm(fault).map_err(|error| Problem::bad(error.to_string(), example))?;
    Ok(json!({"id": guard.keep()}))
}

fn take_back(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    if request.param("id").parse().is_ok_and(|id| tenant.faults.remove(id)) {
        return Ok(json!({}));
    }
    Err(Problem::not_found("there is no such fault", "GET the faults for their numbers"))
}
