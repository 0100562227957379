//! Reading what a provider answered: tolerant where the meaning allows it, precise about the place where it does not.
//!
//! Three rules, the same for each provider. A scalar is read from whatever scalar stands there (a number may come as
//! text). What cannot be read counts as absent, unless it is `required`. A list of `essential` things (debts, accounts)
//! that is no list is an error, because "nothing" would be the wrong answer; `null` in a list is skipped.

mod lenient;
mod open_enum;
mod path;
mod structure;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use lenient::{Field, Lenient, Scalar, required};
pub(crate) use path::JsonPath;
pub use path::at;
pub use structure::{KeySeed, read_field};

/// An answer of a provider, read to its end.
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// Puts an answer together, for tests of a decoder.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into() }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The bytes of the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON.
    pub fn json<T: Lenient>(&self) -> Result<T, Unreadable> {
        let text = std::str::from_utf8(&self.body).map_err(|_| Unreadable(None))?;
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = required(&mut reader).map_err(|error| Unreadable::from_json(&error))?;
        reader.end().map_err(|error| Unreadable::from_json(&error))?;
        Ok(value)
    }

    pub(crate) fn into_body(self) -> Bytes {
        self.body
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A body that does not say what it has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub(crate) Option<JsonPath>);

impl Unreadable {
    /// The place that could not be read, made of the names of our own fields.
    pub fn at(path: &str) -> Self {
        Self(Some(JsonPath::new(path)))
    }

    /// The place that could not be read, if it is known.
    pub fn path(&self) -> Option<&str> {
        self.0.as_ref().map(JsonPath::as_str)
    }

    fn from_json(error: &serde_json::Error) -> Self {
        Self(JsonPath::of(error))
    }
}
