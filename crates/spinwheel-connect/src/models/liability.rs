//! What the six kinds of debts have in common.

use std::fmt;

use verify_core::Amount;

use super::liability_details::{BalanceDetails, StatementSummary};
use super::{AutoLoan, CreditCard, HomeLoan, MiscellaneousLiability, PersonalLoan, StudentLoan};
use crate::LiabilityId;

/// The kinds of debts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LiabilityKind {
    /// A credit card.
    CreditCard,
    /// A car loan or lease.
    AutoLoan,
    /// A mortgage.
    HomeLoan,
    /// A personal loan.
    PersonalLoan,
    /// A student loan.
    StudentLoan,
    /// Anything else that is owed.
    Miscellaneous,
}

impl LiabilityKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::CreditCard,
        Self::AutoLoan,
        Self::HomeLoan,
        Self::PersonalLoan,
        Self::StudentLoan,
        Self::Miscellaneous,
    ];

    /// The kind as Spinwheel writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreditCard => "CREDIT_CARD",
            Self::AutoLoan => "AUTO_LOAN",
            Self::HomeLoan => "HOME_LOAN",
            Self::PersonalLoan => "PERSONAL_LOAN",
            Self::StudentLoan => "STUDENT_LOAN",
            Self::Miscellaneous => "MISCELLANEOUS_LIABILITY",
        }
    }

    /// The name of the list that holds debts of the kind.
    pub(crate) fn list_name(self) -> &'static str {
        match self {
            Self::CreditCard => "creditCards",
            Self::AutoLoan => "autoLoans",
            Self::HomeLoan => "homeLoans",
            Self::PersonalLoan => "personalLoans",
            Self::StudentLoan => "studentLoans",
            Self::Miscellaneous => "miscellaneousLiabilities",
        }
    }
}

impl fmt::Display for LiabilityKind {
    /// In words, for instance `credit card`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreditCard => "credit card",
            Self::AutoLoan => "car loan",
            Self::HomeLoan => "mortgage",
            Self::PersonalLoan => "personal loan",
            Self::StudentLoan => "student loan",
            Self::Miscellaneous => "other debt",
        })
    }
}

/// One debt of any kind; a view into a [`User`](crate::User).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Liability<'a> {
    /// Which kind it is.
    pub kind: LiabilityKind,
    /// Its id, unique within its kind.
    pub id: Option<&'a LiabilityId>,
    /// What to call it in front of the person.
    pub display_name: Option<&'a str>,
    /// What is still owed.
    pub outstanding_balance: Option<Amount>,
    /// What has to be paid next.
    pub minimum_payment: Option<Amount>,
    /// When it has to be paid, as Spinwheel writes it.
    pub due_date: Option<&'a str>,
    /// The latest statement, with everything else it says.
    pub statement: Option<&'a StatementSummary>,
}

impl<'a> Liability<'a> {
    fn new(
        kind: LiabilityKind,
        id: Option<&'a LiabilityId>,
        display_name: Option<&'a String>,
        balance: Option<&'a BalanceDetails>,
        statement: Option<&'a StatementSummary>,
    ) -> Self {
        Self {
            kind,
            id,
            display_name: display_name.map(String::as_str),
            outstanding_balance: balance.and_then(|balance| balance.outstanding_balance),
            minimum_payment: statement.and_then(|statement| statement.minimum_payment_amount),
            due_date: statement.and_then(|statement| statement.due_date.as_deref()),
            statement,
        }
    }
}

macro_rules! views {
    ($($type:ident $id:ident $kind:ident),+ $(,)?) => {$(
        impl<'a> From<&'a $type> for Liability<'a> {
            fn from(debt: &'a $type) -> Self {
                let (balance, statement) = (debt.balance_details.as_ref(), debt.statement_summary.as_ref());
                Self::new(LiabilityKind::$kind, debt.$id.as_ref(), debt.display_name.as_ref(), balance, statement)
            }
        }
    )+};
}

views! {
    CreditCard credit_card_id CreditCard,
    AutoLoan auto_loan_id AutoLoan,
    HomeLoan home_loan_id HomeLoan,
    PersonalLoan personal_loan_id PersonalLoan,
    StudentLoan student_loan_id StudentLoan,
    MiscellaneousLiability miscellaneous_liability_id Miscellaneous,
}
