//! A credit report as lines. Numbers of accounts are not printed, but for the last four digits.

use spinwheel_gql::models::{FileStatus, ReportStatus};
use spinwheel_gql::{CreditReport, CreditReportSource, Pii, ReqOrgContactId};

use crate::debts::Debts;

/// The same with no more of account numbers than the last four characters.
pub(super) fn without_numbers(mut report: CreditReport) -> CreditReport {
    for debt in report.debts.iter_mut().flatten() {
        debt.account_number = debt.account_number.take().map(|number| Pii::new(ending(number.expose())));
    }
    report
}

/// The last four: who has to know more reads the report elsewhere.
fn ending(number: &str) -> String {
    number.chars().skip(number.chars().count().saturating_sub(4)).collect()
}

/// What it is, who it is about, what they owe.
pub(super) fn lines(report: &CreditReport) -> Vec<String> {
    let facts = [
        ("report id", Some(report.id.as_str().to_owned())),
        ("contact", report.req_org_contact_id.as_ref().map(ReqOrgContactId::as_str).map(str::to_owned)),
        ("source", report.source.as_ref().map(CreditReportSource::as_str).map(str::to_owned)),
        ("status", report.report_status.as_ref().map(ReportStatus::as_str).map(str::to_owned)),
        ("file", report.file_status.as_ref().map(FileStatus::as_str).map(str::to_owned)),
        ("created", report.created_at.map(|at| at.to_string())),
        ("name", Some(name(report)).filter(|name| !name.is_empty())),
        ("score", score(report)),
    ];
    let mut lines: Vec<String> =
        facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    match &report.debts {
        None => lines.push("The answer does not say what the person owes.".to_owned()),
        Some(debts) if debts.is_empty() => lines.push("There are no debts in it.".to_owned()),
        Some(debts) => {
            lines.push(String::new());
            lines.extend(Debts::of_report(debts).lines());
        }
    }
    lines
}

fn name(report: &CreditReport) -> String {
    let parts = [&report.applicant_first_name, &report.applicant_middle_name, &report.applicant_last_name];
    let parts = parts.into_iter().flatten().map(|part| part.expose().as_str());
    parts.collect::<Vec<_>>().join(" ")
}

fn score(report: &CreditReport) -> Option<String> {
    let score = report.scores.first()?;
    let value = score.score_value.as_ref()?.expose();
    Some(match &score.model_name {
        Some(model) => format!("{value} ({})", model.expose()),
        None => value.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::ending;

    #[test]
    fn four_digits_are_enough() {
        assert_eq!(ending("****1234"), "1234");
        assert_eq!(ending("0000123412341234"), "1234");
        assert_eq!(ending("12"), "12");
    }
}
