//! What a scene announces, held against what the sandbox has written down.

use verify_sandbox::{Channel, Message, Outcome, Tenant};

use super::story::Seen;

/// The books of one scene. They begin with what happens after [`Ledger::open`].
#[derive(Debug)]
pub(crate) struct Ledger {
    tenant: Tenant,
    first_entry: u64,
    last_message: u64,
    webhooks_before: u64,
    calls: Vec<(&'static str, Outcome)>,
    texts: u64,
    emails: u64,
    webhooks: u64,
}

impl Ledger {
    pub(crate) fn open(tenant: &Tenant) -> Self {
        Self {
            tenant: tenant.clone(),
            first_entry: tenant.journal().last().map_or(0, |entry| entry.id) + 1,
            last_message: tenant.outbox().messages().last().map_or(0, |message| message.id),
            webhooks_before: tenant.webhooks().acknowledged(),
            calls: Vec::new(),
            texts: 0,
            emails: 0,
            webhooks: 0,
        }
    }

    pub(crate) fn expect_call(&mut self, operation: &'static str, outcome: Outcome) {
        self.calls.push((operation, outcome));
    }

    pub(crate) fn expect_text(&mut self) {
        self.texts += 1;
    }

    pub(crate) fn expect_email(&mut self) {
        self.emails += 1;
    }

    pub(crate) fn expect_webhooks(&mut self, count: usize) {
        self.webhooks += length(count);
    }

    /// The reader's own person may be refused: then that is what the last call is about.
    pub(crate) fn accept_refusal(&mut self) {
        let actual = self.recorded().pop();
        if let (Some((_, announced)), Some((_, Outcome::Answered(status @ 400..=499)))) =
            (self.calls.last_mut(), actual)
        {
            *announced = Outcome::Answered(status);
        }
    }

    /// What the sandbox counts in this scene.
    pub(crate) fn seen(&self) -> Seen {
        let messages = self.sent();
        Seen {
            calls: length(self.recorded().len()),
            messages: length(messages.len()),
            emails: length(messages.iter().filter(|message| message.channel == Channel::Email).count()),
            webhooks: self.acknowledged(),
        }
    }

    /// Everything that differs, in words; empty when the scene went as announced.
    pub(crate) fn differences(&self) -> Vec<String> {
        let recorded = self.recorded();
        let mut differences: Vec<String> = Vec::new();
        for index in 0..self.calls.len().max(recorded.len()) {
            match (self.calls.get(index), recorded.get(index)) {
                (Some(announced), Some(actual)) if is_same(announced, actual) => {}
                (Some((name, outcome)), Some((actual, ended))) => {
                    differences.push(format!("announced {name} ({outcome}), seen {actual} ({ended})"));
                }
                (Some((name, outcome)), None) => {
                    differences.push(format!("announced {name} ({outcome}), not seen"));
                }
                (None, Some((actual, ended))) => {
                    differences.push(format!("not announced: {actual} ({ended})"));
                }
                (None, None) => {}
            }
        }
        let seen = self.seen();
        let counts = [
            ("text messages", self.texts, seen.messages - seen.emails),
            ("e-mails", self.emails, seen.emails),
            ("webhooks", self.webhooks, seen.webhooks),
        ];
        let wrong = counts.into_iter().filter(|(_, announced, seen)| announced != seen);
        differences.extend(
            wrong.map(|(what, announced, seen)| format!("{announced} {what} announced, {seen} seen")),
        );
        differences
    }

    fn recorded(&self) -> Vec<(String, Outcome)> {
        let entries =
            self.tenant.journal().entries().into_iter().filter(|entry| entry.id >= self.first_entry);
        entries.map(|entry| (entry.operation.unwrap_or("unknown path").to_owned(), entry.outcome)).collect()
    }

    fn sent(&self) -> Vec<Message> {
        self.tenant.outbox().since(self.last_message)
    }

    fn acknowledged(&self) -> u64 {
        self.tenant.webhooks().acknowledged().saturating_sub(self.webhooks_before)
    }
}

fn is_same(announced: &(&'static str, Outcome), actual: &(String, Outcome)) -> bool {
    announced.0 == actual.0 && announced.1 == actual.1
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use verify_sandbox::{Outcome, Sandbox};

    use super::Ledger;

    #[tokio::test]
    async fn what_was_announced_and_did_not_happen_is_a_difference() {
        let sandbox = Sandbox::start().await.unwrap();
        let mut ledger = Ledger::open(&sandbox.default_tenant());
        assert!(ledger.differences().is_empty());
        ledger.expect_call("spinwheel.connect_sms", Outcome::Answered(201));
        ledger.expect_text();
        ledger.expect_email();
        ledger.expect_webhooks(2);
        let expected = [
            "announced spinwheel.connect_sms (201), not seen",
            "1 text messages announced, 0 seen",
            "1 e-mails announced, 0 seen",
            "2 webhooks announced, 0 seen",
        ];
        assert_eq!(ledger.differences(), expected);
    }
}
