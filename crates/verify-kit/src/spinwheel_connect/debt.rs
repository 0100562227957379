//! Debts as flags.

use clap::ValueEnum;
use spinwheel_connect::{InvalidValue, LiabilityId, LiabilityKind};

/// The kinds there are, as one types them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    CreditCard,
    AutoLoan,
    HomeLoan,
    PersonalLoan,
    StudentLoan,
    Miscellaneous,
}

impl From<Kind> for LiabilityKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::CreditCard => Self::CreditCard,
            Kind::AutoLoan => Self::AutoLoan,
            Kind::HomeLoan => Self::HomeLoan,
            Kind::PersonalLoan => Self::PersonalLoan,
            Kind::StudentLoan => Self::StudentLoan,
            Kind::Miscellaneous => Self::Miscellaneous,
        }
    }
}

/// One debt, `KIND=ID`: ids are unique within their kind.
pub(super) fn debt(text: &str) -> Result<(LiabilityKind, LiabilityId), InvalidValue> {
    let rule = InvalidValue::new(
        "debt",
        "must be KIND=ID; kinds are credit-card, auto-loan, home-loan, personal-loan, student-loan, miscellaneous",
    );
    let (kind, id) = text.trim().split_once('=').ok_or(rule)?;
    let kind = Kind::from_str(kind, false).map_err(|_| rule)?;
    Ok((kind.into(), LiabilityId::new(id).map_err(|_| rule)?))
}
