//! What is known about a session.

use std::time::{Duration, SystemTime};

use super::super::state::Account;
use super::link::LinkOrder;
use super::views::{End, Question};
use crate::webhooks::event::Lane;

/// A person on the page. It ends by being completed, cancelled or failed, or when nothing was done for too long.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// The number of its link.
    pub(super) link: usize,
    pub(super) order: LinkOrder,
    pub(super) opened: SystemTime,
    /// On the monotonic clock.
    pub(super) last_action: Duration,
    pub(super) institution: Option<u64>,
    pub(super) stage: Stage,
    /// Accounts were added, or a sign-in repaired.
    pub(super) succeeded: bool,
    /// Keeps its webhooks in order.
    pub(super) lane: Lane,
}

/// Where the person is.
#[derive(Debug)]
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
    Ended(End),
}

/// What was found after a sign-in.
#[derive(Debug, Clone)]
pub(super) struct Review {
    pub(super) username: String,
    /// Whether a second factor was asked for.
    pub(super) mfa: bool,
    pub(super) login_id: u64,
    pub(super) accounts: Vec<Account>,
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
