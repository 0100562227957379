//! Payout methods as lines and as an aligned table. Numbers of accounts are not printed.

use dots_users::models::Platform;
use dots_users::{PaymentMethod, PaymentMethodId};

use crate::table::{Side, Table};

/// The same without the numbers of the account, which an answer may repeat.
pub(super) fn without_numbers(mut method: PaymentMethod) -> PaymentMethod {
    if method.mask.is_none() {
        method.mask = method.account_number.as_ref().map(|number| ending(number.expose()).into());
    }
    (method.routing_number, method.account_number) = (None, None);
    method
}

/// The last four digits: who has to know more asks the person.
fn ending(number: &str) -> String {
    number.chars().skip(number.chars().count().saturating_sub(4)).collect()
}

/// The table, a line each.
pub(super) fn table(methods: &[PaymentMethod]) -> Vec<String> {
    if methods.is_empty() {
        return vec!["The user has no payout methods.".to_owned()];
    }
    let head = [
        ("Method", Side::Left),
        ("Account", Side::Left),
        ("Country", Side::Left),
        ("Currency", Side::Left),
        ("Id", Side::Left),
    ];
    Table::new(head, methods.iter().map(row)).lines()
}

fn row(method: &PaymentMethod) -> [String; 5] {
    let unknown = || "–".to_owned();
    [
        platform(method),
        account(method).unwrap_or_else(unknown),
        method.country.clone().unwrap_or_else(unknown),
        method.currency.clone().unwrap_or_else(unknown),
        method.id.as_ref().map_or_else(unknown, |id| id.as_str().to_owned()),
    ]
}

/// One of them, a line each.
pub(super) fn lines(method: &PaymentMethod) -> Vec<String> {
    let facts = [
        ("method", Some(platform(method))),
        ("id", method.id.as_ref().map(PaymentMethodId::as_str).map(str::to_owned)),
        ("account", account(method)),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}

fn platform(method: &PaymentMethod) -> String {
    method.platform.as_ref().map_or("–", Platform::as_str).to_owned()
}

/// What the person would know it by.
fn account(method: &PaymentMethod) -> Option<String> {
    let names = [&method.description, &method.email, &method.phone_number, &method.handle, &method.cash_tag];
    let name = names.into_iter().flatten().map(|name| name.expose().clone()).next();
    let mask = method.mask.as_ref().map(|mask| format!("…{}", mask.expose()));
    match (name, mask) {
        (Some(name), Some(mask)) if !name.ends_with(mask.trim_start_matches('…')) => {
            Some(format!("{name} {mask}"))
        }
        (name, mask) => name.or(mask),
    }
}
