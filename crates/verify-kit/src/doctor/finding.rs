//! What a check came to.

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Ok,
    Warning,
    Problem,
}

impl Level {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// What one check came to. Its text never holds the value of a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    check: &'static str,
    pub(super) level: Level,
    pub(super) says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fix: Option<String>,
    /// Whether it is a matter of credentials.
    pub(super) credentials: bool,
}

impl Finding {
    pub(super) fn ok(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, level: Level::Ok, says: says.into(), fix: None, credentials: false }
    }

    pub(super) fn warning(check: &'static str, says: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { level: Level::Warning, fix: Some(fix.into()), ..Self::ok(check, says) }
    }

    pub(super) fn problem(check: &'static str, says: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { level: Level::Problem, ..Self::warning(check, says, fix) }
    }

    /// Marks it as a matter of credentials, if it is one.
    pub(super) fn of_credentials(self, credentials: bool) -> Self {
        Self { credentials, ..self }
    }
}

/// What the checks of one thing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// A provider's crate, `sandbox` or `callback`.
    pub(super) about: &'static str,
    pub(super) findings: Vec<Finding>,
}
