//! By what a consumer is known and reached.

use serde::Serialize;
use verify_core::{DateOfBirth, Email, Ssn};

use super::{Birthday, ContactPhone};

/// By what a consumer is known: Finicity needs one of the two (source: OAS 1.42).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identity {
    /// By the Social Security number; sent as nine digits.
    Ssn(Ssn),
    /// By the birth date.
    Birthday(DateOfBirth),
    /// By both.
    Both {
        /// The Social Security number; sent as nine digits.
        ssn: Ssn,
        /// The birth date.
        birthday: DateOfBirth,
    },
}

/// How a consumer is reached: Finicity needs one of the two (source: OAS 1.42).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Contact {
    /// By phone.
    Phone(ContactPhone),
    /// By e-mail.
    Email(Email),
    /// By either.
    Both {
        /// The phone number.
        phone: ContactPhone,
        /// The e-mail address.
        email: Email,
    },
}

impl From<Ssn> for Identity {
    fn from(ssn: Ssn) -> Self {
        Self::Ssn(ssn)
    }
}

impl From<DateOfBirth> for Identity {
    fn from(birthday: DateOfBirth) -> Self {
        Self::Birthday(birthday)
    }
}

impl From<ContactPhone> for Contact {
    fn from(phone: ContactPhone) -> Self {
        Self::Phone(phone)
    }
}

impl From<Email> for Contact {
    fn from(email: Email) -> Self {
        Self::Email(email)
    }
}

/// The fields of an [`Identity`].
#[derive(Serialize)]
struct IdentityFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ssn: Option<&'a Ssn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthday: Option<Birthday>,
}

/// The fields of a [`Contact`].
#[derive(Serialize)]
struct ContactFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a ContactPhone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a Email>,
}

impl Identity {
    fn fields(&self) -> IdentityFields<'_> {
        let (ssn, birthday) = match self {
            Self::Ssn(ssn) => (Some(ssn), None),
            Self::Birthday(birthday) => (None, Some(birthday)),
            Self::Both { ssn, birthday } => (Some(ssn), Some(birthday)),
        };
        IdentityFields { ssn, birthday: birthday.map(Birthday::from) }
    }
}

impl Contact {
    fn fields(&self) -> ContactFields<'_> {
        let (phone, email) = match self {
            Self::Phone(phone) => (Some(phone), None),
            Self::Email(email) => (None, Some(email)),
            Self::Both { phone, email } => (Some(phone), Some(email)),
        };
        ContactFields { phone, email }
    }
}

impl Serialize for Identity {
    /// As the fields they are: `ssn`, `birthday`.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fields().serialize(serializer)
    }
}

impl Serialize for Contact {
    /// As the fields they are: `phone`, `email`.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fields().serialize(serializer)
    }
}
