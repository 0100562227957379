//! `/_sandbox/tenants/{tenant}/journal`.

use serde_json::{Value, json};

use super::route::{Described, Row, Run, takes};
use super::tenant::{long_poll, plain};
use super::{Answer, Command};
use crate::tenant::TenantCore;
use crate::{Entry, JOURNAL_CAPACITY};

const PATH: &str = "/tenants/{tenant}/journal";

pub(super) const ROUTES: &[Row] = &[
    (
        Described::get(
            PATH,
            "requests, answers and why; with since, those that finished after that place, waiting for one",
        )
        .query(&[
            takes("operation", "spinwheel.connect_sms", "only of this operation"),
            takes("since", "0", "only what has finished after this place"),
            takes("limit", "100", "with since: so many at most"),
            takes("timeout_seconds", "30", "with since: wait so long for one, in real time, 300 at most"),
        ])
        .answers(
            r#"{"entries": [{"id": 1, "at": "2026-01-15T12:00:00Z", "tenant": "default", "provider|null": "spinwheel",
                "operation|null": "spinwheel.connect_sms", "method": "POST", "path": "/v1/users/connect/sms", "host|null": "standard",
                "headers": [["content-type", "application/json"]], "body": "{}", "unread_fields": ["audit.note"], "connection": 1,
                "persona?": 1,
                "outcome|any": {"answered": 201}, "why": "A code was sent.", "injected|null": "cut body on * (hit 1)",
                "choices": ["connect_status"], "finished|null": 1, "changed_choices": ["connect_status"]}],
                "cursor": 1, "requests": 1, "total_requests": 1, "dropped": 0}"#,
        ),
        Run::Waits(|tenant, request| Box::pin(read(tenant, request))),
    ),
    (
        Described::delete(PATH, "forget the journal"),
        Run::Tenant(|tenant, _| {
            tenant.journal.clear();
            Ok(json!({}))
        }),
    ),
];

async fn read(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    if request.query.get("since").is_some() {
        finished(tenant, request).await
    } else {
        Ok(all(tenant, request))
    }
}

/// Also what is still being worked on, in the order of arrival.
fn all(tenant: &TenantCore, request: &Command<'_>) -> Value {
    let wanted = request.query.get("operation");
    let fits = fits(wanted);
    let entries: Vec<_> = tenant.journal.entries().into_iter().filter(|entry| fits(entry)).collect();
    show(tenant, wanted, &entries, tenant.journal.finished())
}

/// What has finished since, in the order of finishing; waits for something where a time is given.
async fn finished(tenant: &TenantCore, request: &Command<'_>) -> Answer {
    let wanted = request.query.get("operation");
    let since = request.query.number("since", 0)?;
    let limit = request.query.number("limit", JOURNAL_CAPACITY)?;
    if request.query.get("timeout_seconds").is_some() {
        long_poll(request, tenant.journal.wait_finished(since, fits(wanted))).await?;
    }
    let entries = tenant.journal.finished_since(since, limit, fits(wanted));
    let cursor = entries.last().and_then(|entry| entry.finished).unwrap_or(since);
    Ok(show(tenant, wanted, &entries, cursor))
}

fn fits(wanted: Option<&str>) -> impl Fn(&Entry) -> bool {
    move |entry| wanted.is_none_or(|wanted| entry.operation == Some(wanted))
}

fn show(tenant: &TenantCore, wanted: Option<&str>, entries: &[Entry], cursor: u64) -> Value {
    let total = tenant.journal.total_requests();
    let requests = wanted.map_or(total, |name| tenant.journal.requests(name));
    let dropped = tenant.journal.dropped();
    json!({
        "entries": plain(&entries), "cursor": cursor, "requests": requests, "total_requests": total, "dropped": dropped,
    })
}
