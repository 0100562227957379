//! One liability in full.

use serde_json::{Value, json};

use super::cents::{Cents, hundredths, percent};
use super::debt::{Debt, Kind};
use super::user_object::Unmask;
use crate::engine::moment::Moment;
use crate::engine::rng::Rng;

/// When a report was made, in the forms a liability needs.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    /// Milliseconds since 1970.
    pub(crate) updated: u64,
    /// `YYYY-MM`.
    month: String,
    /// `YYYY-MM-DD`: the first of the next month but one.
    pub(crate) due: String,
    /// `YYYY-MM-DD`: ten days on.
    pub(crate) good_through: String,
}

impl Dates {
    pub(crate) fn of(made: Moment) -> Self {
        let stamp = jiff::Timestamp::try_from(made.wall).unwrap_or_default();
        let today = stamp.to_zoned(jiff::tz::TimeZone::UTC).date();
        let after = |span: jiff::Span| today.checked_add(span).unwrap_or(today);
        Self {
            updated: crate::engine::moment::millis(made.wall),
            month: today.strftime("%Y-%m").to_string(),
            due: after(jiff::Span::new().months(1)).first_of_month().to_string(),
            good_through: after(jiff::Span::new().days(10)).to_string(),
        }
    }
}

fn partial(value: &str, format: &str) -> Value {
    json!({"value": value, "format": format})
}

pub(crate) fn liability(debt: &Debt, rng: &mut Rng, dates: &Dates, unmask: Unmask) -> Value {
    let account = rng.digits(12);
    let mut value = json!({
        debt.kind.id(): rng.uuid(),
        "displayName": debt.creditor,
        "logoUrl": format!("https://example.com/logos/{}.png", slug(debt.creditor)),
        "balanceDetails": {"outstandingBalance": debt.balance.json(), "updatedOn": dates.updated},
        "statementSummary": statement(debt, dates),
        "creditor": creditor(debt, rng),
        "capabilities": capabilities(debt.kind),
        "updatedOn": dates.updated,
        "createdOn": dates.updated,
    });
    if debt.kind == Kind::CreditCard {
        value["cardProfile"] = card_profile(debt, &account, dates, unmask);
        value["aprs"] =
            json!([{"rate": hundredths(debt.rate), "type": "PURCHASE", "updatedOn": dates.updated}]);
    } else {
        value["liabilityProfile"] = loan_profile(debt, &account, dates, unmask);
    }
    if debt.kind == Kind::AutoLoan {
        value["payoffSummary"] = json!({
            "payoffAmount": debt.balance.json(),
            "payoffGoodThroughDate": dates.good_through,
            "updatedOn": dates.updated,
        });
    }
    value
}

fn slug(name: &str) -> String {
    name.to_ascii_lowercase().replace(' ', "-")
}

fn statement(debt: &Debt, dates: &Dates) -> Value {
    json!({
        "statementBalance": debt.balance.json(),
        "principalBalance": debt.balance.json(),
        "minimumPaymentAmount": debt.minimum.json(),
        "dueDate": dates.due,
        "overduePeriod": "NOT_OVERDUE",
        "amountPastDue": Cents(0).json(),
        "statementDateWithFormat": partial(&dates.month, "YYYY-MM"),
        "lastPaymentDateWithFormat": partial(&dates.month, "YYYY-MM"),
        "updatedOn": dates.updated,
    })
}

fn creditor(debt: &Debt, rng: &mut Rng) -> Value {
    json!({
        "originalName": debt.creditor.to_ascii_uppercase(),
        "industryType": if debt.kind == Kind::CreditCard { "Bank Credit Cards" } else { "Finance" },
        "phoneNumber": "+12025550100",
        "bureauSubscriberCode": format!("999{}", rng.digits(5)),
        "address": {"addressLine1": "1 Example Plaza", "city": "Wilmington", "state": "DE", "zip": "19801"},
    })
}

