//! Money in hundredths.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use verify_core::Amount;
use verify_core::provider::{Lenient, Scalar, required};

/// Money as Dots counts it: a whole number of cents. The currency is not documented; Dots' pages write dollars.
///
/// Also read from a text, and from numbers like `1000.0`, as one of Dots' pages prints them.
///
/// ```
/// use dots_users::Cents;
///
/// assert_eq!(Cents::new(1250).amount().to_string(), "12.50");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Cents(i64);

impl Cents {
    /// So many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// How many cents.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// In whole units of the currency.
    pub fn amount(self) -> Amount {
        Amount::from_cents(self.0)
    }
}

impl fmt::Debug for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cents({})", self.0)
    }
}

impl Lenient for Cents {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        i64::from_scalar(scalar).map(Self)
    }
}

impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required(deserializer)
    }
}
