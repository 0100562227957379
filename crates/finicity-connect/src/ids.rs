//! Identifiers of the Finicity API.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use verify_core::InvalidValue;
use verify_core::provider::{Lenient, Scalar, id, required};

id! {
    /// The partner: the company that has the account with Finicity.
    pub struct PartnerId
}

id! {
    /// A customer: one person (or couple) whose accounts are connected. Read from text or number.
    pub struct CustomerId
}

id! {
    /// A consumer: the personal data of a customer, as reports need it.
    pub struct ConsumerId
}

id! {
    /// One sign-in of a customer at an institution. Read from text or number, sent as text (source: OAS 1.42; older
    /// descriptions have a number).
    pub struct InstitutionLoginId
}

id! {
    /// A connected account.
    pub struct AccountId
}

id! {
    /// One event of a webhook, for recognising duplicates.
    pub struct EventId
}

id! {
    /// One of several registered applications of a partner; a GUID in what was seen.
    pub struct ApplicationId
}

/// The application's own, unique name of a customer: 6 to 255 letters, digits and `! @ . # $ % & * _ - +` (source: OAS 1.42,
/// which advises against e-mail addresses). Printed redacted, since it may be one.
///
/// ```
/// use finicity_connect::Username;
///
/// assert!(Username::new("customer-17").is_ok());
/// assert!(Username::new("ada").is_err());
/// assert!(Username::new("ada lovelace").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Takes a name of this form. What Finicity answers is not checked again.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidValue> {
        let name = name.into();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!@.#$%&*_-+".contains(&byte);
        if (6..=255).contains(&name.len()) && name.bytes().all(allowed) {
            return Ok(Self(name));
        }
        Err(InvalidValue::new("username", "must be 6 to 255 letters, digits and ! @ . # $ % & * _ - +"))
    }

    /// The name as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Username(***)")
    }
}

impl FromStr for Username {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

impl Lenient for Username {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        String::from_scalar(scalar).filter(|name| !name.is_empty()).map(Self)
    }
}

impl<'de> Deserialize<'de> for Username {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required(deserializer)
    }
}

/// An institution, by its number: `101732` is the test institution FinBank. Read from number or text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct InstitutionId(u64);

impl InstitutionId {
    /// Takes the number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for InstitutionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for InstitutionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstitutionId({self})")
    }
}

impl FromStr for InstitutionId {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let number =
            text.trim().parse().map_err(|_| InvalidValue::new("InstitutionId", "must be a whole number"))?;
        Ok(Self(number))
    }
}

impl Lenient for InstitutionId {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        u64::from_scalar(scalar).map(Self)
    }
}

impl<'de> Deserialize<'de> for InstitutionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required(deserializer)
    }
}
