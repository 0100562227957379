//! The counts at the end: those of what was sent are all the sandbox's.

use serde::Serialize;
use verify_sandbox::{Channel, Tenant};

use super::leaks::Findings;

/// What the sandbox has seen. The client is not asked: it could be wrong about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// The crates whose journeys were played.
    pub providers: Vec<&'static str>,
    /// Requests in the journals.
    pub calls: u64,
    /// Text messages and e-mails in the outboxes.
    pub messages: u64,
    /// The e-mails among them.
    pub emails: u64,
    /// Messages sent twice for the same request.
    pub double_sends: u64,
    /// Webhook deliveries that the receiver has acknowledged, which it does after checking them.
    pub webhooks_verified: u64,
    /// Places in which a value of a person or a secret shows that should not.
    pub leaks: u64,
    /// Values that were looked for, each in many forms.
    pub values: u64,
    /// Traces, `Debug` forms, errors and explanations in which they were looked for.
    pub texts: u64,
    /// Scenes whose journal is not what they announced.
    pub failures: u64,
}

impl Summary {
    /// Counts what happened to these tenants. `failures` comes from holding the journals against what the scenes
    /// announced.
    pub fn count(tenants: &[Tenant], providers: Vec<&'static str>, failures: u64) -> Self {
        let sum = |count: fn(&Tenant) -> u64| tenants.iter().map(count).sum();
        Self {
            providers,
            calls: sum(|tenant| tenant.journal().total_requests()),
            messages: sum(|tenant| length(tenant.outbox().len())),
            emails: sum(|tenant| length(emails(tenant))),
            double_sends: sum(|tenant| length(tenant.double_sends().len())),
            webhooks_verified: sum(|tenant| tenant.webhooks().acknowledged()),
            leaks: 0,
            values: 0,
            texts: 0,
            failures,
        }
    }

    /// Adds what the search for leaks has found.
    pub(crate) fn with(self, findings: &Findings) -> Self {
        let Findings { leaks, values, texts, .. } = findings;
        Self { leaks: length(leaks.len()), values: *values, texts: *texts, ..self }
    }

    /// Whether nothing failed, nothing was sent twice and nothing leaked.
    pub fn is_clean(&self) -> bool {
        self.failures == 0 && self.double_sends == 0 && self.leaks == 0
    }
}

fn emails(tenant: &Tenant) -> usize {
    tenant.outbox().messages().iter().filter(|message| message.channel == Channel::Email).count()
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
