//! Money.

use std::fmt;
use std::iter::{self, Sum};
use std::ops::Add;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::InvalidValue;
use crate::reading::{Lenient, Scalar, required};

/// An exact decimal amount of money, in the currency's main unit: `1234.50` is 1,234 dollars and 50 cents.
///
/// Kept as a whole number of millionths, so that sums are exact; seven or more digits after the point are refused.
/// A JSON number is read to six digits after the point, exact up to 15 significant digits.
///
/// ```
/// use verify_values::Amount;
///
/// let debts: Amount = ["0.10", "0.20"].iter().map(|text| text.parse::<Amount>()).sum::<Result<_, _>>()?;
/// assert_eq!(debts, "0.3".parse()?);
/// assert_eq!(debts.to_string(), "0.30");
/// # Ok::<(), verify_values::InvalidValue>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i128);

const DIGITS: usize = 6;
const MILLION: i128 = 1_000_000;

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A number of hundredths, as APIs that count in cents have it.
    pub fn from_cents(cents: i64) -> Self {
        Self(i128::from(cents) * (MILLION / 100))
    }

    /// The amount in hundredths, if it has no smaller part.
    pub fn to_cents(self) -> Option<i64> {
        let hundredth = MILLION / 100;
        (self.0 % hundredth == 0).then(|| i64::try_from(self.0 / hundredth).ok())?
    }

    fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !numeric(whole) || !numeric(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > DIGITS {
            return None;
        }
        let whole = whole.parse::<i64>().ok()?;
        let digits = fraction.bytes().map(|digit| i128::from(digit - b'0')).chain(iter::repeat(0));
        let millionths = digits.take(DIGITS).fold(0, |value, digit| value * 10 + digit);
        let value = i128::from(whole) * MILLION + millionths;
        Some(Self(if negative { -value } else { value }))
    }
}

impl Amount {
    /// The shortest decimal that is this number. Binary noise (0.30000000000000004) is rounded away, at the fifteenth
    /// significant digit: further to the right nothing is exact.
    fn from_decimal(number: f64) -> Option<Self> {
        Self::parse(&number.to_string()).or_else(|| {
            let whole = format!("{:.0}", number.abs().trunc()).len();
            let exact = 15_usize.saturating_sub(whole).min(DIGITS);
            Self::parse(&format!("{number:.exact$}"))
        })
    }
}

impl FromStr for Amount {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let rule =
            InvalidValue::new("amount", "must be a decimal number with at most six digits after the point");
        Self::parse(text.trim()).ok_or(rule)
    }
}

impl fmt::Display for Amount {
    /// With at least two digits after the point.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let million = MILLION.unsigned_abs();
        let (whole, rest) = (self.0.unsigned_abs() / million, self.0.unsigned_abs() % million);
        let fraction = format!("{rest:0DIGITS$}");
        let shown = fraction.trim_end_matches('0').len().max(2);
        f.pad(&format!("{sign}{whole}.{}", fraction.get(..shown).unwrap_or_default()))
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({self})")
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::add)
    }
}

impl Serialize for Amount {
    /// A text, so that no reader rounds it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required(deserializer)
    }
}

impl Lenient for Amount {
    const SCALAR: bool = true;

    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Self::parse(text.trim()),
            Scalar::Integer(number) => {
                i64::try_from(number).ok().map(|whole| Self(i128::from(whole) * MILLION))
            }
            Scalar::Decimal(number) => Self::from_decimal(number),
            Scalar::Bool(_) => None,
        }
    }
}
