//! `/_sandbox/tenants/{tenant}/state` and `reset`.

use std::sync::Arc;

use serde_json::json;

use super::route::{Described, Row, Run};
use super::{Answer, Command, Problem};
use crate::state::{State, StateError};
use crate::tenant::TenantCore;

/// The parts are not described: what reads them is the sandbox.
const STATE: &str = r#"{"format": "verify-sandbox-state", "version": 1, "tenant": "default", "seed": 0,
    "base_url": "http://127.0.0.1:8700/default", "clock|any": {}, "faults|any": {}, "outbox|any": {}, "journal|any": {},
    "webhooks|any": {}, "personas|any": {}, "providers": {"*spinwheel|any": {}}}"#;

pub(super) const PATH: &str = "/tenants/{tenant}/state";

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get(PATH, "everything the tenant knows, as one document").answers(STATE),
        Run::Tenant(|tenant, _| Ok(tenant.export().to_value())),
    ),
    (
        Described::put(PATH, "go on where a document was exported; all of it or, with an error, nothing")
            .body(STATE),
        Run::Handle(import),
    ),
    (
        Described::post(
            "/tenants/{tenant}/reset",
            "forget everything of this tenant: as after the start with this seed",
        ),
        Run::Tenant(|tenant, _| {
            tenant.reset();
            Ok(json!({}))
        }),
    ),
];

fn import(tenant: &Arc<TenantCore>, request: &Command<'_>) -> Answer {
    let problem = |error: StateError| Problem::bad(error.message(), error.what_to_do());
    let state = State::of_value(request.json()?).map_err(problem)?;
    tenant.import(&state).map_err(problem)?;
    Ok(json!({}))
}
