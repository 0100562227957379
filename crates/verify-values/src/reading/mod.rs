//! Reading what a provider answered: tolerant where the meaning allows it, precise about the place where it does not.
//!
//! Three rules, the same for each provider. A scalar is read from whatever scalar stands there (a number may come as
//! text). What cannot be read counts as absent, unless it is `required`. A list of `essential` things (debts, accounts)
//! that is no list is an error, because "nothing" would be the wrong answer; `null` in a list is skipped.

mod lenient;
mod open_enum;
mod path;
mod structure;

pub use lenient::{Field, Lenient, Scalar, required};
pub use path::{JsonPath, at};
pub use structure::{KeySeed, read_field};

/// Reads a body as JSON, to its end.
pub fn read<T: Lenient>(bytes: &[u8]) -> Result<T, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable(None))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = required(&mut reader).map_err(|error| Unreadable::from_json(&error))?;
    reader.end().map_err(|error| Unreadable::from_json(&error))?;
    Ok(value)
}

/// A body that does not say what it has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(#[doc(hidden)] pub Option<JsonPath>);

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
