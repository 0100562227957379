//! `/_sandbox/tenants/{tenant}/journal`.

use serde_json::{Value, json};

use super::tenant::{long_poll, plain};
use super::{Answer, Command, Problem};
use crate::tenant::TenantCore;
use crate::{Entry, JOURNAL_CAPACITY};

pub(super) async fn routes(tenant: &TenantCore, request: &Command<'_>, rest: &[&str]) -> Answer {
    match (request.method, rest) {
        ("GET", []) if request.query.get("since").is_some() => finished(tenant, request).await,
        ("GET", []) => Ok(all(tenant, request)),
        ("DELETE", []) => {
            tenant.journal.clear();
            Ok(json!({}))
        }
        _ => Err(Problem::no_route()),
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
