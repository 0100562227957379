//! A debt of a credit report.

use verify_core::provider::{Unreadable, answer};
use verify_core::{Amount, Pii};

use super::{FromWire, id, texts};
use crate::DebtId;
use crate::generated::credit_report::CreditReportCreditReportDataDebts as OfReport;
use crate::generated::pull_credit_report::PullCreditReportPullCreditReportDataDebts as OfPull;

answer! {
    essential
    /// A debt, in the form that all bureaus' reports are brought into. Amounts are in dollars; dates come with or without a time,
    /// as the bureau has them. The codes and the types are the bureaus', and DebtCore does not list them.
    pub struct Debt {
        /// The debt's id in this report.
        id: Option<DebtId> => "id",
        /// DebtCore's id of the creditor.
        creditor_id: Option<String> => "creditorId",
        /// The account number as the bureau has it; masked but for four digits in the example.
        account_number: Option<Pii<String>> => "accountNumber",
        /// The state the person lives in.
        applicant_state: Option<Pii<String>> => "applicantState",
        /// Who answers for the debt, in the bureaus' code: `I` for the person alone.
        ecoa_code: Option<Pii<String>> => "ecoaCode",
        /// Whom the debt is owed to.
        creditor_name: Option<Pii<String>> => "creditorName",
        /// The company that the creditor belongs to.
        parent_creditor_name: Option<Pii<String>> => "parentCreditorName",
        /// The id of that company.
        parent_creditor_id: Option<String> => "parentCreditorId",
        /// Whom the debt was owed to at first.
        original_creditor_name: Option<Pii<String>> => "originalCreditorName",
        /// What kind of business the creditor is, such as `DEPARTMENT_VARIETY_AND_OTHER_RETAIL`.
        creditor_type: Option<String> => "creditorType",
        /// What kind of account it is, such as `CREDIT_CARD`.
        account_type: Option<String> => "accountType",
        /// Such as `REVOLVING`.
        portfolio_type: Option<String> => "portfolioType",
        /// What kind of debt it is.
        debt_type: Option<String> => "debtType",
        /// What is owed.
        current_balance: Option<Amount> => "currentBalance",
        /// What was owed at first.
        original_balance: Option<Amount> => "originalBalance",
        /// What is to be paid each month. That it is in dollars is our reading.
        monthly_payment: Option<Amount> => "monthlyPayment",
        /// Since when the account exists.
        open_date: Option<String> => "openDate",
        /// When something was paid last.
        last_payment_date: Option<String> => "lastPaymentDate",
        /// Whether the latest payment had been made when the report was pulled.
        has_last_payment: Option<bool> => "hasLastPayment",
        /// Whether somebody collects it for the creditor.
        is_collection: Option<bool> => "isCollection",
        /// How late the payments are, in the bureau's code.
        delinquency: Option<Pii<String>> => "delinquency",
        /// What the bureau says about the account, in its codes.
        narrative_codes: Vec<Pii<String>> => "narrativeCodes",
        /// When the person filed for bankruptcy that includes this debt.
        bankruptcy_date_filed: Option<Pii<String>> => "bankruptcyDateFiled",
        /// DebtCore's id of the person.
        applicant_id: Option<Pii<String>> => "applicantId",
        /// DebtCore's id of a second person who owes it.
        co_applicant_id: Option<Pii<String>> => "coApplicantId",
        /// The type of the debt in Forth, another program of the provider.
        forth_debt_type_id: Option<String> => "forthDebtTypeId",
        /// What the bureau says about the account, in words.
        remarks: Vec<Pii<String>> => "remarks",
    }
}

/// The same for each of the generated types, which are alike.
macro_rules! from_wire {
    ($($node:ident)*) => {$(
        impl FromWire<$node> for Debt {
            fn from_wire(node: $node) -> Result<Self, Unreadable> {
                let $node {
                    id: debt, creditor_id, account_number, applicant_state, ecoa_code, creditor_name,
                    parent_creditor_name, parent_creditor_id, original_creditor_name, creditor_type,
                    account_type, portfolio_type, debt_type, current_balance, original_balance,
                    monthly_payment, open_date, last_payment_date, has_last_payment, is_collection,
                    delinquency, narrative_codes, bankruptcy_date_filed, applicant_id, co_applicant_id,
                    forth_debt_type_id, remarks,
                } = node;
                Ok(Self {
                    id: id(Some(debt)), creditor_id, account_number, applicant_state, ecoa_code, creditor_name,
                    parent_creditor_name, parent_creditor_id, original_creditor_name, creditor_type,
                    account_type, portfolio_type, debt_type, current_balance, original_balance,
                    monthly_payment, open_date, last_payment_date, has_last_payment, is_collection,
                    delinquency, narrative_codes: texts(narrative_codes), bankruptcy_date_filed,
                    applicant_id: applicant_id.map(Pii::new), co_applicant_id: co_applicant_id.map(Pii::new),
                    forth_debt_type_id, remarks: texts(remarks),
                })
            }
        }
    )*};
}

from_wire!(OfReport OfPull);
