//! Values to plant where secrets and personal data go, and the search for them afterwards.
//!
//! All of them are synthetic: 555-01XX numbers, a reserved domain, an SSN from a range that is never issued.

/// An API key or another credential.
pub const SECRET: &str = "canary-key-5f1d9a7c3b";
/// A phone number in E.164 form.
pub const PHONE: &str = "+12025550187";
/// A birth date.
pub const BIRTH_DATE: &str = "1957-11-29";
/// A one-time code.
pub const CODE: &str = "739154";
/// A Social Security number, nine digits.
pub const SSN: &str = "987654329";
/// An e-mail address.
pub const EMAIL: &str = "canary.mail@example.com";
/// A first name.
pub const FIRST_NAME: &str = "Canarina";
/// A last name.
pub const LAST_NAME: &str = "Serinusson";
/// The first line of an address.
pub const STREET: &str = "48151 Canary Wharf Rd";
/// An id the application chose: it may be an e-mail address.
pub const EXTERNAL_ID: &str = "canary-ext-2c9e";

/// What must not be found, each with a name that can be printed. Forms a leak can take besides the plain one stand
/// beside it: digits without the country code, an SSN with hyphens, a date's parts the American way.
const FORBIDDEN: &[(&str, &str)] = &[
    ("secret", SECRET),
    ("secret in base64", "Y2FuYXJ5LWtleS01ZjFkOWE3YzNi"),
    ("phone number", "2025550187"),
    ("phone number with separators", "202-555-0187"),
    ("phone number with separators", "(202) 555-0187"),
    ("last seven digits of the phone number", "555-0187"),
    ("birth date", BIRTH_DATE),
    ("birth date", "11/29/1957"),
    ("birth date", "11-29-1957"),
    ("code", CODE),
    ("SSN", SSN),
    ("SSN with hyphens", "987-65-4329"),
    ("e-mail address", "canary.mail"),
    ("e-mail address, percent-encoded", "canary.mail%40example.com"),
    ("first name", FIRST_NAME),
    ("last name", LAST_NAME),
    ("street", "Canary Wharf"),
    ("street, percent-encoded", "Canary%20Wharf"),
    ("external id", EXTERNAL_ID),
];

/// The names of the canaries that occur in a text, upper and lower case alike.
pub fn find_leaks(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    FORBIDDEN
        .iter()
        .filter(|(_, value)| text.contains(&value.to_lowercase()))
        .map(|(name, _)| *name)
        .collect()
}

/// Fails if a canary occurs in the text; `what` says what the text is, for instance `Debug of ConnectSms`.
///
/// # Panics
///
/// If there is a leak: with its name and place, without its value.
#[track_caller]
pub fn assert_no_leak(what: &str, text: &str) {
    let leaks = find_leaks(text);
    assert!(leaks.is_empty(), "{what} leaks: {}", leaks.join(", "));
}
