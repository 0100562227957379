//! Whether the link was opened on the phone it was sent to.

use verify_core::Pii;
use verify_core::provider::{Lenient, Scalar};

/// Whether the link was opened on the phone that has the number, as the carrier sees it.
///
/// Signzy's own values are not documented. Prove, whose product this resembles, writes `"true"`, `"false"` and
/// `"indeterminate"` as text; `true` and `false` are read as well. **Never test it for "not false":** three of these four
/// prove nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PhoneMatch {
    /// On that phone.
    Yes,
    /// On another device.
    No,
    /// The carrier gave no result, for instance because the phone was on Wi-Fi.
    Indeterminate,
    /// A value this version does not know; redacted when printed, since it may be anything.
    Unknown(Pii<String>),
}

impl PhoneMatch {
    /// The value as it is written on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Yes => "true",
            Self::No => "false",
            Self::Indeterminate => "indeterminate",
            Self::Unknown(text) => text.expose(),
        }
    }
}

impl From<&str> for PhoneMatch {
    fn from(text: &str) -> Self {
        match text.trim().to_ascii_lowercase().as_str() {
            "true" => Self::Yes,
            "false" => Self::No,
            "indeterminate" => Self::Indeterminate,
            _ => Self::Unknown(text.into()),
        }
    }
}

impl Lenient for PhoneMatch {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Bool(true) => Some(Self::Yes),
            Scalar::Bool(false) => Some(Self::No),
            // `1` is not `true`: what is not known proves nothing.
            other => String::from_scalar(other).map(|text| Self::from(text.as_str())),
        }
    }
}

impl serde::Serialize for PhoneMatch {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
