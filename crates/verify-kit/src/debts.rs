//! Debts as an aligned table.

use serde::Serialize;
use spinwheel_connect::{Amount, Liability, LiabilityKind, User};

/// A row of the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Debt {
    name: String,
    kind: &'static str,
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
        let list: Vec<Debt> = user.liabilities().iter().map(Debt::from).collect();
        let total_owed = list.iter().map(|debt| debt.owed).sum();
        let total_next_payment = list.iter().filter_map(|debt| debt.next_payment).sum();
        Self { list, total_owed, total_next_payment }
    }
}

impl From<&Liability<'_>> for Debt {
    fn from(debt: &Liability<'_>) -> Self {
        Self {
            name: debt.display_name.unwrap_or("(no name)").to_owned(),
            kind: kind(debt.kind),
            owed: debt.outstanding_balance.unwrap_or_default(),
            next_payment: debt.minimum_payment,
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
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn total(&self) -> String {
        money(self.total_owed)
    }

    /// The table, a line each: head, debts, rule, totals.
    pub(crate) fn lines(&self) -> Vec<String> {
        let head = ["Debt".to_owned(), "Kind".to_owned(), "Owed".to_owned(), "Next payment".to_owned()];
        let label = if self.count() == 1 { "1 debt" } else { &format!("{} debts", self.count()) };
        let next = money(self.total_next_payment);
        let total = [label.to_owned(), String::new(), self.total(), next];
        let rows: Vec<[String; 4]> = self.list.iter().map(Debt::cells).collect();
        let widths = [0, 1, 2, 3].map(|column| {
            let cells = rows.iter().chain([&head, &total]).map(|row| row[column].chars().count());
            cells.max().unwrap_or_default()
        });
        let rule = "─".repeat(widths.iter().sum::<usize>() + 3 * GAP.len());
        let mut lines = vec![line(&head, widths)];
        lines.extend(rows.iter().map(|row| line(row, widths)));
        lines.push(rule);
        lines.push(line(&total, widths));
        lines
    }
}

const GAP: &str = "   ";

fn line(cells: &[String; 4], [name, kind, owed, next]: [usize; 4]) -> String {
    let [a, b, c, d] = cells;
    format!("{a:<name$}{GAP}{b:<kind$}{GAP}{c:>owed$}{GAP}{d:>next$}")
}

impl Debt {
    fn cells(&self) -> [String; 4] {
        let next = self.next_payment.map_or_else(|| "–".to_owned(), money);
        [self.name.clone(), self.kind.to_owned(), money(self.owed), next]
    }
}

/// Dollars, with commas between the thousands.
pub(crate) fn money(amount: Amount) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}${grouped}.{cents}")
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn thousands_are_grouped() {
        let shown = |text: &str| money(text.parse().unwrap());
        assert_eq!(shown("0"), "$0.00");
        assert_eq!(shown("999.9"), "$999.90");
        assert_eq!(shown("1234567.05"), "$1,234,567.05");
        assert_eq!(shown("-5000"), "-$5,000.00");
    }
}
