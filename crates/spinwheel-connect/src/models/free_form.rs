//! Data without a documented form.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use verify_core::provider::serde::de::value::MapAccessDeserializer;
use verify_core::provider::serde::de::{MapAccess, SeqAccess, value::SeqAccessDeserializer};
use verify_core::provider::{Lenient, Scalar};

/// Whatever a vendor sent: Spinwheel passes it on without documenting its form. It can be personal, and is printed
/// redacted.
#[derive(Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
pub struct FreeForm(Value);

impl FreeForm {
    /// Wraps a value, for tests.
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
