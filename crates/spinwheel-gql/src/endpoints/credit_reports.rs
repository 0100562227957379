//! `query creditReports`: the reports of the organization.

use std::collections::HashSet;

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, Unreadable};
use verify_core::{Effect, Error, InvalidValue, Pii};

use crate::generated::credit_reports as wire;
use crate::graphql;
use crate::models::{CreditReportPage, CreditReportSource};
use crate::{Client, CreditReportId, DebtCore, ReqOrgContactId};

/// Lists the organization's reports, without debts and scores. One call gives one part of the list, [`Client::all_credit_reports`]
/// all of it.
///
/// **Effect:** reads. **Errors:** [`ValidationError`](crate::ErrorCode::ValidationError) is listed on the page.
///
/// Source: DebtCore's page `creditReports`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListCreditReports {
    req_org_contact_id: Option<ReqOrgContactId>,
    source: Option<CreditReportSource>,
    credit_report_ids: Option<Vec<CreditReportId>>,
    order: Vec<(CreditReportOrderField, OrderDirection)>,
    skip: Option<u32>,
    search: Option<Pii<String>>,
    window: Window,
}

/// Which part of the list, and in which direction it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Window {
    backwards: bool,
    count: Option<u32>,
    cursor: Option<Pii<String>>,
}

/// By what a list of reports is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CreditReportOrderField {
    /// When the report was stored.
    CreatedAt,
    /// The contact id.
    ReqOrgContactId,
}

/// From which end a list is ordered. Closed: there are two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderDirection {
    /// The least or oldest first.
    Ascending,
    /// The greatest or newest first.
    Descending,
}

impl ListCreditReports {
    /// All reports, from the first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only those of this person.
    #[must_use]
    pub fn contact(mut self, contact: ReqOrgContactId) -> Self {
        self.req_org_contact_id = Some(contact);
        self
    }

    /// Only those from this source.
    #[must_use]
    pub fn source(mut self, source: CreditReportSource) -> Self {
        self.source = Some(source);
        self
    }

    /// Only these: 1 to 20.
    pub fn ids(mut self, ids: impl IntoIterator<Item = CreditReportId>) -> Result<Self, InvalidValue> {
        let ids: Vec<_> = ids.into_iter().collect();
        if !(1..=20).contains(&ids.len()) {
            return Err(InvalidValue::new("ids", "must be 1 to 20"));
        }
        self.credit_report_ids = Some(ids);
        Ok(self)
    }

    /// Only those in which this is found; in which fields is not documented.
    #[must_use]
    pub fn search(mut self, text: impl Into<Pii<String>>) -> Self {
        self.search = Some(text.into());
        self
    }

    /// Orders the list; what is called first counts most.
    #[must_use]
    pub fn order(mut self, by: CreditReportOrderField, direction: OrderDirection) -> Self {
        self.order.push((by, direction));
        self
    }

    /// Leaves out so many at the start.
    #[must_use]
    pub fn skip(mut self, count: u32) -> Self {
        self.skip = Some(count);
        self
    }

    /// At most so many in one answer, from the start or behind [`after`](Self::after). How many there may be, and how many there
    /// are without this, is not documented. In place of [`last`](Self::last).
    pub fn first(self, count: u32) -> Result<Self, InvalidValue> {
        self.part(false, count)
    }

    /// At most so many in one answer, from the end or in front of [`before`](Self::before). In place of [`first`](Self::first).
    pub fn last(self, count: u32) -> Result<Self, InvalidValue> {
        self.part(true, count)
    }

    /// The part behind this place: [`CreditReportPage::end_cursor`] of the part in front of it.
    #[must_use]
    pub fn after(self, cursor: impl Into<Pii<String>>) -> Self {
        self.at(false, cursor.into())
    }

    /// The part in front of this place: [`CreditReportPage::start_cursor`] of the part behind it.
    #[must_use]
    pub fn before(self, cursor: impl Into<Pii<String>>) -> Self {
        self.at(true, cursor.into())
    }

    fn part(mut self, backwards: bool, count: u32) -> Result<Self, InvalidValue> {
        if count == 0 {
            return Err(InvalidValue::new("first and last", "must be at least 1"));
        }
        self.turn(backwards);
        self.window.count = Some(count);
        Ok(self)
    }

    fn at(mut self, backwards: bool, cursor: Pii<String>) -> Self {
        self.turn(backwards);
        self.window.cursor = Some(cursor);
        self
    }

    /// What was said about the other direction does not count any more.
    fn turn(&mut self, backwards: bool) {
        if self.window.backwards != backwards {
            self.window = Window { backwards, ..Window::default() };
        }
    }

