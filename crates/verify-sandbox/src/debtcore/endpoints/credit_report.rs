//! `creditReport`: a report that was pulled before.

use super::operation;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};
use crate::debtcore::dialect::Trouble;
use crate::debtcore::record;

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.credit_report"), field: "creditReport", run };

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.text("input.creditReportId");
    desk.finish()?;
    let found = desk.state.reports.iter().find(|report| report.id == id).cloned();
    let missing = || {
        Trouble::not_found(
            "There is no report with this creditReportId.",
            format!("There is no report {id:?}."),
        )
    };
    let report = found.ok_or_else(missing)?;
    let node = record::node(&report, desk.simulator.view(desk.choices), desk.call);
    Ok(Done::data(node, "The report as it stands now."))
}
