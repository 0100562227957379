//! Accounts as an aligned table.

use finicity_connect::models::AccountType;
use finicity_connect::{Account, CustomerId, Pii};

use super::Session;
use crate::exit::Failure;
use crate::money::money;
use crate::table::{Side, Table};

/// The table, a line each.
pub(crate) fn table(accounts: &[Account]) -> Vec<String> {
    let head = [
        ("Account", Side::Left),
        ("Kind", Side::Left),
        ("Number", Side::Left),
        ("Balance", Side::Right),
        ("Login", Side::Left),
        ("Connection", Side::Left),
    ];
    Table::new(head, accounts.iter().map(row)).lines()
}

fn row(account: &Account) -> [String; 6] {
    let unknown = || "–".to_owned();
    let text =
        |value: &Option<Pii<String>>| value.as_ref().map_or_else(unknown, |value| value.expose().clone());
    let number = account.account_number_display.as_ref().or(account.number.as_ref());
    [
        text(&account.name),
        account.account_type.as_ref().map_or_else(unknown, kind),
        number.map_or_else(unknown, |number| ending(number.expose())),
        balance(account),
        account.institution_login_id.as_ref().map_or_else(unknown, |login| login.as_str().to_owned()),
        connection(account),
    ]
}

/// The provider's word for it, as people write it.
fn kind(kind: &AccountType) -> String {
    match kind.as_str() {
        "cd" => "certificate of deposit".to_owned(),
        short @ ("ira" | "ugma" | "utma") => short.to_uppercase(),
        "529plan" => "529 plan".to_owned(),
        "457plan" => "457 plan".to_owned(),
        "employeeStockPurchasePlan" => "stock purchase plan".to_owned(),
        word => apart(word),
    }
}

/// `creditCard` is `credit card`.
fn apart(word: &str) -> String {
    let mut words = String::new();
    for letter in word.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// The last four digits: who has to know more asks the API.
fn ending(number: &str) -> String {
    let skipped = number.chars().count().saturating_sub(4);
    format!("…{}", number.chars().skip(skipped).collect::<String>())
}

fn balance(account: &Account) -> String {
    let Some(balance) = account.balance else { return "–".to_owned() };
    match account.currency.as_deref() {
        None | Some("USD") => money(balance),
        Some(currency) => format!("{balance} {currency}"),
    }
}

fn connection(account: &Account) -> String {
    match account.aggregation_status_code {
        None => "new".to_owned(),
        Some(0) => "ok".to_owned(),
        Some(code) => format!("broken ({code})"),
    }
}

/// Shows accounts, and what repairs a broken one.
pub(super) fn show(session: &Session, accounts: &[Account], customer: &CustomerId) -> Result<(), Failure> {
    let id = customer.as_str();
    let lines = if accounts.is_empty() {
        vec!["The customer has no accounts; they come with a completed Connect session.".to_owned()]
    } else {
        table(accounts)
    };
    session.show(&accounts, &lines)?;
    let broken =
        accounts.iter().find(|account| account.aggregation_status_code.is_some_and(|code| code != 0));
    if let Some(login) = broken.and_then(|account| account.institution_login_id.as_ref()) {
        session.suggest(format_args!(
            "generate-fix-connect-url --customer-id {id} --institution-login-id {}",
            login.as_str()
        ));
    } else if accounts.is_empty() {
        session.suggest(format_args!("generate-connect-url --customer-id {id}"));
    }
    Ok(())
}
