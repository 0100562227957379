//! Exact amounts.

use serde_json::{Value, json};

/// An amount in cents. Added as integers; becomes a JSON number only when it is written.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize,
)]
pub(crate) struct Cents(pub(crate) u32);

impl Cents {
    pub(crate) fn json(self) -> Value {
        json!(hundredths(self.0))
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

/// Divided by 100; exact to the last bit that a JSON number can hold, because division rounds correctly.
pub(crate) fn hundredths(value: u32) -> f64 {
    f64::from(value) / 100.0
}

/// `part` of `whole` in percent, rounded to two decimals; 0 of nothing.
pub(crate) fn percent(part: Cents, whole: Cents) -> f64 {
    if whole.0 == 0 {
        return 0.0;
    }
    let rounded = (u64::from(part.0) * 10_000 + u64::from(whole.0) / 2) / u64::from(whole.0);
    hundredths(u32::try_from(rounded).unwrap_or(u32::MAX))
}
