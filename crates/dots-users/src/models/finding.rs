//! What was found out about a person.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use verify_core::provider::serde::de::{MapAccess, SeqAccess};
use verify_core::provider::{Lenient, Scalar, required};

/// A finding that is nobody else's business, a background check for instance: printed redacted.
///
/// ```
/// use dots_users::models::Finding;
///
/// let finding = Finding::new(true);
/// assert_eq!(format!("{finding:?}"), "Finding(***)");
/// assert!(*finding.expose());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Finding<T>(T);

impl<T> Finding<T> {
    /// Wraps the finding.
    pub fn new(finding: T) -> Self {
        Self(finding)
    }

    /// The finding itself.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Finding<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Finding(***)")
    }
}

impl<T: Lenient> Lenient for Finding<T> {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        T::from_scalar(scalar).map(Self)
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        Ok(T::from_list(list)?.map(Self))
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        Ok(T::from_object(object)?.map(Self))
    }
}

impl<'de, T: Lenient> Deserialize<'de> for Finding<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required(deserializer)
    }
}
