//! Where in a body the reading failed, without a word of the body itself.
//!
//! Field names travel in the message of the error while it passes through the structures that were being read, each
//! followed by a separator that occurs in no name. What stands behind the last separator is serde's own text: it may
//! quote a value and is dropped.

use std::fmt;

use serde::de::Error;

const SEPARATOR: char = '\u{1f}';

/// Adds the field's name to an error that comes from below it.
#[cold]
#[inline(never)]
pub fn at<E: Error>(field: impl fmt::Display, error: &impl fmt::Display) -> E {
    E::custom(format_args!("{field}{SEPARATOR}{error}"))
}

/// A place such as `data.creditCards[1].creditCardId`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPath(Box<str>);

impl JsonPath {
    pub(crate) fn new(path: &str) -> Self {
        Self(path.into())
    }

    pub(crate) fn of(error: &serde_json::Error) -> Option<Self> {
        let message = error.to_string();
        let (names, _) = message.rsplit_once(SEPARATOR)?;
        let mut path = String::new();
        for name in names.split(SEPARATOR) {
            if !path.is_empty() && !name.starts_with('[') {
                path.push('.');
            }
            path.push_str(name);
        }
        Some(Self(path.into()))
    }

    /// The place as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
