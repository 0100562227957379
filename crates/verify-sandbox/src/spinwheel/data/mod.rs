//! Who the sandbox's people are and what they owe. Synthetic throughout.

mod cents;
mod credit_report;
mod debt;
mod identity;
mod liability;
mod personas;
mod refreshed;
mod summary;
mod user_object;

pub(crate) use debt::Kind;
pub(crate) use identity::{last_four, verified_profile};
pub(crate) use user_object::{Unmask, View, debt_profile, liabilities, newest_card, report_id, user_object};