    /// Moves on behind a part; what is left out at the start has been.
    pub(crate) fn move_behind(&mut self, cursor: Pii<String>) {
        self.skip = None;
        self.window.cursor = Some(cursor);
    }

    fn variables(&self) -> wire::Variables {
        let Window { backwards, count, cursor } = &self.window;
        let (count, cursor) = (count.map(i64::from), cursor.as_ref().map(|cursor| cursor.expose().clone()));
        let (forward, back) =
            if *backwards { ((None, None), (count, cursor)) } else { ((count, cursor), (None, None)) };
        let order = self.order.iter().map(|(field, direction)| wire::CreditReportOrder {
            field: match field {
                CreditReportOrderField::CreatedAt => wire::CreditReportOrderField::CreatedAt,
                CreditReportOrderField::ReqOrgContactId => wire::CreditReportOrderField::ReqOrgContactId,
            },
            direction: match direction {
                OrderDirection::Ascending => wire::OrderDirection::Asc,
                OrderDirection::Descending => wire::OrderDirection::Desc,
            },
        });
        wire::Variables {
            where_: self.conditions(),
            order: (!self.order.is_empty()).then(|| order.collect()),
            skip: self.skip.map(i64::from),
            search: self.search.clone(),
            first: forward.0,
            after: forward.1,
            last: back.0,
            before: back.1,
        }
    }

    fn conditions(&self) -> Option<wire::CreditReportWhereInput> {
        let Self { req_org_contact_id, source, credit_report_ids, .. } = self;
        if req_org_contact_id.is_none() && source.is_none() && credit_report_ids.is_none() {
            return None;
        }
        let texts = |ids: &Vec<CreditReportId>| ids.iter().map(|id| id.as_str().to_owned()).collect();
        Some(wire::CreditReportWhereInput {
            req_org_contact_id: req_org_contact_id.as_ref().map(|id| id.as_str().into()),
            source: source.as_ref().map(|source| source.as_str().to_owned()),
            credit_report_ids: credit_report_ids.as_ref().map(texts),
        })
    }
}

impl Endpoint for ListCreditReports {
    type Provider = DebtCore;
    type Output = CreditReportPage;
    const OPERATION: &'static Operation = &Operation::new("credit_reports", Method::POST, "", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        graphql::write::<wire::CreditReports>(parts, self.variables())
    }

    fn decode(&self, answer: &Answer) -> Result<CreditReportPage, Failure> {
        let data: wire::ResponseData = graphql::payload(answer, "creditReports")?;
        graphql::node(data.credit_reports.and_then(|payload| payload.data), "creditReports")
    }
}

/// The request for one part of the whole list. A part that claims more behind it and brings no news, or does not say where it
/// ends, would be asked for without end: it is unreadable.
pub(crate) struct Part {
    pub(crate) request: ListCreditReports,
    pub(crate) seen: HashSet<CreditReportId>,
}

impl Endpoint for Part {
    type Provider = DebtCore;
    type Output = CreditReportPage;
    const OPERATION: &'static Operation = &Operation::new("credit_reports", Method::POST, "", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.request.window.backwards {
            return Err(Error::invalid_input("last and before give one part: call credit_reports with them"));
        }
        self.request.write(parts)
    }

    fn decode(&self, answer: &Answer) -> Result<CreditReportPage, Failure> {
        let page = self.request.decode(answer)?;
        let no_news = page.reports.iter().all(|report| self.seen.contains(&report.id));
        if page.has_next_page == Some(true) && (no_news || page.end_cursor.is_none()) {
            return Err(Unreadable::at("data.creditReports.data.pageInfo").into());
        }
        Ok(page)
    }
}

impl Client {
    /// Lists the organization's reports, one part of the list at a time; see [`ListCreditReports`].
    ///
    /// ```
    /// use spinwheel_gql::{CreditReportOrderField, ListCreditReports, OrderDirection, ReqOrgContactId};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("credit_reports").answer(200, include_str!("../../tests/samples/credit_reports/page.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let request = ListCreditReports::new()
    ///     .contact(ReqOrgContactId::new("contact-12345")?)
    ///     .order(CreditReportOrderField::CreatedAt, OrderDirection::Descending)
    ///     .first(10)?;
    /// match client.credit_reports(&request).await?.reports.first() {
    ///     Some(newest) => println!("read {} instead of pulling another one", newest.id),
    ///     None => println!("there is none yet"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn credit_reports(&self, request: &ListCreditReports) -> Result<CreditReportPage, Error> {
        self.send(request).await
    }
}
