//! `credit-reports`: a part of the list of reports.

use clap::ValueEnum;
use spinwheel_gql::models::ReportStatus;
use spinwheel_gql::{
    CreditReportId, CreditReportOrderField, CreditReportPage, CreditReportSource, CreditReportSummary,
    InvalidValue, ListCreditReports, OrderDirection, ReqOrgContactId,
};

use super::source::Source;
use super::{Act, Call, DebtCore, Session, explain};
use crate::ask::{broken_rule, optional, text};
use crate::exit::Failure;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Those of this person: your own id
    #[arg(long, value_name = "ID")]
    contact_id: Option<String>,
    /// Those from this source
    #[arg(long, value_name = "SOURCE", value_enum)]
    source: Option<Source>,
    /// These alone; up to 20 times
    #[arg(long = "report-id", value_name = "ID")]
    report_ids: Vec<String>,
    /// Those in which this is found; where DebtCore looks is not documented
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// In this order, by the time they were stored
    #[arg(long, value_name = "ORDER", value_enum)]
    order: Option<Order>,
    /// Leave out so many at the start
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    skip: Option<u32>,
    /// How many at most, from the start or behind --after
    #[arg(long, value_name = "NUMBER", value_parser = number, conflicts_with_all = ["last", "before"])]
    first: Option<u32>,
    /// The part behind this place
    #[arg(long, value_name = "CURSOR", conflicts_with_all = ["last", "before"])]
    after: Option<String>,
    /// How many at most, from the end or in front of --before
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    last: Option<u32>,
    /// The part in front of this place
    #[arg(long, value_name = "CURSOR")]
    before: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    OldestFirst,
    NewestFirst,
}

/// In place of clap's own parser, whose message repeats the number.
fn number(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "must be a number")
}

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request()?;
        session.announce(Act::of::<ListCreditReports>())?;
        let page = session.client.credit_reports(&request).await.map_err(|error| explain(&error))?;
        session.show(&page, &lines(&page))
    }
}

impl Args {
    fn request(&self) -> Result<ListCreditReports, Failure> {
        let mut request = self.window(ListCreditReports::new())?;
        if let Some(contact) = optional("--contact-id", self.contact_id.as_deref(), ReqOrgContactId::new)? {
            request = request.contact(contact);
        }
        if let Some(source) = self.source {
            request = request.source(source.into());
        }
        if !self.report_ids.is_empty() {
            let ids: Result<Vec<_>, _> = self.report_ids.iter().map(CreditReportId::new).collect();
            request = checked("--report-id", ids.and_then(|ids| request.ids(ids)))?;
        }
        if let Some(text) = optional("--search", self.search.as_deref(), text("text"))? {
            request = request.search(text);
        }
        if let Some(skip) = self.skip {
            request = request.skip(skip);
        }
        Ok(match self.order {
            None => request,
            Some(Order::OldestFirst) => {
                request.order(CreditReportOrderField::CreatedAt, OrderDirection::Ascending)
            }
            Some(Order::NewestFirst) => {
                request.order(CreditReportOrderField::CreatedAt, OrderDirection::Descending)
            }
        })
    }

    /// Which part of the list.
    fn window(&self, mut request: ListCreditReports) -> Result<ListCreditReports, Failure> {
        if let Some(count) = self.first {
            request = checked("--first", request.first(count))?;
        }
        if let Some(count) = self.last {
            request = checked("--last", request.last(count))?;
        }
        if let Some(cursor) = &self.after {
            request = request.after(cursor.as_str());
        }
        if let Some(cursor) = &self.before {
            request = request.before(cursor.as_str());
        }
        Ok(request)
    }
}

/// Names the flag that broke a rule.
fn checked<T>(flag: &str, set: Result<T, InvalidValue>) -> Result<T, Failure> {
    set.map_err(|invalid| broken_rule(flag, &invalid))
}

fn lines(page: &CreditReportPage) -> Vec<String> {
    if page.reports.is_empty() {
        return vec!["There are no such reports.".to_owned()];
    }
    let head = [
        ("Report", Side::Left),
        ("Source", Side::Left),
        ("Status", Side::Left),
        ("Created", Side::Left),
        ("Contact", Side::Left),
    ];
    let mut lines = Table::new(head, page.reports.iter().map(row)).lines();
    let cursor = page.end_cursor.as_ref().filter(|_| page.has_next_page == Some(true));
    lines.extend(cursor.map(|cursor| format!("There are more: --after {}", cursor.expose())));
    lines
}

fn row(report: &CreditReportSummary) -> [String; 5] {
    let unknown = || "–".to_owned();
    [
        report.id.as_str().to_owned(),
        report.source.as_ref().map_or("–", CreditReportSource::as_str).to_owned(),
        report.report_status.as_ref().map_or("–", ReportStatus::as_str).to_owned(),
        report.created_at.map_or_else(unknown, |at| at.to_string()),
        report.req_org_contact_id.as_ref().map_or("–", ReqOrgContactId::as_str).to_owned(),
    ]
}
