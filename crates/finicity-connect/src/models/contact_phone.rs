//! Phone numbers as Finicity takes them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use verify_core::{InvalidValue, PhoneNumber, Pii};

/// The phone number of a customer or consumer: at most 15 characters. Which form they need is not documented; Finicity's
/// examples look like `1-202-555-0143`. Printed redacted.
///
/// ```
/// use finicity_connect::models::ContactPhone;
/// use finicity_connect::PhoneNumber;
///
/// assert_eq!(ContactPhone::new("1-202-555-0143")?.expose(), "1-202-555-0143");
/// assert_eq!(ContactPhone::try_from(PhoneNumber::new("+12025550143")?)?.expose(), "+12025550143");
/// assert!(ContactPhone::new("+1 (202) 555-0143").is_err(), "longer than 15");
/// # Ok::<(), finicity_connect::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContactPhone(Pii<String>);

impl ContactPhone {
    /// Takes 1 to 15 characters; surrounding spaces are dropped.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > 15 {
            return Err(InvalidValue::new("phone", "must be 1 to 15 characters"));
        }
        Ok(Self(text.into()))
    }

    /// The number as it is sent.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl TryFrom<PhoneNumber> for ContactPhone {
    type Error = InvalidValue;

    /// In the form E.164, which is our choice. All but the longest numbers fit.
    fn try_from(phone: PhoneNumber) -> Result<Self, InvalidValue> {
        Self::new(phone.expose())
    }
}

impl FromStr for ContactPhone {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

impl fmt::Debug for ContactPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactPhone(***)")
    }
}

impl Serialize for ContactPhone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
