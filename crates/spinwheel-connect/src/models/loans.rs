//! The six kinds of debts.

use verify_core::Timestamp;
use verify_core::provider::{answer, open_enum};

use super::liability_details::{
    BalanceDetails, Capabilities, CardProfile, Creditor, LiabilityProfile, PayoffSummary, StatementSummary,
};
use crate::LiabilityId;

/// A debt's own type: the common fields, and what only this kind has.
macro_rules! liability {
    ($(#[$meta:meta])* $name:ident $id:ident $id_wire:literal { $($rest:tt)* }) => {
        answer! {
            essential
            $(#[$meta])*
            pub struct $name {
                /// Its id, unique within its kind.
                $id: Option<LiabilityId> => $id_wire,
                /// What to call it in front of the person.
                display_name: Option<String> => "displayName",
                /// The creditor's logo.
                logo_url: Option<String> => "logoUrl",
                /// What is owed.
                balance_details: Option<BalanceDetails> => "balanceDetails",
                /// The latest statement.
                statement_summary: Option<StatementSummary> => "statementSummary",
                /// To whom it is owed.
                creditor: Option<Creditor> => "creditor",
                /// What Spinwheel can do with it.
                capabilities: Option<Capabilities> => "capabilities",
                /// When it last changed; the unit is inferred.
                updated_on: Option<Timestamp> => "updatedOn",
                /// When it was first seen; the unit is inferred.
                created_on: Option<Timestamp> => "createdOn",
                $($rest)*
            }
        }
    };
}

liability! {
    /// A credit card.
    CreditCard credit_card_id "creditCardId" {
        /// Its terms and history.
        card_profile: Option<CardProfile> => "cardProfile",
        /// Its interest rates.
        aprs: Vec<Apr> => "aprs",
    }
}

liability! {
    /// A car loan or lease.
    AutoLoan auto_loan_id "autoLoanId" {
        /// Its terms and history.
        liability_profile: Option<LiabilityProfile> => "liabilityProfile",
        /// What it would cost to pay it off.
        payoff_summary: Option<PayoffSummary> => "payoffSummary",
    }
}

liability! {
    /// A mortgage.
    HomeLoan home_loan_id "homeLoanId" {
        /// Its terms and history.
        liability_profile: Option<LiabilityProfile> => "liabilityProfile",
    }
}

liability! {
    /// A personal loan.
    PersonalLoan personal_loan_id "personalLoanId" {
        /// Its terms and history.
        liability_profile: Option<LiabilityProfile> => "liabilityProfile",
    }
}

liability! {
    /// A student loan.
    StudentLoan student_loan_id "studentLoanId" {
        /// Its terms and history.
        liability_profile: Option<LiabilityProfile> => "liabilityProfile",
    }
}

liability! {
    /// Anything else that is owed: collections, medical bills, leases.
    MiscellaneousLiability miscellaneous_liability_id "miscellaneousLiabilityId" {
        /// Its terms and history.
        liability_profile: Option<LiabilityProfile> => "liabilityProfile",
    }
}

answer! {
    /// An interest rate of a credit card.
    pub struct Apr {
        /// In percent a year.
        rate: Option<f64> => "rate",
        /// What it applies to.
        apr_type: Option<AprType> => "type",
        /// The balance it applies to.
        applicable_balance: Option<verify_core::Amount> => "applicableBalance",
        /// Until when it applies.
        expiration_date: Option<String> => "expirationDate",
        /// When it last changed; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

open_enum! {
    /// What an interest rate applies to.
    pub enum AprType {
        /// Purchases.
        Purchase => "PURCHASE",
        /// Balances moved from other cards.
        BalanceTransfer => "BALANCE_TRANSFER",
        /// After a late payment.
        Penalty => "PENALTY",
        /// Cash.
        CashAdvance => "CASH_ADVANCE",
        /// A limited time at the start.
        Intro => "INTRO",
    }
}
