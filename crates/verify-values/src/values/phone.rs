//! Phone numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::text::redacted_text;
use super::{InvalidValue, Pii};

/// A phone number in E.164 form: `+`, country calling code, national number, at most 15 digits.
///
/// Only the form is checked. Which numbers exist, are mobile or are served is the provider's to say.
///
/// ```
/// use verify_values::PhoneNumber;
///
/// let phone = PhoneNumber::new("+1 (202) 555-0143")?;
/// assert_eq!(phone.expose(), "+12025550143");
/// assert_eq!(phone.country_calling_code(), "1");
/// assert_eq!(phone.national(), "2025550143");
/// assert_eq!(phone.nanp_national(), Some("2025550143"));
/// # Ok::<(), verify_values::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(Pii<String>);

impl PhoneNumber {
    /// Takes E.164; spaces, hyphens, dots and parentheses between the digits are dropped.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let rule = InvalidValue::new(
            "phone number",
            "must be in E.164 form: +, country code and number, 7 to 15 digits, for instance +1 and ten digits",
        );
        let digits = text.trim().strip_prefix('+').ok_or(rule)?;
        let separator = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')');
        let mut e164 = String::with_capacity(16);
        e164.push('+');
        e164.extend(digits.chars().filter(|c| !separator(*c)));
        let number = e164.get(1..).unwrap_or_default();
        let form = (7..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        if !form || number.starts_with('0') {
            return Err(rule);
        }
        Ok(Self(Pii::new(e164)))
    }

    /// The country calling code without `+`, by the prefix rule of ITU-T E.164: `1` for the United States and Canada.
    pub fn country_calling_code(&self) -> &str {
        self.digits().get(..self.country_length()).unwrap_or_default()
    }

    /// What follows the country calling code.
    pub fn national(&self) -> &str {
        self.digits().get(self.country_length()..).unwrap_or_default()
    }

    /// The ten digits of a number of the North American Numbering Plan (`+1`); `None` for any other.
    pub fn nanp_national(&self) -> Option<&str> {
        let national = self.national();
        (self.country_calling_code() == "1" && national.len() == 10).then_some(national)
    }

    fn digits(&self) -> &str {
        self.expose().get(1..).unwrap_or_default()
    }

    fn country_length(&self) -> usize {
        const TWO_DIGITS: [u8; 44] = [
            20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56,
            57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
        ];
        match self.digits().as_bytes() {
            [b'1' | b'7', ..] => 1,
            [a, b, ..] if TWO_DIGITS.contains(&((a - b'0') * 10 + (b - b'0'))) => 2,
            _ => 3,
        }
    }
}

redacted_text!(PhoneNumber);
