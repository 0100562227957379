//! The six summaries: sums of the lists.

use serde_json::{Map, Value, json};

use super::cents::{Cents, hundredths, percent};
use super::debt::{Debt, Kind, total};

/// The summary of one kind, over its debts only.
pub(crate) fn summary(kind: Kind, debts: &[&Debt], updated: u64, quote: Option<Value>) -> Value {
    let owed = total(debts.iter().copied());
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("currentOutstandingBalance", owed.json());
    put("updatedOn", json!(updated));
    if kind == Kind::CreditCard {
        let limit: Cents = debts.iter().map(|debt| debt.original).sum();
        put("noOfCreditCards", json!(debts.len()));
        put("availableCredit", limit.minus(owed).json());
        put("creditUtilization", json!(percent(owed, limit)));
    } else {
        let minimum: Cents = debts.iter().map(|debt| debt.minimum).sum();
        put("noOfLoans", json!(debts.len()));
        put("minimumPaymentAmount", minimum.json());
        put("interestRateDerived", json!(weighted_rate(debts, owed)));
        put("createdOn", json!(updated));
    }
    if let Some(quote) = quote {
        put("liabilityGroupPayoffQuotes", json!([quote]));
    }
    fields.into()
}

/// The mean rate, weighted by balance, rounded to hundredths of a percent.
fn weighted_rate(debts: &[&Debt], owed: Cents) -> f64 {
    let weighted: u64 = debts.iter().map(|debt| u64::from(debt.rate) * u64::from(debt.balance.0)).sum();
    let owed = u64::from(owed.0).max(1);
    hundredths(u32::try_from((weighted + owed / 2) / owed).unwrap_or(u32::MAX))
}
