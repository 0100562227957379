//! Refreshes of single liabilities.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::choices::{SpinwheelChoices, TimeForm};
use super::data::Kind;
use super::state::{Progress, User};
use crate::engine::moment::{Moment, iso, millis};

/// The documented capability.
pub(crate) const STATEMENT_SUMMARY: &str = "STATEMENT_SUMMARY";

/// What can be refreshed, and where the user object says whether it can be. The first is documented, the names of the
/// others are made from the user object's.
pub(crate) const CAPABILITIES: [(&str, &str); 4] = [
    (STATEMENT_SUMMARY, "statementSummary"),
    ("REALTIME_BALANCE", "realtimeBalance"),
    ("PAYOFF_SUMMARY", "payoffSummary"),
    ("LIABILITY_GROUP_PAYOFF_QUOTE", "liabilityGroupPayoffQuote"),
];

/// One request, one `extRequestId`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Refresh {
    pub(crate) ext_request_id: String,
    pub(crate) transactions: Vec<Transaction>,
}

/// The refresh of one liability.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Transaction {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) liability_id: String,
    /// As on the wire.
    pub(crate) capabilities: Vec<String>,
    pub(crate) started: Moment,
    /// `None`: never.
    #[serde(with = "crate::state::time::optional")]
    pub(crate) ready: Option<Duration>,
    pub(crate) ready_wall: SystemTime,
    pub(crate) fails: bool,
    /// When the liability can be refreshed again.
    pub(crate) next: Moment,
    /// The same once the refresh has failed.
    pub(crate) next_when_failed: Moment,
}

impl Transaction {
    /// Derived from the time alone.
    pub(crate) fn progress(&self, now: Duration) -> Progress {
        match self.ready {
            Some(ready) if ready <= now && self.fails => Progress::Failed,
            Some(ready) if ready <= now => Progress::Done,
            _ => Progress::Running,
        }
    }

    /// Whether it keeps the liability from being refreshed again.
    fn holds(&self, now: Duration) -> bool {
        self.progress(now) != Progress::Failed && now < self.next.mono
    }

    pub(crate) fn shown(&self, progress: Progress, choices: &SpinwheelChoices) -> Value {
        let status = match progress {
            Progress::Running => "IN_PROGRESS",
            Progress::Done => "COMPLETED",
            Progress::Failed => "FAILED",
        };
        let next = if progress == Progress::Failed { self.next_when_failed } else { self.next };
        let next = match choices.next_eligible_refresh_on {
            TimeForm::EpochMilliseconds => json!(millis(next.wall)),
            TimeForm::IsoText => json!(iso(next.wall)),
        };
        json!({
            "refreshTransactionStatus": status,
            "refreshTransactionId": self.id,
            self.kind.id(): self.liability_id,
            "nextEligibleRefreshOn": next,
        })
    }
}

impl User {
    /// All of them, oldest first.
    pub(crate) fn transactions(&self) -> impl DoubleEndedIterator<Item = &Transaction> {
        self.refreshes.iter().flat_map(|refresh| &refresh.transactions)
    }

    /// The refresh that keeps this capability of a liability from being refreshed again.
    pub(crate) fn exhausts(
        &self,
        liability_id: &str,
        capability: &str,
        now: Duration,
    ) -> Option<&Transaction> {
        let about = |transaction: &&Transaction| {
            transaction.liability_id == liability_id
                && transaction.capabilities.iter().any(|own| own == capability)
        };
        self.transactions().filter(about).find(|transaction| transaction.holds(now))
    }
}
