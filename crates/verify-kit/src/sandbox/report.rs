//! What a sandbox has seen until its end.

use std::fmt;

use serde::Serialize;
use verify_sandbox::{DoubleSend, Sandbox, TenantDoubleSend};

use crate::exit::Failure;

/// Counts of all tenants, and each message too many.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    calls: u64,
    messages: usize,
    double_sends: Vec<TenantDoubleSend>,
    /// Also those that are no longer kept.
    #[serde(skip)]
    total: u64,
}

impl Report {
    /// Counts of calls and messages are those since a tenant's last reset; what was sent twice is everything.
    pub(super) fn of(sandbox: &Sandbox) -> Self {
        let tenants = sandbox.tenants();
        Self {
            calls: tenants.iter().map(|tenant| tenant.journal().total_requests()).sum(),
            messages: tenants.iter().map(|tenant| tenant.outbox().len()).sum(),
            double_sends: sandbox.double_sends(),
            total: sandbox.double_sends_total(),
        }
    }

    /// Fails where a message was sent twice.
    pub(super) fn no_double_sends(&self) -> Result<(), Failure> {
        let messages = match self.total {
            0 => return Ok(()),
            1 => "1 message was".to_owned(),
            count => format!("{count} messages were"),
        };
        let lines: Vec<String> = self.double_sends.iter().map(line).collect();
        Err(Failure::failed(format!("{messages} sent twice for one request"))
            .reason(lines.join("\n"))
            .next("do not repeat a call that sends something unless it certainly never left"))
    }
}

fn line(twice: &TenantDoubleSend) -> String {
    let TenantDoubleSend { tenant, double_send, .. } = twice;
    let DoubleSend { first, second, operation, to, .. } = double_send;
    let to = masked(to);
    format!(
        "  tenant {tenant}: {operation} sent message {second} to {to}, which message {first} had said already"
    )
}

/// Enough to recognise a recipient, in a log that others read.
fn masked(recipient: &str) -> String {
    let kept = recipient.chars().count().saturating_sub(4);
    format!("…{}", recipient.chars().skip(kept).collect::<String>())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, messages, total, .. } = self;
        write!(f, "The sandbox saw {calls} calls and sent {messages} messages, {total} of them twice.")
    }
}
