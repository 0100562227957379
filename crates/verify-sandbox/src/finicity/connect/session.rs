//! What is known about a session.

use std::time::{Duration, SystemTime};

use super::super::state::Account;
use super::link::LinkOrder;
use super::views::{End, Question};
use crate::webhooks::event::Lane;

/// A person on the page. It ends by being completed, cancelled or failed, or when nothing was done for too long.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// The number of its link.
    pub(super) link: usize,
    pub(super) order: LinkOrder,
    pub(super) opened: SystemTime,
    /// On the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(super) last_action: Duration,
    pub(super) institution: Option<u64>,
    pub(super) stage: Stage,
    /// Accounts were added, or a sign-in repaired.
    pub(super) succeeded: bool,
    /// Keeps its webhooks in order.
    #[serde(skip)]
    pub(super) lane: Lane,
}

/// Where the person is.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) enum Stage {
    /// In front of the search or the form.
    SignIn,
    /// Asked for more.
    Challenge {
        username: String,
        questions: Vec<Question>,
    },
    /// In front of the accounts that were found.
    Review(Review),
    Ended(#[serde(with = "saved_end")] End),
}

/// What was found after a sign-in.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Review {
    pub(super) username: String,
    /// Whether a second factor was asked for.
    pub(super) mfa: bool,
    pub(super) login_id: u64,
    pub(super) accounts: Vec<Account>,
}

/// An end as a saved state has it: its own JSON is the message to the embedding page.
mod saved_end {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::finicity::connect::views::{End, EndKind, Report};

    const REASONS: [&str; 4] = ["complete", "exit", "timeout", "error"];

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Saved {
        kind: EndKind,
        code: u32,
        reason: String,
        reports: Vec<Report>,
        redirect: Option<String>,
        list: bool,
    }

    pub(super) fn serialize<S: Serializer>(end: &End, serializer: S) -> Result<S::Ok, S::Error> {
        let End { kind, code, reason, reports, redirect, list } = end.clone();
        Saved { kind, code, reason: reason.to_owned(), reports, redirect, list }.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<End, D::Error> {
        let Saved { kind, code, reason, reports, redirect, list } = Saved::deserialize(deserializer)?;
        let reason = REASONS.into_iter().find(|known| *known == reason);
        let reason = reason.ok_or_else(|| D::Error::custom("a session ended for an unknown reason"))?;
        Ok(End { kind, code, reason, reports, redirect, list })
    }
}

impl Session {
    pub(super) fn end(&self) -> Option<&End> {
        match &self.stage {
            Stage::Ended(end) => Some(end),
            _ => None,
        }
    }

    pub(super) fn stage_name(&self) -> &'static str {
        match &self.stage {
            Stage::SignIn => "sign_in",
            Stage::Challenge { .. } => "mfa",
            Stage::Review(_) => "accounts",
            Stage::Ended(_) => "ended",
        }
    }
}
