//! Debts of one kind taken together.

use verify_core::provider::answer;
use verify_core::{Amount, Timestamp};

use crate::LiabilityId;

answer! {
    /// All loans of one kind.
    pub struct LoanSummary {
        /// How many.
        no_of_loans: Option<u32> => "noOfLoans",
        /// What is still owed.
        current_outstanding_balance: Option<Amount> => "currentOutstandingBalance",
        /// What has to be paid next.
        minimum_payment_amount: Option<Amount> => "minimumPaymentAmount",
        /// In percent a year.
        interest_rate: Option<f64> => "interestRate",
        /// In percent a year, worked out by Spinwheel.
        interest_rate_derived: Option<f64> => "interestRateDerived",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

answer! {
    /// All credit cards.
    pub struct CreditCardSummary {
        /// How many.
        no_of_credit_cards: Option<u32> => "noOfCreditCards",
        /// What is still owed.
        current_outstanding_balance: Option<Amount> => "currentOutstandingBalance",
        /// What is left of the limits.
        available_credit: Option<Amount> => "availableCredit",
        /// How much of the limits is used, in percent.
        credit_utilization: Option<f64> => "creditUtilization",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

answer! {
    /// All student loans.
    pub struct StudentLoanSummary {
        /// How many.
        no_of_loans: Option<u32> => "noOfLoans",
        /// What is still owed.
        current_outstanding_balance: Option<Amount> => "currentOutstandingBalance",
        /// What has to be paid next.
        minimum_payment_amount: Option<Amount> => "minimumPaymentAmount",
        /// In percent a year.
        interest_rate: Option<f64> => "interestRate",
        /// In percent a year, worked out by Spinwheel.
        interest_rate_derived: Option<f64> => "interestRateDerived",
        /// What it costs to pay groups of loans off.
        liability_group_payoff_quotes: Vec<PayoffQuote> => "liabilityGroupPayoffQuotes",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

answer! {
    /// What it costs to pay a group of student loans off.
    pub struct PayoffQuote {
        /// The loans of the group.
        student_loan_ids: Vec<LiabilityId> => "studentLoanIds",
        /// The group.
        liability_group_id: Option<String> => "liabilityGroupId",
        /// How much.
        payoff_amount: Option<Amount> => "payoffAmount",
        /// Until when that amount holds.
        payoff_good_through_date: Option<String> => "payoffGoodThroughDate",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}
