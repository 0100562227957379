//! A user with everything that is known about them.

use verify_core::provider::answer;
use verify_core::{Pii, Timestamp};

use super::liability::Liability;
use super::{
    AutoLoan, CreditCard, CreditCardSummary, CreditReport, HomeLoan, LoanSummary, MiscellaneousLiability,
    PersonalLoan, Profile, StudentLoan, StudentLoanSummary,
};
use crate::{ExtUserId, UserId};

answer! {
    /// A user: profile, debts, summaries, credit reports. Without an ordered credit report there are no debts.
    ///
    /// To go through all debts alike, use [`liabilities`](User::liabilities).
    pub struct User {
        /// Spinwheel's id.
        user_id: Option<UserId> => "userId",
        /// The application's id.
        ext_user_id: Option<ExtUserId> => "extUserId",
        /// Who it is.
        profile: Option<Profile> => "profile",
        /// Whether the user owes.
        is_borrower: Option<bool> => "isBorrower",
        /// Whether the user pays for somebody else.
        is_champion: Option<bool> => "isChampion",
        /// A token for connecting the person elsewhere; for producers of network tokens alone.
        network_token: Option<Pii<String>> => "networkToken",
        /// Credit cards.
        credit_cards: Vec<CreditCard> => "creditCards",
        /// Car loans and leases.
        auto_loans: Vec<AutoLoan> => "autoLoans",
        /// Mortgages.
        home_loans: Vec<HomeLoan> => "homeLoans",
        /// Personal loans.
        personal_loans: Vec<PersonalLoan> => "personalLoans",
        /// Student loans.
        student_loans: Vec<StudentLoan> => "studentLoans",
        /// Everything else that is owed.
        miscellaneous_liabilities: Vec<MiscellaneousLiability> => "miscellaneousLiabilities",
        /// All credit cards together.
        credit_card_summary: Option<CreditCardSummary> => "creditCardSummary",
        /// All car loans together.
        auto_loan_summary: Option<LoanSummary> => "autoLoanSummary",
        /// All mortgages together.
        home_loan_summary: Option<LoanSummary> => "homeLoanSummary",
        /// All personal loans together.
        personal_loan_summary: Option<LoanSummary> => "personalLoanSummary",
        /// All student loans together.
        student_loan_summary: Option<StudentLoanSummary> => "studentLoanSummary",
        /// All other debts together.
        miscellaneous_liability_summary: Option<LoanSummary> => "miscellaneousLiabilitySummary",
        /// The reports the debts come from.
        credit_reports: Vec<CreditReport> => "creditReports",
        /// When the user last changed; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
        /// When the user came into being; the unit is inferred.
        created_on: Option<Timestamp> => "createdOn",
    }
}

impl User {
    /// All debts of the six kinds, in what they have in common: cards first, then loans for cars, homes, personal
    /// use and studies, then the rest.
    pub fn liabilities(&self) -> Vec<Liability<'_>> {
        let cards = self.credit_cards.iter().map(Liability::from);
        let autos = self.auto_loans.iter().map(Liability::from);
        let homes = self.home_loans.iter().map(Liability::from);
        let personal = self.personal_loans.iter().map(Liability::from);
        let students = self.student_loans.iter().map(Liability::from);
        let others = self.miscellaneous_liabilities.iter().map(Liability::from);
        cards.chain(autos).chain(homes).chain(personal).chain(students).chain(others).collect()
    }
}
