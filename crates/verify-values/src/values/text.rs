//! Personal values that are short texts with a certain form.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::{InvalidValue, Pii};

/// Everything the text types have in common; each one adds its check and its accessors.
macro_rules! redacted_text {
    ($name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::write_text(serializer, self.expose())
            }
        }

        impl FromStr for $name {
            type Err = InvalidValue;

            fn from_str(text: &str) -> Result<Self, InvalidValue> {
                Self::new(text)
            }
        }

        impl $name {
            /// The value in its wire form.
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }
    };
}
pub(crate) use redacted_text;

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A one-time code as it was texted: digits, kept as text because leading zeros count.
///
/// ```
/// use verify_values::OtpCode;
///
/// let code = OtpCode::new(" 012345 ")?;
/// assert_eq!(code.expose(), "012345");
/// assert!(OtpCode::new("12345a").is_err());
/// # Ok::<(), verify_values::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtpCode(Pii<String>);

impl OtpCode {
    /// Takes 4 to 10 digits; surrounding spaces are dropped, since people paste them.
    pub fn new(code: &str) -> Result<Self, InvalidValue> {
        let code = code.trim();
        if !(4..=10).contains(&code.len()) || !all_digits(code) {
            return Err(InvalidValue::new("code", "must be 4 to 10 digits"));
        }
        Ok(Self(Pii::from(code)))
    }
}

redacted_text!(OtpCode);

/// A United States Social Security number; nine digits on the wire.
///
/// ```
/// use verify_values::Ssn;
///
/// let ssn = Ssn::new("900-12-3456")?;
/// assert_eq!(ssn.expose(), "900123456");
/// assert_eq!(ssn.last_four(), "3456");
/// # Ok::<(), verify_values::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ssn(Pii<String>);

impl Ssn {
    /// Takes `900123456` or `900-12-3456`. Which numbers were ever issued is not checked here.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let rule = InvalidValue::new("SSN", "must be nine digits, or written as 3-2-4 digits with hyphens");
        let text = text.trim();
        let groups: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        let well_formed = lengths == [9] || lengths == [3, 2, 4];
        if !well_formed || !groups.iter().all(|group| all_digits(group)) {
            return Err(rule);
        }
        Ok(Self(Pii::new(groups.concat())))
    }

    /// The last four digits.
    pub fn last_four(&self) -> &str {
        self.expose().get(5..).unwrap_or_default()
    }
}

redacted_text!(Ssn);

/// An e-mail address: `local@domain`, without a display name. Whether it exists is the provider's business.
///
/// ```
/// use verify_values::Email;
///
/// assert!(Email::new("ada@example.com").is_ok());
/// assert!(Email::new("Ada <ada@example.com>").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(Pii<String>);

impl Email {
    /// Takes one address, at most 254 characters, with exactly one `@`, without spaces or control characters.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let rule = InvalidValue::new("e-mail address", "must be one address of the form local@domain");
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(rule)?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | '<' | '>' | ',' | ';');
        let complete = !local.is_empty() && !domain.is_empty() && text.len() <= 254;
        if !complete || local.contains(odd) || domain.contains(odd) {
            return Err(rule);
        }
        Ok(Self(Pii::from(text)))
    }
}

redacted_text!(Email);
