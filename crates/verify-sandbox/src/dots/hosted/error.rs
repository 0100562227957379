//! A step of the page that was refused.

use std::fmt;

use serde_json::{Value, json};

use super::super::dialect::Trouble;

/// Why the page refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlowErrorKind {
    /// There is no such flow or session, or its user is gone.
    Unknown,
    /// Nobody is signed in, or no longer: a code has to be asked for.
    SignedOut,
    /// The flow is at another step.
    OtherStep,
    /// What was entered is not right.
    Invalid,
}

impl FlowErrorKind {
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Unknown => 404,
            Self::SignedOut => 401,
            Self::OtherStep => 409,
            Self::Invalid => 422,
        }
    }

    /// As in `error.what`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::SignedOut => "signed_out",
            Self::OtherStep => "other_step",
            Self::Invalid => "invalid",
        }
    }
}

/// A step of the page that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowError {
    kind: FlowErrorKind,
    message: String,
    code: Option<&'static str>,
}

impl FlowError {
    pub(super) fn new(kind: FlowErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), code: None }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(FlowErrorKind::Invalid, message)
    }

    pub(super) fn unknown(message: impl Into<String>) -> Self {
        Self::new(FlowErrorKind::Unknown, message)
    }

    /// Why it was refused.
    pub fn kind(&self) -> FlowErrorKind {
        self.kind
    }

    /// The documented code that a call of the API would have been refused with, such as `invalid-phone-number-voip`.
    pub fn code(&self) -> Option<&'static str> {
        self.code
    }

    /// `{"error": {"message", "what", "code"}}`.
    pub(super) fn body(&self) -> Value {
        json!({"error": {"message": self.message, "what": self.kind.as_str(), "code": self.code}})
    }
}

impl From<Trouble> for FlowError {
    fn from(trouble: Trouble) -> Self {
        let kind = match trouble.code {
            Some("no_such_resource") => FlowErrorKind::Unknown,
            _ => FlowErrorKind::Invalid,
        };
        Self { kind, message: trouble.message, code: trouble.code }
    }
}

impl fmt::Display for FlowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FlowError {}
