//! A report as the schema has it.

use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::choices::{DateForm, DebtCoreChoices};
use super::reports::Report;
use crate::engine::call::Call;
use crate::engine::moment::millis;
use crate::engine::rng::Rng;
use crate::spinwheel::{Debt, Kind, Progress};

/// How somebody looks at a report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) choices: &'a DebtCoreChoices,
    pub(crate) org_id: &'a str,
    pub(crate) seed: u64,
}

/// As `2026-01-15T12:00:00.000Z`.
pub(crate) fn iso_millis(at: SystemTime) -> String {
    let stamp = Timestamp::try_from(at);
    stamp.map_or_else(|_| String::new(), |stamp| stamp.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string())
}

fn date(at: SystemTime, form: DateForm) -> Value {
    match form {
        DateForm::Iso => json!(iso_millis(at)),
        DateForm::EpochMilliseconds => json!(millis(at)),
    }
}

/// The answer to a pull.
pub(crate) fn pulled(report: &Report, view: View<'_>, call: &mut Call) -> Value {
    let mut node = node(report, view, call);
    node["creditReportId"] = node["id"].take();
    node
}

/// `CreditReportNode`.
pub(crate) fn node(report: &Report, view: View<'_>, call: &mut Call) -> Value {
    let (choices, file) = (view.choices, &report.file);
    let progress = report.progress(call.now.mono);
    let (status, file_status) = statuses(progress, choices, call);
    call.rests_on("date_form");
    let done = progress == Progress::Done;
    json!({
        "id": report.id,
        "reqOrgId": view.org_id,
        "reqOrgContactId": report.contact,
        "leadId": report.lead,
        "applicantResidenceState": file.state,
        "publicRecords": [],
        "creditReportUserId": report.user_id,
        "debts": if done { debts(report, view.seed) } else { Vec::new() },
        "source": report.source,
        "fileMetadata": if done { metadata(report) } else { Value::Null },
        "reportStatus": status,
        "fileStatus": file_status,
        "createdAt": date(report.made.wall, choices.date_form),
        "applicantFirstName": file.first_name,
        "applicantMiddleName": file.middle_name,
        "applicantLastName": file.last_name,
        "applicantSsn": format!("XXXXX{}", file.last_four),
        "applicantDob": file.birth_date,
        "applicantAlternativeNames": [],
        "scores": if done { scores(report) } else { Vec::new() },
        "reportRequestedAt": date(report.made.wall, choices.date_form),
    })
}

fn statuses(progress: Progress, choices: &DebtCoreChoices, call: &mut Call) -> (String, &'static str) {
    match progress {
        Progress::Done => ("COMPLETED".to_owned(), "COMPLETED"),
        Progress::Running => {
            call.rests_on("running_report_status");
            (choices.running_report_status.clone(), "IN_PROGRESS")
        }
        Progress::Failed => {
            call.rests_on("failed_report_status");
            (choices.failed_report_status.clone(), "IN_PROGRESS")
        }
    }
}

/// The product behind each source is listed in a partner's copy of the schema; how its name stands here is not.
fn model(source: &str) -> &'static str {
    match source {
        "SPINWHEEL" => "EquifaxVantageScore3.0",
        _ => "VantageScore4.0",
    }
}

fn bureau(source: &str) -> &'static str {
    if source.contains("TU") || source.contains("TRANSUNION") { "TransUnion" } else { "Equifax" }
}

fn scores(report: &Report) -> Vec<Value> {
    let score = report.score.map(|score| {
        json!({
            "modelName": model(report.source),
            "scoreValue": score.to_string(),
            "sourceType": bureau(report.source),
            "scoreFactors": [
                {"scoreFactorCode": "14", "scoreFactorText": "Length of time accounts have been established"},
                {"scoreFactorCode": "10", "scoreFactorText": "Proportion of balances to credit limits"},
            ],
        })
    });
    score.into_iter().collect()
}

fn metadata(report: &Report) -> Value {
    json!({
        "reqOrgContactId": report.contact,
        "creditReportUserId": report.user_id,
        "source": report.source,
        "uploadDate": iso_millis(report.ready_wall),
        "fileName": format!("{}.pdf", report.id),
        "contentType": "application/pdf",
        "fileSize": (20_480 + report.file.debts.len() * 1_024).to_string(),
        "type": "CREDIT_REPORT",
    })
}

fn debts(report: &Report, seed: u64) -> Vec<Value> {
    // The same debt keeps its number in every report of a contact.
    let mut numbers = Rng::new(seed, &[&report.contact, "accounts"]);
    let mut ids = Rng::new(seed, &[&report.id, "debts"]);
    report.file.debts.iter().map(|owed| debt(owed, report, &mut ids, &mut numbers)).collect()
}

fn debt(owed: &Debt, report: &Report, ids: &mut Rng, numbers: &mut Rng) -> Value {
    json!({
        "id": ids.uuid(),
        "creditorId": numbers.digits(8),
        "accountNumber": format!("****{}", numbers.digits(4)),
        "applicantState": report.file.state,
        "ecoaCode": "I",
        "creditorName": owed.creditor.to_ascii_uppercase(),
        "originalCreditorName": owed.creditor.to_ascii_uppercase(),
        "creditorType": creditor_type(owed.kind),
        "accountType": account_type(owed.kind),
        "portfolioType": portfolio_type(owed.kind),
        "debtType": if owed.kind.is_secured() { "SECURED" } else { "UNSECURED" },
        "currentBalance": owed.balance.json(),
        "openDate": format!("{}-01", owed.opened),
        "lastPaymentDate": last_payment(report.made.wall),
        "hasLastPayment": true,
        "narrativeCodes": [],
        "originalBalance": owed.original.json(),
        "isCollection": false,
        "delinquency": "CURRENT",
        "monthlyPayment": owed.minimum.json(),
        "remarks": [],
    })
}

/// The first of the month before.
fn last_payment(made: SystemTime) -> String {
    let stamp = Timestamp::try_from(made).unwrap_or_default();
    let today = stamp.to_zoned(jiff::tz::TimeZone::UTC).date();
    let before = today.checked_sub(jiff::Span::new().months(1)).unwrap_or(today);
    before.first_of_month().to_string()
}

fn account_type(kind: Kind) -> &'static str {
    match kind {
        Kind::CreditCard => "CREDIT_CARD",
        Kind::AutoLoan => "AUTOMOBILE",
        Kind::HomeLoan => "MORTGAGE",
        Kind::StudentLoan => "EDUCATIONAL",
        Kind::PersonalLoan => "UNSECURED",
        Kind::Miscellaneous => "CHARGE_ACCOUNT",
    }
}

fn portfolio_type(kind: Kind) -> &'static str {
    match kind {
        Kind::CreditCard => "REVOLVING",
        Kind::HomeLoan => "MORTGAGE",
        _ => "INSTALLMENT",
    }
}

fn creditor_type(kind: Kind) -> &'static str {
    match kind {
        Kind::CreditCard | Kind::HomeLoan => "BANKING",
        Kind::Miscellaneous => "DEPARTMENT_VARIETY_AND_OTHER_RETAIL",
        _ => "FINANCE",
    }
}
