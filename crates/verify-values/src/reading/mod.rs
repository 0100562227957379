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

/// Writes a text: one place for all types that are written as one.
#[doc(hidden)]
#[inline(never)]
pub fn write_text<S: serde::Serializer>(serializer: S, text: &str) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// Reads a body as JSON, to its end.
pub fn read<T: Lenient>(bytes: &[u8]) -> Result<T, Unreadable> {
    let mut value = None;
    document(bytes, &mut |reader| {
        value = Some(required(reader)?);
        Ok(())
    })?;
    value.ok_or(Unreadable(None))
}

type Json<'a> = serde_json::Deserializer<serde_json::de::StrRead<'a>>;

/// The part that is the same for all types.
fn document(
    bytes: &[u8],
    read: &mut dyn FnMut(&mut Json<'_>) -> Result<(), serde_json::Error>,
) -> Result<(), Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable(None))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let outcome = read(&mut reader).and_then(|()| reader.end());
    outcome.map_err(|error| Unreadable::from_json(&error))
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
