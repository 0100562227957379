//! One debt, as the tables hold it.

use super::cents::Cents;
use super::personas;

/// The six kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Kind {
    AutoLoan,
    HomeLoan,
    StudentLoan,
    CreditCard,
    PersonalLoan,
    Miscellaneous,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::AutoLoan,
        Self::HomeLoan,
        Self::StudentLoan,
        Self::CreditCard,
        Self::PersonalLoan,
        Self::Miscellaneous,
    ];

    /// The documented value of `liabilityType`.
    pub(crate) fn liability_type(self) -> &'static str {
        match self {
            Self::AutoLoan => "AUTO_LOAN",
            Self::HomeLoan => "HOME_LOAN",
            Self::StudentLoan => "STUDENT_LOAN",
            Self::CreditCard => "CREDIT_CARD",
            Self::PersonalLoan => "PERSONAL_LOAN",
            Self::Miscellaneous => "MISCELLANEOUS_LIABILITY",
        }
    }

    /// The list in the user object.
    pub(crate) fn list(self) -> &'static str {
        match self {
            Self::AutoLoan => "autoLoans",
            Self::HomeLoan => "homeLoans",
            Self::StudentLoan => "studentLoans",
            Self::CreditCard => "creditCards",
            Self::PersonalLoan => "personalLoans",
            Self::Miscellaneous => "miscellaneousLiabilities",
        }
    }

    /// The summary in the user object.
    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::AutoLoan => "autoLoanSummary",
            Self::HomeLoan => "homeLoanSummary",
            Self::StudentLoan => "studentLoanSummary",
            Self::CreditCard => "creditCardSummary",
            Self::PersonalLoan => "personalLoanSummary",
            Self::Miscellaneous => "miscellaneousLiabilitySummary",
        }
    }

    /// The id of one of them.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::AutoLoan => "autoLoanId",
            Self::HomeLoan => "homeLoanId",
            Self::StudentLoan => "studentLoanId",
            Self::CreditCard => "creditCardId",
            Self::PersonalLoan => "personalLoanId",
            Self::Miscellaneous => "miscellaneousLiabilityId",
        }
    }

    pub(crate) fn is_secured(self) -> bool {
        matches!(self, Self::AutoLoan | Self::HomeLoan)
    }
}

/// A row of a person's debts. In a saved state it stands for a row of the tables, and is looked up there.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub(crate) struct Debt {
    pub(crate) kind: Kind,
    pub(crate) creditor: &'static str,
    pub(crate) balance: Cents,
    /// The loan as taken out, or the limit of a card.
    pub(crate) original: Cents,
    /// The least payment each month.
    pub(crate) minimum: Cents,
    /// In hundredths of a percent.
    pub(crate) rate: u32,
    /// In months; 0 for cards and what has no term.
    pub(crate) term: u32,
    /// Year and month.
    pub(crate) opened: &'static str,
}

/// A debt, as read from a saved state.
#[derive(serde::Deserialize)]
struct SavedDebt {
    kind: Kind,
    creditor: String,
    balance: Cents,
    original: Cents,
    minimum: Cents,
    rate: u32,
    term: u32,
    opened: String,
}

impl<'de> serde::Deserialize<'de> for Debt {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = SavedDebt::deserialize(deserializer)?;
        let same = |row: &&Self| {
            (row.kind, row.creditor, row.opened)
                == (saved.kind, saved.creditor.as_str(), saved.opened.as_str())
                && (row.balance, row.original, row.minimum) == (saved.balance, saved.original, saved.minimum)
                && (row.rate, row.term) == (saved.rate, saved.term)
        };
        let found = personas::all_debts().find(same).copied();
        found.ok_or_else(|| serde::de::Error::custom("a debt is none of this sandbox's"))
    }
}

impl Debt {
    /// A loan. Amounts in cents, the rate in hundredths of a percent.
    pub(crate) const fn loan(
        kind: Kind,
        creditor: &'static str,
        [balance, original, minimum]: [u32; 3],
        rate: u32,
        term: u32,
        opened: &'static str,
    ) -> Self {
        let (balance, original, minimum) = (Cents(balance), Cents(original), Cents(minimum));
        Self { kind, creditor, balance, original, minimum, rate, term, opened }
    }

    /// A card: balance, limit and least payment in cents.
    pub(crate) const fn card(
        creditor: &'static str,
        amounts: [u32; 3],
        rate: u32,
        opened: &'static str,
    ) -> Self {
        Self::loan(Kind::CreditCard, creditor, amounts, rate, 0, opened)
    }
}

/// The sum of what is owed.
pub(crate) fn total<'a>(debts: impl IntoIterator<Item = &'a Debt>) -> Cents {
    debts.into_iter().map(|debt| debt.balance).sum()
}
