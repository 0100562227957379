//! Values that are checked when they are made and redacted when they are printed.

mod amount;
mod date_of_birth;
mod free_form;
mod id;
mod iso8601;
mod phone;
mod pii;
mod text;
mod timestamp;

use std::fmt;

pub use amount::Amount;
pub use date_of_birth::DateOfBirth;
pub use free_form::FreeForm;
pub use phone::PhoneNumber;
pub use pii::Pii;
pub use text::{Email, OtpCode, Ssn};
pub use timestamp::Timestamp;

/// A value that does not have the form it needs. Says which value and which rule, never what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidValue {
    what: &'static str,
    rule: &'static str,
}

impl InvalidValue {
    /// `what` names the value ("phone number"), `rule` what it must be ("must start with + and …").
    pub const fn new(what: &'static str, rule: &'static str) -> Self {
        Self { what, rule }
    }

    /// Which value it is about, for instance `phone number`.
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// The rule that was broken.
    pub fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.rule)
    }
}

impl std::error::Error for InvalidValue {}
