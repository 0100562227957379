//! Debts as an aligned table.

use std::borrow::Cow;

use serde::Serialize;
use spinwheel_connect::{Amount, Liability, LiabilityKind, User};

use crate::money::money;
use crate::table::{Side, Table};

/// A row of the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Debt {
    name: String,
    kind: Cow<'static, str>,
    owed: Amount,
    next_payment: Option<Amount>,
}

/// All debts of a person.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Debts {
    #[serde(rename = "debts")]
    list: Vec<Debt>,
    total_owed: Amount,
    total_next_payment: Amount,
}

impl From<&User> for Debts {
    fn from(user: &User) -> Self {
        Self::new(user.liabilities().iter().map(Debt::from).collect())
    }
}

impl From<&Liability<'_>> for Debt {
    fn from(debt: &Liability<'_>) -> Self {
        Self {
            name: debt.display_name.unwrap_or("(no name)").to_owned(),
            kind: kind(debt.kind).into(),
            owed: debt.outstanding_balance.unwrap_or_default(),
            next_payment: debt.minimum_payment,
        }
    }
}

/// DebtCore's; what is paid each month is paid next.
impl From<&spinwheel_gql::Debt> for Debt {
    fn from(debt: &spinwheel_gql::Debt) -> Self {
        let name = debt.creditor_name.as_ref().map(|name| name.expose().clone());
        let kind = debt.account_type.as_ref().map(|kind| kind.replace('_', " ").to_lowercase());
        Self {
            name: name.unwrap_or_else(|| "(no name)".to_owned()),
            kind: kind.map_or(Cow::Borrowed("other"), Cow::Owned),
            owed: debt.current_balance.unwrap_or_default(),
            next_payment: debt.monthly_payment,
        }
    }
}

fn kind(kind: LiabilityKind) -> &'static str {
    match kind {
        LiabilityKind::CreditCard => "credit card",
        LiabilityKind::AutoLoan => "car loan",
        LiabilityKind::HomeLoan => "mortgage",
        LiabilityKind::PersonalLoan => "personal loan",
        LiabilityKind::StudentLoan => "student loan",
        _ => "other",
    }
}

impl Debts {
    fn new(list: Vec<Debt>) -> Self {
        let total_owed = list.iter().map(|debt| debt.owed).sum();
        let total_next_payment = list.iter().filter_map(|debt| debt.next_payment).sum();
        Self { list, total_owed, total_next_payment }
    }

    /// Those of a report of DebtCore's.
    pub(crate) fn of_report(debts: &[spinwheel_gql::Debt]) -> Self {
        Self::new(debts.iter().map(Debt::from).collect())
    }

    /// Of whom is owed.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|debt| debt.name.as_str())
    }

    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn total(&self) -> String {
        money(self.total_owed)
    }

    /// The table, a line each: head, debts, rule, totals.
    pub(crate) fn lines(&self) -> Vec<String> {
        let label = if self.count() == 1 { "1 debt".to_owned() } else { format!("{} debts", self.count()) };
        let head = [
            ("Debt", Side::Left),
            ("Kind", Side::Left),
            ("Owed", Side::Right),
            ("Next payment", Side::Right),
        ];
        Table::new(head, self.list.iter().map(Debt::cells))
            .total([label, String::new(), self.total(), money(self.total_next_payment)])
            .lines()
    }
}

impl Debt {
    fn cells(&self) -> [String; 4] {
        let next = self.next_payment.map_or_else(|| "–".to_owned(), money);
        [self.name.clone(), self.kind.clone().into_owned(), money(self.owed), next]
    }
}
