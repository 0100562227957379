//! The wrapper for personal data.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::reading::{Lenient, Scalar};

/// Personal data: printed as `Pii(***)`, wiped from memory when dropped, in its wire form when serialised.
///
/// ```
/// use verify_values::Pii;
///
/// let name = Pii::new("Ada".to_owned());
/// assert_eq!(format!("{name:?}"), "Pii(***)");
/// assert_eq!(name.expose(), "Ada");
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Pii<T: Wipe>(T);

/// What can be wiped from memory; texts and numbers.
pub trait Wipe: sealed::Sealed {}

impl Wipe for String {}
impl Wipe for u32 {}

mod sealed {
    pub trait Sealed: zeroize::Zeroize {}

    impl Sealed for String {}
    impl Sealed for u32 {}
}

impl<T: Wipe> Drop for Pii<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Wipe> Pii<T> {
    /// Wraps the value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Wipe + Hash> Hash for Pii<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose().hash(state);
    }
}

impl<T: Wipe> fmt::Debug for Pii<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pii(***)")
    }
}

impl<T: Wipe> From<T> for Pii<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Pii<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl From<&String> for Pii<String> {
    fn from(value: &String) -> Self {
        Self::new(value.to_owned())
    }
}

impl<T: Wipe + Serialize> Serialize for Pii<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Wipe + Deserialize<'de>> Deserialize<'de> for Pii<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl<T: Wipe + Lenient> Lenient for Pii<T> {
    const SCALAR: bool = T::SCALAR;

    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        T::from_scalar(scalar).map(Self::new)
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        Ok(T::from_list(list)?.map(Self::new))
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        Ok(T::from_object(object)?.map(Self::new))
    }
}
