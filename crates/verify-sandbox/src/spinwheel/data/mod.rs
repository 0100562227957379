//! Who the sandbox's people are and what they owe. Synthetic throughout.

mod cents;
mod credit_report;
mod debt;
#[cfg(feature = "debtcore")]
mod file;
mod identity;
mod liability;
mod personas;
mod refreshed;
mod summary;
mod user_object;

#[cfg(feature = "debtcore")]
pub(crate) use debt::Debt;
pub(crate) use debt::Kind;
#[cfg(feature = "debtcore")]
pub(crate) use file::File;
pub(crate) use identity::{last_four, verified_profile};
pub(crate) use user_object::{Unmask, View, debt_profile, liabilities, newest_card, report_id, user_object};
