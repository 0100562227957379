//! What the Connect page looks like and which reports it makes.

use std::str::FromStr;

use serde::{Serialize, Serializer};
use verify_core::InvalidValue;

/// The look of the Connect page and the reports it makes. Without one it is plain "add accounts" (source: OAS 1.42).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Experience(String);

impl Experience {
    /// The partner's default experience, which Finicity must have set up.
    pub fn standard() -> Self {
        Self("default".to_owned())
    }

    /// Takes the GUID of an experience, or `default`.
    ///
    /// ```
    /// use finicity_connect::Experience;
    ///
    /// assert!(Experience::new("e5ad2c36-a8b1-4d20-b0dc-80b4ef0bb1f0").is_ok());
    /// assert_eq!(Experience::new("default")?, Experience::standard());
    /// assert!(Experience::new("my-experience").is_err());
    /// # Ok::<(), finicity_connect::InvalidValue>(())
    /// ```
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let groups: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        let hexadecimal = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if text == "default" || (lengths == [8, 4, 4, 4, 12] && hexadecimal) {
            return Ok(Self(text.to_owned()));
        }
        Err(InvalidValue::new("experience", "must be `default` or a GUID (8-4-4-4-12 hexadecimal digits)"))
    }

    /// The text as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Experience {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

impl Serialize for Experience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
