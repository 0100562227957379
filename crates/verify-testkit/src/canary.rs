//! Values to plant where secrets and personal data go, and the search for them afterwards.
//!
//! All of them are synthetic: 555-01XX numbers, a reserved domain, an SSN from a range that is never issued.
//!
//! The search knows the disguises that values take on their way into a log: other case, base64 (both alphabets, with
//! and without padding, anywhere inside of a longer text), percent-encoding, hexadecimal digits, lists of bytes, escapes
//! of JSON and of `Debug`, digits with separators, quotes or line breaks between them, and dates in their parts
//! (`{"d":29,"m":11,"y":1957}`, `November 29, 1957`).

mod date;
mod digits;
mod needle;
mod reading;

use std::borrow::Cow;

use needle::Needle;
use reading::Reading;

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

/// What must not be found, each with a name that can be printed.
const FORBIDDEN: &[(&str, &str)] = &[
    ("secret", SECRET),
    ("phone number", PHONE),
    ("last seven digits of the phone number", "555-0187"),
    ("birth date", BIRTH_DATE),
    ("code", CODE),
    ("SSN", SSN),
    ("e-mail address", "canary.mail"),
    ("first name", FIRST_NAME),
    ("last name", LAST_NAME),
    ("street", "Canary Wharf"),
    ("external id", EXTERNAL_ID),
];

/// The names of the canaries that occur in a text, plain or disguised.
pub fn find_leaks(text: &str) -> Vec<&'static str> {
    find_leaks_of(FORBIDDEN, text)
}

/// The same for values of your own, each with a name that can be printed.
///
/// A number with `+` is searched as a phone number, one of the form `YYYY-MM-DD` as a date: also written the other way
/// round, without zeros in front, with the English name of the month, and as three numbers that say what they are.
///
/// ```
/// use verify_testkit::canary::find_leaks_of;
///
/// let values = [("phone number", "+12025550143"), ("token", "a-token-of-mine")];
/// assert_eq!(find_leaks_of(&values, "calling (202) 555-0143"), ["phone number"]);
/// assert_eq!(find_leaks_of(&values, "authorization: Basic eDphLXRva2VuLW9mLW1pbmU="), ["token"]);
/// assert!(find_leaks_of(&values, "calling somebody").is_empty());
/// ```
pub fn find_leaks_of(values: &[(&'static str, &str)], text: &str) -> Vec<&'static str> {
    leaks(values, text).into_iter().map(|(name, _)| name).collect()
}

/// Each value that occurs, with the disguise it occurs in.
fn leaks(values: &[(&'static str, &str)], text: &str) -> Vec<(&'static str, &'static str)> {
    let readings = Reading::all(text);
    let needles = values.iter().map(|(name, value)| (*name, Needle::new(value)));
    needles
        .filter_map(|(name, needle)| {
            Some((name, readings.iter().find_map(|reading| needle.disguise(reading))?))
        })
        .collect()
}

/// Fails if a canary occurs in the text, plain or disguised; `what` says what the text is, for instance
/// `Debug of ConnectSms`.
///
/// # Panics
///
/// If there is a leak: with its name and place, without its value, also where `what` has it.
#[track_caller]
pub fn assert_no_leak(what: &str, text: &str) {
    let leaks = leaks(FORBIDDEN, text);
    let named: Vec<_> = leaks.iter().map(|(name, disguise)| format!("{name}{disguise}")).collect();
    assert!(leaks.is_empty(), "{} leaks: {}", masked(what), named.join(", "));
}

/// The text for a message, or which canary is in it.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    match find_leaks(text).first() {
        Some(name) => format!("<canary: {name}>").into(),
        None => text.into(),
    }
}
