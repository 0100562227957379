//! Connected accounts.

use verify_core::provider::{answer, open_enum};
use verify_core::{Amount, FreeForm, Pii, Timestamp};

use crate::{AccountId, CustomerId, InstitutionId, InstitutionLoginId};

answer! {
    essential
    /// An account of a customer at an institution, as it stands in answers and in webhooks.
    ///
    /// Dates are seconds since 1970 on the wire. Holdings of investment accounts (`position`) are not read.
    pub struct Account {
        /// Its id.
        id: Option<AccountId> => "id",
        /// The number as the institution gives it, perhaps masked in part; not meant for payments.
        number: Option<Pii<String>> => "number",
        /// What Finicity makes of the number, in a form that depends on the institution: the one to show.
        account_number_display: Option<Pii<String>> => "accountNumberDisplay",
        /// The last four digits of the number; for accounts with ACH alone.
        real_account_number_last4: Option<Pii<String>> => "realAccountNumberLast4",
        /// What the institution calls it; may hold the person's own words.
        name: Option<Pii<String>> => "name",
        /// What is on it, or owed, in the account's currency, at [`balance_date`](Account::balance_date). Which sign a debt
        /// has is not documented.
        balance: Option<Amount> => "balance",
        /// What kind of account it is.
        account_type: Option<AccountType> => "type",
        /// Whether it is in use yet.
        status: Option<AccountStatus> => "status",
        /// What came of the latest attempt to fetch its data: one of Finicity's aggregation status codes, which are not zero where
        /// something is wrong. `None` before the first attempt.
        aggregation_status_code: Option<i32> => "aggregationStatusCode",
        /// Whose account it is.
        customer_id: Option<CustomerId> => "customerId",
        /// Where it is.
        institution_id: Option<InstitutionId> => "institutionId",
        /// The sign-in it was connected with; [`GenerateFixConnectUrl`](crate::GenerateFixConnectUrl) repairs it.
        institution_login_id: Option<InstitutionLoginId> => "institutionLoginId",
        /// The currency in three letters, for instance `USD`.
        currency: Option<String> => "currency",
        /// From when the balance is.
        balance_date: Option<Timestamp> => "balanceDate",
        /// When its data was last fetched.
        aggregation_success_date: Option<Timestamp> => "aggregationSuccessDate",
        /// When that was last tried.
        aggregation_attempt_date: Option<Timestamp> => "aggregationAttemptDate",
        /// The latest transaction.
        last_transaction_date: Option<Timestamp> => "lastTransactionDate",
        /// The oldest transaction that is known.
        oldest_transaction_date: Option<Timestamp> => "oldestTransactionDate",
        /// When it was connected.
        created_date: Option<Timestamp> => "createdDate",
        /// When its record was last changed. A new one has the start of 1970 here.
        last_updated_date: Option<Timestamp> => "lastUpdatedDate",
        /// When the customer first connected it.
        linked_account_date: Option<Timestamp> => "linkedAccountDate",
        /// Its place in the institution's own list, from 1.
        display_position: Option<u32> => "displayPosition",
        /// `personal` or `business`.
        market_segment: Option<String> => "marketSegment",
        /// The account above it, of student loans.
        parent_account: Option<AccountId> => "parentAccount",
        /// What depends on the kind of account. Its many fields are passed on as they are.
        detail: Option<FreeForm> => "detail",
    }
}

/// Whether Finicity still gets at an account; see [`Account::connection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccountConnection {
    /// Its data was never fetched yet, as right after connecting.
    New,
    /// The latest attempt to fetch its data succeeded.
    Working,
    /// The person has to sign in again: send them a [fix link](crate::GenerateFixConnectUrl) for the account's
    /// [`institution_login_id`](Account::institution_login_id). The number is the aggregation status code.
    NeedsPerson(i32),
    /// Something else is wrong, at the institution or at Finicity; it may pass. The number is the aggregation status code.
    Trouble(i32),
}

