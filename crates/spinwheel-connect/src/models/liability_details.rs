//! The parts a debt is made of.

use verify_core::provider::{answer, open_enum};
use verify_core::{Amount, Pii, Timestamp};

use super::PostalAddress;

answer! {
    /// What is owed.
    pub struct BalanceDetails {
        /// What is still owed.
        outstanding_balance: Option<Amount> => "outstandingBalance",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

answer! {
    /// The latest statement.
    pub struct StatementSummary {
        /// The balance it states.
        statement_balance: Option<Amount> => "statementBalance",
        /// The part that is not interest.
        principal_balance: Option<Amount> => "principalBalance",
        /// What has to be paid.
        minimum_payment_amount: Option<Amount> => "minimumPaymentAmount",
        /// By when, as Spinwheel writes it.
        due_date: Option<String> => "dueDate",
        /// How late the payments are.
        overdue_period: Option<OverduePeriod> => "overduePeriod",
        /// What should have been paid already.
        amount_past_due: Option<Amount> => "amountPastDue",
        /// The statement's date.
        statement_date: Option<PartialDate> => "statementDateWithFormat",
        /// The last payment's date.
        last_payment_date: Option<PartialDate> => "lastPaymentDateWithFormat",
        /// Which fields were refreshed from the creditor.
        refreshed_fields: Vec<String> => "refreshedFields",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

open_enum! {
    /// How late payments are.
    pub enum OverduePeriod {
        /// Not late.
        NotOverdue => "NOT_OVERDUE",
        /// 30 days.
        Late30Days => "LATE_30_DAYS",
        /// 60 days.
        Late60Days => "LATE_60_DAYS",
        /// 90 days.
        Late90Days => "LATE_90_DAYS",
        /// 120 days.
        Late120Days => "LATE_120_DAYS",
    }
}

answer! {
    /// A date that may lack its day or its month.
    pub struct PartialDate {
        /// The date, for instance `2024-05`.
        value: Option<String> => "value",
        /// How to read it, for instance `yyyy-MM`.
        format: Option<String> => "format",
    }
}

answer! {
    /// To whom something is owed.
    pub struct Creditor {
        /// The name in the credit report.
        original_name: Option<String> => "originalName",
        /// The industry.
        industry_type: Option<String> => "industryType",
        /// The bureau's code of the industry.
        industry_code: Option<String> => "industryCode",
        /// The creditor's phone number; a private creditor's is personal.
        phone_number: Option<Pii<String>> => "phoneNumber",
        /// The bureau's number of the creditor.
        bureau_subscriber_code: Option<String> => "bureauSubscriberCode",
        /// Where the creditor is.
        address: Option<PostalAddress> => "address",
        /// Where payments go.
        billing_addresses: Vec<PostalAddress> => "billingAddresses",
    }
}

answer! {
    /// Terms and history of a loan.
    pub struct LiabilityProfile {
        /// When the account was opened.
        account_origination_date: Option<String> => "accountOriginationDate",
        /// Open or closed.
        status: Option<LiabilityStatus> => "status",
        /// Interest in percent a year, worked out by Spinwheel.
        interest_rate_derived: Option<f64> => "interestRateDerived",
        /// What was lent.
        loan_origination_amount: Option<Amount> => "loanOriginationAmount",
        /// The highest balance so far.
        high_credit_amount: Option<Amount> => "highCreditAmount",
        /// The bureau's rating.
        account_rating: Option<String> => "accountRating",
        /// A finer kind of debt.
        liability_subtype: Option<String> => "liabilitySubtype",
        /// Secured or not.
        debt_type: Option<DebtType> => "debtType",
        /// The whole term.
        loan_term_in_months: Option<u32> => "loanTermInMonths",
        /// What is left of the term, worked out by Spinwheel.
        pending_loan_term_in_months_derived: Option<u32> => "pendingLoanTermInMonthsDerived",
        /// How often payments are due.
        terms_frequency: Option<String> => "termsFrequency",
        /// Alone or with others.
        account_ownership_type: Option<String> => "accountOwnershipType",
        /// The ownership as the Equal Credit Opportunity Act codes it.
        ecoa_code: Option<String> => "ecoaCode",
        /// How many months have been reported.
        reviewed_in_months: Option<u32> => "reviewedInMonths",
        /// The bureau's kind of account.
        account_type: Option<String> => "accountType",
        /// The bureau's code of the kind of account.
        account_type_code: Option<String> => "accountTypeCode",
        /// The whole account number, where it was asked for unmasked; the name of the field is not documented.
        account_number: Option<Pii<String>> => "accountNumber",
        /// The last four digits of the account number.
        account_number_last_four: Option<Pii<String>> => "accountNumberLastFour",
        /// Whether the person disputes the entry.
        consumer_dispute_status: Option<String> => "consumerDisputeStatus",
        /// Whether there is a derogatory entry.
        derogatory_data_status: Option<String> => "derogatoryDataStatus",
        /// Whether it is in collection.
        collection_status: Option<String> => "collectionStatus",
        /// Whether the creditor has written it off.
        charge_off_status: Option<String> => "chargeOffStatus",
        /// How much was written off.
        charge_off_amount: Option<Amount> => "chargeOffAmount",
        /// How many adverse ratings there are.
        adverse_rating_count: Option<u32> => "adverseRatingCount",
        /// Of student loans: public, private, unverified.
        loan_type: Option<LoanType> => "loanType",
        /// Of other debts: the state of a collection.
        collection_account_status: Option<String> => "collectionAccountStatus",
        /// Payments so far.
        payment_history: Option<PaymentHistory> => "paymentHistory",
    }
}

answer! {
    /// Terms and history of a credit card.
    pub struct CardProfile {
        /// When the account was opened.
        account_origination_date: Option<String> => "accountOriginationDate",
        /// Open or closed.
        status: Option<LiabilityStatus> => "status",
        /// Interest in percent a year, worked out by Spinwheel.
        interest_rate_derived: Option<f64> => "interestRateDerived",
        /// How much can be owed at most.
        credit_limit: Option<Amount> => "creditLimit",
        /// How much of the limit is used, in percent.
        credit_utilization: Option<f64> => "creditUtilization",
        /// What is left of the limit, worked out by Spinwheel.
        available_credit_derived: Option<Amount> => "availableCreditDerived",
        /// `FLEXIBLE` or `REGULAR`.
        limit_type: Option<String> => "limitType",
        /// The whole account number, where it was asked for unmasked; the name of the field is not documented.
        account_number: Option<Pii<String>> => "accountNumber",
        /// The card number with all but the last digits masked.
        credit_card_number_masked: Option<Pii<String>> => "creditCardNumberMasked",
        /// The highest balance so far.
        high_credit_amount: Option<Amount> => "highCreditAmount",
        /// The bureau's rating.
        account_rating: Option<String> => "accountRating",
        /// A finer kind of debt.
        liability_subtype: Option<String> => "liabilitySubtype",
        /// Secured or not.
        debt_type: Option<DebtType> => "debtType",
        /// How often payments are due.
        terms_frequency: Option<String> => "termsFrequency",
        /// Alone or with others.
        account_ownership_type: Option<String> => "accountOwnershipType",
        /// How many months have been reported.
        reviewed_in_months: Option<u32> => "reviewedInMonths",
        /// The bureau's kind of account.
        account_type: Option<String> => "accountType",
        /// Whether the creditor has written it off.
        charge_off_status: Option<String> => "chargeOffStatus",
        /// How many adverse ratings there are.
        adverse_rating_count: Option<u32> => "adverseRatingCount",
        /// Payments so far.
        payment_history: Option<PaymentHistory> => "paymentHistory",
    }
}

open_enum! {
    /// Whether an account is open.
    pub enum LiabilityStatus {
        /// Open.
        Open => "OPEN",
        /// Closed.
        Closed => "CLOSED",
    }
}

open_enum! {
    /// Whether something stands behind a debt.
    pub enum DebtType {
        /// A house, a car.
        Secured => "SECURED",
        /// Nothing.
        Unsecured => "UNSECURED",
        /// Spinwheel does not know. (Its own word; a value this version does not know is `Unknown`.)
        NotKnown => "UNKNOWN",
    }
}

open_enum! {
    /// Who lent to a student.
    pub enum LoanType {
        /// The government.
        Public => "PUBLIC",
        /// A bank.
        Private => "PRIVATE",
        /// Not verified.
        Unverified => "UNVERIFIED",
    }
}

answer! {
    /// Payments so far.
    pub struct PaymentHistory {
        /// The date of the last statement that was looked at.
        last_assessed_statement_date: Option<String> => "lastAssessedStatementDate",
        /// Month by month.
        details: Vec<PaymentHistoryDetail> => "details",
    }
}

answer! {
    /// How one month went.
    pub struct PaymentHistoryDetail {
        /// The month.
        date: Option<String> => "date",
        /// In words.
        description: Option<String> => "description",
        /// The bureau's code.
        code: Option<String> => "code",
    }
}

answer! {
    /// What it costs to pay a loan off.
    pub struct PayoffSummary {
        /// How much.
        payoff_amount: Option<Amount> => "payoffAmount",
        /// Until when that amount holds.
        payoff_good_through_date: Option<String> => "payoffGoodThroughDate",
        /// As of when; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

answer! {
    /// What Spinwheel can do with a debt.
    pub struct Capabilities {
        /// Paying.
        payments: Option<PaymentCapabilities> => "payments",
        /// Fetching fresh data.
        data: Option<DataCapabilities> => "data",
    }
}

answer! {
    /// Paying a debt.
    pub struct PaymentCapabilities {
        /// Paying a bill.
        bill_payment: Option<Capability> => "billPayment",
    }
}

answer! {
    /// Fetching fresh data about a debt.
    pub struct DataCapabilities {
        /// The balance right now.
        realtime_balance: Option<Capability> => "realtimeBalance",
        /// The latest statement.
        statement_summary: Option<Capability> => "statementSummary",
        /// The cost of paying it off.
        payoff_summary: Option<Capability> => "payoffSummary",
        /// The cost of paying a group of loans off.
        liability_group_payoff_quote: Option<Capability> => "liabilityGroupPayoffQuote",
    }
}

answer! {
    /// Whether something can be done.
    pub struct Capability {
        /// Whether it can be done, or why not.
        availability: Option<Availability> => "availability",
        /// In words.
        description: Option<String> => "description",
        /// The group of loans it belongs to.
        liability_group_id: Option<String> => "liabilityGroupId",
    }
}

open_enum! {
    /// Whether something can be done with a debt, or why not.
    pub enum Availability {
        /// It can be done.
        Supported => "SUPPORTED",
        /// It cannot.
        NotSupported => "NOT_SUPPORTED",
        /// Not with this creditor.
        InstitutionNotSupported => "INSTITUTION_NOT_SUPPORTED",
        /// Not with this creditor at present.
        InstitutionDisabled => "INSTITUTION_DISABLED",
        /// It has been done too often.
        RefreshExhausted => "REFRESH_EXHAUSTED",
        /// The person is not the main holder of the account.
        NotPrimaryAccountHolder => "NOT_PRIMARY_ACCOUNT_HOLDER",
        /// The account was terminated.
        AccountTerminated => "ACCOUNT_TERMINATED",
        /// The account is closed and nothing is owed.
        ClosedAccountNoBalance => "CLOSED_ACCOUNT_NO_BALANCE",
        /// The account is closed.
        ClosedAccount => "CLOSED_ACCOUNT",
        /// The account number could not be verified.
        AccountNumberVerificationFailed => "ACCOUNT_NUMBER_VERIFICATION_FAILED",
        /// A field stands in the way.
        FieldError => "FIELD_ERROR",
    }
}
