//! What a Connect session refuses.

use std::fmt;

use serde_json::{Value, json};

use super::views::End;

/// Why a link was not opened, or a step not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectErrorKind {
    /// The link has expired.
    Expired,
    /// The link was for one use, and a session of it was completed.
    Used,
    /// No such link, or it was changed; no such session.
    Unknown,
    /// The session has ended: completed, cancelled, failed or timed out.
    Ended,
    /// The step is not possible here, or not with this input.
    Invalid,
}

impl ConnectErrorKind {
    /// The HTTP status on the page's host.
    pub fn status(self) -> u16 {
        match self {
            Self::Expired | Self::Used | Self::Ended => 410,
            Self::Unknown => 404,
            Self::Invalid => 422,
        }
    }

    /// As in `error.what`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Used => "used",
            Self::Unknown => "unknown",
            Self::Ended => "ended",
            Self::Invalid => "invalid",
        }
    }
}

/// A link or a step that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectError {
    kind: ConnectErrorKind,
    message: String,
    end: Option<Box<End>>,
}

impl ConnectError {
    pub(super) fn new(kind: ConnectErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), end: None }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ConnectErrorKind::Invalid, message)
    }

    pub(super) fn ended(end: &End) -> Self {
        let message = format!("the session has ended: {}, code {}", end.reason, end.code);
        Self { end: Some(Box::new(end.clone())), ..Self::new(ConnectErrorKind::Ended, message) }
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> ConnectErrorKind {
        self.kind
    }

    /// How the session ended, when it has.
    pub fn end(&self) -> Option<&End> {
        self.end.as_deref()
    }

    /// `{"error": {"message", "what"}}`, and `end` when the session has ended.
    pub(super) fn body(&self) -> Value {
        let mut body = json!({"error": {"message": self.message, "what": self.kind.as_str()}});
        if let Some(end) = &self.end {
            body["end"] = json!(end);
        }
        body
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConnectError {}
