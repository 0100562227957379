//! How the requests look on the wire, for `--data`.

use serde_json::{Value, json};

use crate::exit::Failure;
use crate::provider::{Fields, Wire, fields};

pub(crate) const WIRE: Wire = Wire {
    names: &[
        ("phoneNumber", "phone"),
        ("dateOfBirth", "birth-date"),
        ("audit.consentTimestamp", "consent-timestamp"),
        ("audit.userConsentDate", "consent-timestamp"),
        ("audit.verificationDate", "verified-at"),
        ("audit.verificationType", "verified-by"),
        ("address.addressLine1", "street"),
        ("address.city", "city"),
        ("address.state", "state"),
        ("address.zip", "zip"),
        ("creditReport.sourceBureau", "report-bureau"),
        ("creditScore.sourceBureau", "score-bureau"),
        ("liabilityType", "only"),
    ],
    own: &[],
    reshape,
    lists: &[("subscribe-new-liabilities", new_liabilities)],
};

/// What it asks for is what its name says.
fn new_liabilities(list: &[Value]) -> Result<Fields, Failure> {
    if list == [json!({"subscriptionType": "NEW_LIABILITIES"})] {
        return Ok(Fields::new());
    }
    Err(Failure::usage("--data: the list must hold one subscription, to NEW_LIABILITIES"))
}

/// The lists of debts, and the words for them.
const DEBTS: [(&str, &str); 6] = [
    ("creditCards", "credit-card"),
    ("autoLoans", "auto-loan"),
    ("homeLoans", "home-loan"),
    ("personalLoans", "personal-loan"),
    ("studentLoans", "student-loan"),
    ("miscellaneousLiabilities", "miscellaneous"),
];

fn reshape(all: &mut Fields, operation: &str) -> Result<(), Failure> {
    fields::joined(all, "answers", ["questionId", "answerId"], "answer")?;
    days(all);
    last_four(all);
    one_address(all)?;
    subscription(all)?;
    if operation == "order-equifax-profile" {
        equifax(all);
    } else {
        bureaus(all);
    }
    debts(all)
}

/// A day is sent of what is a time among the flags.
fn days(all: &mut Fields) {
    let Some(Value::Object(audit)) = all.get_mut("audit") else { return };
    for name in ["userConsentDate", "verificationDate"] {
        if let Some(Value::String(day)) = audit.get_mut(name) {
            if !day.contains('T') {
                day.push_str("T00:00:00Z");
            }
        }
    }
}

/// No more than the last four digits of the number are sent.
fn last_four(all: &mut Fields) {
    if let Some(Value::String(digits)) = fields::take_if(all, "ssnLastFourDigits", Value::is_string) {
        all.insert("ssn".to_owned(), Value::String(format!("00000{digits}")));
    }
}

fn one_address(all: &mut Fields) -> Result<(), Failure> {
    let Some(mut addresses) = fields::take_list(all, "addresses") else { return Ok(()) };
    match (addresses.pop(), addresses.is_empty()) {
        (Some(address), true) => {
            all.insert("address".to_owned(), address);
            Ok(())
        }
        _ => Err(Failure::usage("--data: addresses must hold one address")),
    }
}

/// What a subscription asks for is asked for here.
fn subscription(all: &mut Fields) -> Result<(), Failure> {
    let Some(mut subscriptions) = fields::take_list(all, "subscriptions") else { return Ok(()) };
    let only = || Failure::usage("--data: subscriptions must hold one, to DEBT_PROFILE.REFRESH");
    let (Some(Value::Object(mut one)), true) = (subscriptions.pop(), subscriptions.is_empty()) else {
        return Err(only());
    };
    if fields::take(&mut one, "subscriptionType") != Some(Value::String("DEBT_PROFILE.REFRESH".to_owned())) {
        return Err(only());
    }
    if let Some(mut asked) = fields::take_object(&mut one, "configuration") {
        if let Some(frequency) = fields::take(&mut asked, "refreshFrequency") {
            all.insert("frequency".to_owned(), frequency);
        }
        all.extend(asked);
    }
    if one.is_empty() { Ok(()) } else { Err(only()) }
}

/// A report and a score are flags; of a score the model is its value.
fn bureaus(all: &mut Fields) {
    if let Some(Value::Object(report)) = all.get_mut("creditReport") {
        if report.get("type").and_then(Value::as_str) == Some("1_BUREAU.FULL") {
            report.remove("type");
            all.insert("report".to_owned(), Value::Bool(true));
        }
    }
    let Some(Value::Object(score)) = all.get_mut("creditScore") else { return };
    let Some(Value::String(model)) = fields::take_if(score, "model", Value::is_string) else { return };
    let model = if model == "VANTAGE_SCORE_3_0" { "vantage-score-3".to_owned() } else { model };
    all.insert("score".to_owned(), Value::String(model));
}

/// What can be ordered in this way is one of three.
fn equifax(all: &mut Fields) {
    let report = all.get("creditReport") == Some(&json!({"type": "1_BUREAU.FULL"}));
    let score = all.get("creditScore") == Some(&json!({"model": "VANTAGE_SCORE_3_0"}));
    let want = match (report, score) {
        (true, true) => "report-and-score",
        (true, false) => "report",
        (false, true) => "score",
        (false, false) => return,
    };
    for (name, is_said) in [("creditReport", report), ("creditScore", score)] {
        if is_said {
            all.remove(name);
        }
    }
    all.insert("want".to_owned(), Value::String(want.to_owned()));
}

/// The statements of debts of several kinds are one list among the flags.
fn debts(all: &mut Fields) -> Result<(), Failure> {
    let mut wanted = Vec::new();
    for (list, kind) in DEBTS {
        for item in fields::take_list(all, list).unwrap_or_default() {
            let Value::Object(mut debt) = item else { return Err(statements(list)) };
            let of_statement = fields::take(&mut debt, "capabilities").is_none_or(|wanted| {
                wanted == Value::Array(vec![Value::String("STATEMENT_SUMMARY".to_owned())])
            });
            let id = fields::take(&mut debt, "id").as_ref().and_then(fields::scalar);
            match id {
                Some(id) if of_statement && debt.is_empty() => {
                    wanted.push(Value::String(format!("{kind}={id}")));
                }
                _ => return Err(statements(list)),
            }
        }
    }
    if !wanted.is_empty() {
        all.insert("debt".to_owned(), Value::Array(wanted));
    }
    Ok(())
}

fn statements(list: &str) -> Failure {
    Failure::usage(format!("--data: {list} must hold ids and the capability STATEMENT_SUMMARY"))
}
