//! Why a document is not imported.

use std::fmt;

/// Why a state was not read or not imported. Nothing was changed. The text says what is wrong and what to do, and repeats nothing
/// of the document's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateError {
    message: String,
    what_to_do: &'static str,
}

const EXPORT_AGAIN: &str = "export it again";

impl StateError {
    fn new(message: impl Into<String>, what_to_do: &'static str) -> Self {
        Self { message: message.into(), what_to_do }
    }

    pub(super) fn no_json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::new(format!("this is no JSON from line {line}, column {column} on"), EXPORT_AGAIN)
    }

    pub(super) fn other_format() -> Self {
        Self::new("this is no state of the sandbox", "give what an export has written")
    }

    pub(super) fn other_version(version: u64, known: u64) -> Self {
        let message = format!("the state has version {version}; this sandbox reads version {known}");
        Self::new(message, "export it with the version of the sandbox that is to read it")
    }

    pub(super) fn other_seed(seed: u64, own: u64) -> Self {
        let message = format!("the state is of a sandbox with seed {seed}; this one has seed {own}");
        Self::new(message, "start the sandbox with the seed of the state")
    }

    pub(super) fn unknown_provider(name: &str) -> Self {
        let message = format!("the state is of a sandbox with the provider {name:?}, which this one has not");
        Self::new(message, "build the sandbox with the same features")
    }

    pub(super) fn missing_provider(name: &str) -> Self {
        let message = format!("the state says nothing of the provider {name:?}");
        Self::new(message, "export it from a sandbox with the same features")
    }

    pub(super) fn damaged(part: &str, what: &str) -> Self {
        Self::new(format!("the state is damaged, at {part}: {what}"), EXPORT_AGAIN)
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn what_to_do(&self) -> &str {
        self.what_to_do
    }
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.what_to_do)
    }
}

impl std::error::Error for StateError {}

/// What serde says, without the value it stumbled over.
pub(crate) fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let quotes = ["invalid type", "invalid value", "invalid length", "unknown variant", "unknown field"];
    if !quotes.iter().any(|start| text.starts_with(start)) {
        return text;
    }
    let what = quotes.iter().find(|start| text.starts_with(**start)).copied().unwrap_or_default();
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("{what}, expected {expected}"),
        None => what.to_owned(),
    }
}
