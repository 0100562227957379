//! Accounts as they are listed.

use serde_json::{Value, json};

use super::desk::seconds;
use super::state::{Login, State};

/// The accounts of a customer, in the order they were added.
pub(crate) fn of_customer(state: &State, customer_id: &str) -> Vec<Value> {
    state.logins_of(customer_id).flat_map(records).collect()
}

/// The accounts of a sign-in.
fn records(login: &Login) -> impl Iterator<Item = Value> {
    login.accounts.iter().map(|account| {
        let last4 = account.number.get(account.number.len().saturating_sub(4)..).unwrap_or_default();
        let mut record = json!({
            "id": account.id,
            "number": account.number,
            "realAccountNumberLast4": last4,
            "accountNumberDisplay": last4,
            "name": account.name,
            "type": account.kind,
            "balance": amount(account.balance_cents),
            "currency": account.currency,
            "status": account.status,
            "customerId": login.customer_id,
            "institutionId": login.institution_id.to_string(),
            "institutionLoginId": login.id,
            "createdDate": seconds(account.created),
            "lastUpdatedDate": account.updated.map_or(0, seconds),
            "balanceDate": seconds(account.updated.unwrap_or(account.created)),
            "displayPosition": account.position,
        });
        // Not there before the first aggregation.
        if account.updated.is_some() || login.status_code != 0 {
            record["aggregationStatusCode"] = json!(login.status_code);
        }
        record
    })
}

/// An amount in the currency's unit.
fn amount(cents: i64) -> Value {
    let sign = if cents < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    // Exact: the balances of synthetic accounts are far below the point where a number loses cents.
    text.parse::<f64>().map_or(Value::Null, |amount| json!(amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_sign_and_cents() {
        assert_eq!([0, 50, -50, 182_050].map(amount), [0.0, 0.5, -0.5, 1820.5].map(|amount| json!(amount)));
    }
}