fn capabilities(kind: Kind) -> Value {
    let yes = json!({"availability": "SUPPORTED"});
    let no = json!({"availability": "NOT_SUPPORTED"});
    let only = |kinds: &[Kind]| if kinds.contains(&kind) { yes.clone() } else { no.clone() };
    json!({
        "payments": {"billPayment": only(&[Kind::CreditCard, Kind::StudentLoan, Kind::AutoLoan])},
        "data": {
            "realtimeBalance": only(&[Kind::CreditCard]),
            "statementSummary": only(&[Kind::CreditCard]),
            "payoffSummary": only(&[Kind::AutoLoan]),
            "liabilityGroupPayoffQuote": only(&[Kind::StudentLoan]),
        },
    })
}

/// What cards and loans have in common.
fn profile(debt: &Debt, account: &str, dates: &Dates) -> Value {
    let day = format!("{}-01", debt.opened);
    json!({
        "accountOriginationDate": day,
        "accountOriginationDateWithFormat": partial(debt.opened, "YYYY-MM"),
        "status": "OPEN",
        "interestRateDerived": hundredths(debt.rate),
        "highCreditAmount": debt.original.json(),
        "accountRating": "PAYS_AS_AGREED",
        "liabilitySubtype": subtype(debt),
        "debtType": if debt.kind.is_secured() { "SECURED" } else { "UNSECURED" },
        "termsFrequency": "MONTHLY",
        "accountOwnershipType": "INDIVIDUAL",
        "ecoaCode": "I",
        "reviewedInMonths": 24,
        "accountType": if debt.kind == Kind::CreditCard { "REVOLVING" } else { "INSTALLMENT" },
        "accountNumberLastFour": &account[account.len() - 4..],
        "adverseRatingCount": 0,
        "consumerDisputeStatus": null,
        "narratives": [],
        "paymentHistory": {
            "lastAssessedStatementDate": partial(&dates.month, "YYYY-MM"),
            "details": [{"date": dates.month, "description": "Pays as agreed", "code": "1"}],
        },
    })
}

fn subtype(debt: &Debt) -> &'static str {
    match debt.kind {
        Kind::AutoLoan if debt.creditor.ends_with("Lease") => "AUTO_LEASE",
        Kind::AutoLoan => "AUTO_LOAN",
        Kind::HomeLoan => "MORTGAGE",
        Kind::StudentLoan => "STUDENT_LOAN",
        Kind::CreditCard => "CREDIT_CARD",
        Kind::PersonalLoan => "UNSECURED_LOAN",
        Kind::Miscellaneous => "OTHER",
    }
}

fn loan_profile(debt: &Debt, account: &str, dates: &Dates, unmask: Unmask) -> Value {
    let mut profile = profile(debt, account, dates);
    profile["loanOriginationAmount"] = debt.original.json();
    profile["loanTermInMonths"] = json!(debt.term);
    profile["pendingLoanTermInMonthsDerived"] = json!(debt.balance.0.div_ceil(debt.minimum.0.max(1)));
    if debt.kind == Kind::StudentLoan {
        profile["loanType"] = json!("PUBLIC");
    }
    if unmask.account_number {
        profile["accountNumber"] = json!(account);
    }
    profile
}

fn card_profile(debt: &Debt, account: &str, dates: &Dates, unmask: Unmask) -> Value {
    let mut profile = profile(debt, account, dates);
    profile["creditLimit"] = debt.original.json();
    profile["creditUtilization"] = json!(percent(debt.balance, debt.original));
    profile["availableCreditDerived"] = debt.original.minus(debt.balance).json();
    profile["creditCardNumberMasked"] = json!(format!("XXXXXXXXXXXX{}", &account[account.len() - 4..]));
    profile["limitType"] = json!("REGULAR");
    if unmask.account_number {
        profile["accountNumber"] = json!(account);
    }
    profile
}
