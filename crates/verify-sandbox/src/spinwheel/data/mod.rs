//! Who the sandbox's people are and what they owe. Synthetic throughout.

mod cents;
mod credit_report;
mod debt;
mod liability;
mod personas;
mod summary;
mod user_object;

pub(crate) use user_object::{Unmask, user_object, verified_profile};
