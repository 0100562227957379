//! All reports, one after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use verify_core::Error;
use verify_core::provider::{Asking, Paged, Pages};

use crate::endpoints::Part;
use crate::models::{CreditReportPage, CreditReportSummary};
use crate::{Client, CreditReportId, ListCreditReports};

/// Reports, fetched part by part as they are taken; see [`Client::all_credit_reports`]. Each comes once. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct CreditReportStream(Pages<List>);

/// The list, and how far it was read.
struct List {
    client: Client,
    request: ListCreditReports,
}

impl Paged for List {
    type Page = CreditReportPage;
    type Item = CreditReportSummary;
    type Id = CreditReportId;

    fn ask(&self, seen: HashSet<CreditReportId>) -> Asking<Self> {
        let client = self.client.clone();
        let part = Part { request: self.request.clone(), seen };
        Box::pin(async move {
            let page = client.send(&part).await;
            (page, part.seen)
        })
    }

    fn turn(&mut self, page: CreditReportPage) -> (Vec<CreditReportSummary>, Option<bool>) {
        if let Some(cursor) = page.end_cursor {
            self.request.move_behind(cursor);
        }
        (page.reports, page.has_next_page)
    }

    fn id(report: &CreditReportSummary) -> CreditReportId {
        report.id.clone()
    }
}

impl CreditReportStream {
    /// The next report; `None` at the end. The same as the stream gives, for programs without a stream library.
    pub async fn next(&mut self) -> Option<Result<CreditReportSummary, Error>> {
        poll_fn(|context| self.0.poll_next(context)).await
    }
}

impl Stream for CreditReportStream {
    type Item = Result<CreditReportSummary, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(context)
    }
}

impl fmt::Debug for CreditReportStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CreditReportStream({:?})", self.0)
    }
}

impl Client {
    /// All reports that [`ListCreditReports`] finds, from its start on; its `first` is the size of the parts. A call is made
    /// whenever a part has been taken and there is more. **Effect:** reads.
    ///
    /// A report that appears in two parts, because others came meanwhile, comes once. A server that gives the same part again and
    /// again is an error of the kind [`Unreadable`](crate::ErrorKind::Unreadable). It goes forward only: a request with
    /// [`last`](ListCreditReports::last) or [`before`](ListCreditReports::before) is an error, and nothing is sent.
    ///
    /// ```
    /// use spinwheel_gql::ListCreditReports;
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("credit_reports").answer(200, include_str!("../tests/samples/credit_reports/page.json"));
    /// # script.on("credit_reports").answer(200, include_str!("../tests/samples/credit_reports/last_page.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let mut reports = client.all_credit_reports(&ListCreditReports::new().first(2)?);
    /// while let Some(report) = reports.next().await {
    ///     println!("{}", report?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn all_credit_reports(&self, request: &ListCreditReports) -> CreditReportStream {
        CreditReportStream(Pages::new(List { client: self.clone(), request: request.clone() }))
    }
}
