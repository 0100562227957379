//! Data without a documented form.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::reading::{Lenient, Scalar};

/// JSON of whatever form, where a provider documents none. It can be personal, and is printed redacted.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct FreeForm(Value);

impl FreeForm {
    /// Wraps a value.
    pub fn new(value: Value) -> Self {
        Self(value)
    }

    /// The value itself.
    pub fn expose(&self) -> &Value {
        &self.0
    }
}

impl fmt::Debug for FreeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FreeForm(***)")
    }
}

impl Lenient for FreeForm {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        Some(Self(match scalar {
            Scalar::Text(text) => text.into(),
            Scalar::Integer(number) => {
                i64::try_from(number).map_or_else(|_| number.to_string().into(), Value::from)
            }
            Scalar::Decimal(number) => number.into(),
            Scalar::Bool(value) => value.into(),
        }))
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(list)).map(|value| Some(Self(value)))
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(object)).map(|value| Some(Self(value)))
    }
}
