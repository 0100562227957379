//! What the types of this crate print that print themselves.

use spinwheel_connect::{LiabilityKind, NextStep};

#[test]
fn steps_and_debts_are_words() {
    for (step, expected) in [
        (NextStep::UseKba, "go on with KBA"),
        (NextStep::LookFirst, "look whether it took effect before calling again"),
        (NextStep::AskSupport, "ask Spinwheel's support about the code"),
    ] {
        assert_eq!(step.to_string(), expected);
    }
    for (kind, expected) in [
        (LiabilityKind::CreditCard, "credit card"),
        (LiabilityKind::AutoLoan, "car loan"),
        (LiabilityKind::HomeLoan, "mortgage"),
        (LiabilityKind::PersonalLoan, "personal loan"),
        (LiabilityKind::StudentLoan, "student loan"),
        (LiabilityKind::Miscellaneous, "other debt"),
    ] {
        assert_eq!(kind.to_string(), expected);
    }
}