impl Account {
    /// Whether Finicity still gets at the account, by its [`aggregation_status_code`](Self::aggregation_status_code): 0 works;
    /// 103, 185 and 187 are about the person's sign-in and the institution's challenge. Which other codes a fix link would mend
    /// is not in the sources of this crate.
    pub fn connection(&self) -> AccountConnection {
        match self.aggregation_status_code {
            None => AccountConnection::New,
            Some(0) => AccountConnection::Working,
            Some(code @ (103 | 185 | 187)) => AccountConnection::NeedsPerson(code),
            Some(code) => AccountConnection::Trouble(code),
        }
    }
}

open_enum! {
    /// What kind of account it is. Source: OAS 1.42, `AccountType`.
    pub enum AccountType {
        /// Checking.
        Checking => "checking",
        /// Savings.
        Savings => "savings",
        /// A certificate of deposit.
        CertificateOfDeposit => "cd",
        /// Money market.
        MoneyMarket => "moneyMarket",
        /// A credit card.
        CreditCard => "creditCard",
        /// A line of credit, also on a home.
        LineOfCredit => "lineOfCredit",
        /// A generic investment.
        Investment => "investment",
        /// A generic investment with a tax advantage.
        InvestmentTaxDeferred => "investmentTaxDeferred",
        /// A plan for the purchase of an employer's stock.
        EmployeeStockPurchasePlan => "employeeStockPurchasePlan",
        /// An individual retirement account.
        Ira => "ira",
        /// A 401(k) plan.
        Plan401k => "401k",
        /// A Roth account.
        Roth => "roth",
        /// A 403(b) plan.
        Plan403b => "403b",
        /// A 529 plan.
        Plan529 => "529plan",
        /// A rollover IRA.
        Rollover => "rollover",
        /// A gift to a minor (UGMA).
        Ugma => "ugma",
        /// A transfer to a minor (UTMA).
        Utma => "utma",
        /// A Keogh plan.
        Keogh => "keogh",
        /// A 457 plan.
        Plan457 => "457plan",
        /// A 401(a) plan.
        Plan401a => "401a",
        /// A brokerage account.
        BrokerageAccount => "brokerageAccount",
        /// Savings for education that are no 529 plan.
        EducationSavings => "educationSavings",
        /// A health savings account.
        HealthSavingsAccount => "healthSavingsAccount",
        /// A pension.
        Pension => "pension",
        /// A profit-sharing plan.
        ProfitSharingPlan => "profitSharingPlan",
        /// A Roth 401(k).
        Roth401k => "roth401k",
        /// A simplified employee pension.
        SepIra => "sepIRA",
        /// A SIMPLE IRA.
        SimpleIra => "simpleIRA",
        /// A thrift savings plan.
        ThriftSavingsPlan => "thriftSavingsPlan",
        /// A variable annuity.
        VariableAnnuity => "variableAnnuity",
        /// A wallet or account of cryptocurrency.
        Cryptocurrency => "cryptocurrency",
        /// A mortgage.
        Mortgage => "mortgage",
        /// A loan: car, equity and others.
        Loan => "loan",
        /// A student loan.
        StudentLoan => "studentLoan",
        /// A group of student loans.
        StudentLoanGroup => "studentLoanGroup",
        /// An account of a student loan.
        StudentLoanAccount => "studentLoanAccount",
    }
}

open_enum! {
    /// Whether an account is in use yet. Source: OAS 1.42, `AggregationStatus`.
    pub enum AccountStatus {
        /// Found, and not activated yet.
        Pending => "pending",
        /// In use.
        Active => "active",
    }
}

answer! {
    /// What the two calls for accounts answer. Without a list it says nothing: "none" would be a wrong answer.
    pub(crate) struct Accounts {
        required {
            /// The accounts.
            accounts: Vec<Account> => "accounts",
        }
    }
}
