//! What answers are made of, and what requests have in common with them. Anything in an answer may be absent unless it is no
//! `Option`.
//!
//! Sources: the official description of the API (`docs/v2.yaml` of `Send-Dots/dots-docs-v2`, 2026-07-16), the page "Create a
//! User" in its older and newer form, and the clients that talked to the API. Where they call one field by two names, both are
//! read.

mod adjustment;
mod cents;
mod compliance;
mod finding;
mod flow;
mod payout;
mod user;

pub use adjustment::{Adjustment1099, MonthlyAmounts, TaxForm};
pub use cents::Cents;
pub use compliance::{
    BackgroundCheck, BackgroundCheckStatus, Compliance, EntityType, Flags, OfacStatus, TaxIdVerification, W9,
};
pub use finding::Finding;
pub use flow::{Flow, FlowPage, StepName};
pub(crate) use payout::excluded;
pub use payout::{AccountType, PaymentMethod, Platform, Rail};
pub use user::{User, UserPage, UserPhone, UserStatus, Wallet};
