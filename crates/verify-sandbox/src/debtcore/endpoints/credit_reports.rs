//! `creditReports`: reports page by page.

use super::operation;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};
use crate::debtcore::paging;

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.credit_reports"), field: "creditReports", run };

fn run(desk: &mut Desk<'_>) -> Handled {
    let page = paging::page(desk)?;
    let why = format!("A page of the reports that fit, {} in all.", page["totalCount"]);
    Ok(Done::data(page, why))
}
