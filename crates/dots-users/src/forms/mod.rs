//! What a person tells about themselves for taxes: address, W-9, W-8BEN.

mod address;
mod w8ben;
mod w9;

pub use address::Address;
pub use w8ben::{Signature, TaxTreaty, TreatyIncome, W8BenForm};
pub use w9::{Ein, W9Form};
