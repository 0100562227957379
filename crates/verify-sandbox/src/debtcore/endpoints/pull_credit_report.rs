//! `pullCreditReport`: a report from one of six sources. What each needs is documented.

use serde_json::json;

use super::operation;
use crate::debtcore::choices::PullPastLimit;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};
use crate::debtcore::dialect::Trouble;
use crate::debtcore::record;
use crate::debtcore::reports::Report;
use crate::spinwheel::{File, Phase};

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.pull_credit_report"), field: "pullCreditReport", run };

/// Source, and the fields it needs besides `reqOrgContactId`.
const SOURCES: [(&str, &[&str]); 6] = [
    ("SPINWHEEL", &[]),
    ("CRS_TRANSUNION", &["firstName", "lastName", "addressLine1", "city", "state", "zip"]),
    ("CRS_EQUIFAX", &["firstName", "lastName", "ssn", "addressLine1", "city", "state"]),
    ("ARRAY_EQUIFAX", &["firstName", "lastName", "ssn", "dob", "addressLine1", "city", "state", "zip"]),
    ("ARRAY_EQUIFAX_KBA", &["userVerificationId"]),
    (
        "CRS_STANDARD_PREQUAL_VANTAGE4_TU",
        &["firstName", "lastName", "ssn", "addressLine1", "city", "state", "zip"],
    ),
];

/// The source of this name.
pub(crate) fn source(name: &str) -> Option<&'static str> {
    SOURCES.iter().map(|(source, _)| *source).find(|source| *source == name)
}

/// What a caller may tell a bureau besides.
const OPTIONAL: [&str; 7] = ["middleName", "suffix", "ssn", "dob", "addressLine2", "zip", "city"];

/// What all sources are asked with.
struct Pull {
    contact: String,
    lead: Option<String>,
    source: &'static str,
}

fn run(desk: &mut Desk<'_>) -> Handled {
    let contact = desk.text("input.reqOrgContactId");
    let lead = desk.optional("input.leadId");
    let named = desk.text("input.creditReportSource");
    let found = SOURCES.iter().find(|(source, _)| *source == named);
    let Some((source, needed)) = found else {
        return Err(Trouble::invalid(vec!["creditReportSource is not known".to_owned()]));
    };
    let pull = Pull { contact, lead, source };
    let report = match *source {
        "SPINWHEEL" => from_spinwheel(desk, pull)?,
        "ARRAY_EQUIFAX_KBA" => after_questions(desk, pull)?,
        _ => from_bureau(desk, pull, needed)?,
    };
    let data = record::pulled(&report, desk.simulator.view(desk.choices), desk.call);
    let why = format!("The report stands at {}.", data["reportStatus"]);
    Ok(Done::data(data, why))
}

/// Needs a verification that passed; ordered at the simulated Spinwheel, with its limits.
fn from_spinwheel(desk: &mut Desk<'_>, pull: Pull) -> Result<Report, Trouble> {
    desk.finish()?;
    let user = desk.known(&pull.contact)?.user_id;
    let body = json!({"creditReport": {"type": "1_BUREAU.FULL"}, "creditScore": {}});
    let ordered = desk.spinwheel("spinwheel.order_debt_profile", Some(&user), body);
    if let Err(trouble) = ordered {
        return same_report(desk, &pull.contact, trouble);
    }
    let newest = desk.simulator.spinwheel.newest_order(&user, desk.call.now);
    let Some(newest) = newest else {
        return Err(Trouble::not_found("There is no such report.", "The order is gone."));
    };
    let order = newest.order;
    let report = Report {
        user_id: Some(user),
        ready: order.ready,
        ready_wall: order.ready_wall,
        fails: order.fails,
        score: newest.score,
        ..new_report(desk, pull, newest.file)
    };
    desk.state.reports.push(report.clone());
    Ok(report)
}

fn same_report(desk: &mut Desk<'_>, contact: &str, trouble: Trouble) -> Result<Report, Trouble> {
    if trouble.token.as_deref() != Some("DAILY_USER_REQUEST_LIMIT_REACHED") {
        return Err(trouble);
    }
    desk.call.rests_on("pull_past_limit");
    let fits = |report: &&Report| report.contact == contact && report.source == "SPINWHEEL";
    let newest = desk.state.reports.iter().rev().find(fits);
    let wanted = desk.choices.pull_past_limit == PullPastLimit::SameReport;
    newest.filter(|_| wanted).cloned().ok_or(trouble)
}

/// Of somebody who answered questions before.
fn after_questions(desk: &mut Desk<'_>, pull: Pull) -> Result<Report, Trouble> {
    let id = desk.text("input.userVerificationId");
    desk.finish()?;
    let standing = desk.known(&pull.contact)?;
    if desk.simulator.verification_id(&standing.user_id) != id {
        let why = "The userVerificationId is not that of the contact's verification.";
        return Err(Trouble::not_found("There is no verification with this userVerificationId.", why));
    }
    if (standing.phase, standing.way) != (Phase::Passed, Some("KBA")) {
        let text = "userVerificationId is not that of questions that were answered";
        return Err(Trouble::invalid(vec![text.to_owned()]));
    }
    let file = desk.simulator.spinwheel.file(&standing.user_id);
    let report = new_report(desk, pull, file.unwrap_or_else(|| File::by_birth_date(None)));
    let report = Report { user_id: Some(standing.user_id), ..report };
    desk.state.reports.push(report.clone());
    Ok(report)
}

/// Of somebody the caller tells about.
fn from_bureau(desk: &mut Desk<'_>, pull: Pull, needed: &[&str]) -> Result<Report, Trouble> {
    for name in needed {
        check(desk, name);
    }
    for name in OPTIONAL.iter().filter(|name| !needed.contains(name)) {
        if desk.get(&format!("input.{name}")).is_some() {
            check(desk, name);
        }
    }
    desk.finish()?;
    let told = |desk: &mut Desk<'_>, name: &str| desk.optional(&format!("input.{name}"));
    let mut file = File::by_birth_date(told(desk, "dob").as_deref());
    file.middle_name = told(desk, "middleName");
    if let (Some(first), Some(last)) = (told(desk, "firstName"), told(desk, "lastName")) {
        (file.first_name, file.last_name) = (first, last);
    }
    if let Some(state) = told(desk, "state") {
        file.state = state;
    }
    if let Some(ssn) = told(desk, "ssn") {
        file.last_four = ssn.chars().skip(5).collect();
    }
    let report = new_report(desk, pull, file);
    desk.state.reports.push(report.clone());
    Ok(report)
}

fn check(desk: &mut Desk<'_>, name: &str) {
    let path = format!("input.{name}");
    match name {
        "ssn" => desk.ssn(&path),
        "dob" => desk.date(&path),
        "state" => desk.home_state(&path),
        "zip" => desk.zip(&path),
        _ => desk.text(&path),
    };
}

/// A report that is there at once.
fn new_report(desk: &mut Desk<'_>, pull: Pull, file: File) -> Report {
    let now = desk.call.now;
    Report {
        id: desk.state.rng.uuid(),
        number: desk.state.reports.last().map_or(1, |last| last.number + 1),
        contact: pull.contact,
        lead: pull.lead,
        source: pull.source,
        user_id: None,
        made: now,
        ready: Some(now.mono),
        ready_wall: now.wall,
        fails: false,
        score: Some(file.score),
        file,
    }
}
