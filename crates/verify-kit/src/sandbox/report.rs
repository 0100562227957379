//! What a sandbox has seen until its end.

use std::fmt;

use serde::Serialize;
use verify_sandbox::{DoubleSend, Sandbox};

use crate::exit::Failure;

/// Counts of all tenants, and each message too many.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    calls: u64,
    messages: usize,
    double_sends: Vec<Double>,
}

#[derive(Debug, Serialize)]
struct Double {
    tenant: String,
    #[serde(flatten)]
    sent: DoubleSend,
}

impl Report {
    pub(super) fn of(sandbox: &Sandbox) -> Self {
        let tenants = sandbox.tenants();
        let doubles = |tenant: &verify_sandbox::Tenant| {
            let name = tenant.name().to_owned();
            tenant.double_sends().into_iter().map(move |sent| Double { tenant: name.clone(), sent })
        };
        Self {
            calls: tenants.iter().map(|tenant| tenant.journal().total_requests()).sum(),
            messages: tenants.iter().map(|tenant| tenant.outbox().len()).sum(),
            double_sends: tenants.iter().flat_map(doubles).collect(),
        }
    }

    /// Fails where a message was sent twice.
    pub(super) fn no_double_sends(&self) -> Result<(), Failure> {
        let messages = match self.double_sends.len() {
            0 => return Ok(()),
            1 => "1 message was".to_owned(),
            count => format!("{count} messages were"),
        };
        let lines: Vec<String> = self.double_sends.iter().map(Double::line).collect();
        Err(Failure::failed(format!("{messages} sent twice for one request"))
            .reason(lines.join("\n"))
            .next("do not repeat a call that sends something unless it certainly never left"))
    }
}

impl Double {
    fn line(&self) -> String {
        let DoubleSend { first, second, operation, to, .. } = &self.sent;
        let to = masked(to);
        format!(
            "  tenant {}: {operation} sent message {second} to {to}, which message {first} had said already",
            self.tenant
        )
    }
}

/// Enough to recognise a recipient, in a log that others read.
fn masked(recipient: &str) -> String {
    let kept = recipient.chars().count().saturating_sub(4);
    format!("…{}", recipient.chars().skip(kept).collect::<String>())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, messages, double_sends } = self;
        write!(
            f,
            "The sandbox saw {calls} calls and sent {messages} messages, {} of them twice.",
            double_sends.len()
        )
    }
}
