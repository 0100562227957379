//! Phone numbers with which something goes wrong. All of them are this sandbox's own, none is Dots's.

use serde::Serialize;

use super::state::Phone;

/// A row of [`special_numbers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SpecialNumber {
    /// The country code, without plus sign.
    pub country_code: &'static str,
    /// The national number.
    pub phone_number: &'static str,
    /// The error code, or `None` when there is none: the row's text says what happens.
    pub code: Option<&'static str>,
    /// What happens when a user is created with it.
    pub what: &'static str,
}

const fn refused(phone_number: &'static str, code: &'static str) -> SpecialNumber {
    SpecialNumber { country_code: "1", phone_number, code: Some(code), what: "No user is created." }
}

const NUMBERS: &[SpecialNumber] = &[
    refused("2025550101", "invalid-phone-number"),
    refused("2025550102", "invalid-phone-number-voip"),
    refused("2025550103", "invalid-phone-number-landline"),
    SpecialNumber {
        country_code: "1",
        phone_number: "2025550104",
        code: None,
        what: "The user is `in_review` from the start; a right token does not change it.",
    },
];

/// All special numbers.
pub fn special_numbers() -> &'static [SpecialNumber] {
    NUMBERS
}

pub(crate) fn find(phone: &Phone) -> Option<&'static SpecialNumber> {
    NUMBERS.iter().find(|row| row.country_code == phone.country_code && row.phone_number == phone.number)
}
