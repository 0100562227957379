//! How a session ends.

use super::super::choices::EmptyReportData;
use super::booth::Booth;
use super::error::ConnectError;
use super::link::{LinkOrder, percent_encoded};
use super::session::{Session, Stage};
use super::views::{End, EndKind, Report};
use super::webhook::Payload;

/// Completes a session in which something was added or repaired.
pub(super) fn done(booth: &mut Booth<'_>, id: &str) -> Result<End, ConnectError> {
    booth.within(id, |booth, session| {
        if !session.succeeded {
            return Err(ConnectError::invalid("nothing was added yet; add accounts or cancel"));
        }
        let mut end = booth.end(&session.order, EndKind::Done, 200, "complete");
        end.reports = reports(booth, &session.order);
        end.redirect = redirect(&session.order, &end);
        booth.notify(session, "done", &Payload::default());
        if let Some(link) = booth.state.links.get_mut(session.link) {
            link.completed = true;
        }
        Ok(finish(session, end))
    })
}

/// Leaves.
pub(super) fn cancel(booth: &mut Booth<'_>, id: &str) -> Result<End, ConnectError> {
    booth.within(id, |booth, session| {
        booth.rests_on("done_webhook_on_exit");
        if booth.choices.done_webhook_on_exit {
            booth.notify(session, "done", &Payload::default());
        }
        let end = booth.end(&session.order, EndKind::Cancel, 100, "exit");
        Ok(finish(session, end))
    })
}

/// Fails: by a timeout, or for no reason that is told.
pub(super) fn fail(booth: &mut Booth<'_>, id: &str, timeout: bool) -> Result<End, ConnectError> {
    booth.within(id, |booth, session| {
        let (code, reason) = if timeout { (1440, "timeout") } else { (500, "error") };
        let end = booth.end(&session.order, EndKind::Error, code, reason);
        Ok(finish(session, end))
    })
}

fn finish(session: &mut Session, end: End) -> End {
    session.stage = Stage::Ended(end.clone());
    end
}

impl Booth<'_> {
    /// An end, with the redirect when the link has one.
    pub(super) fn end(&self, order: &LinkOrder, kind: EndKind, code: u32, reason: &'static str) -> End {
        let list = self.choices.report_data_without_report == EmptyReportData::EmptyList;
        let mut end = End { kind, code, reason, reports: Vec::new(), redirect: None, list };
        end.redirect = redirect(order, &end);
        end
    }
}

/// The reports of the link's experience, for the consumer that they are about.
fn reports(booth: &mut Booth<'_>, order: &LinkOrder) -> Vec<Report> {
    let kind = order.experience.as_ref().and_then(|id| booth.choices.experience_reports.get(id));
    let (Some(kind), Some(_)) = (kind, &order.consumer_id) else { return Vec::new() };
    booth.rests_on("experience_reports");
    let rng = &mut booth.state.rng;
    let (portfolio_id, report_id) = (format!("{}-port", rng.hex(12)), format!("{}-{kind}", rng.hex(12)));
    vec![Report { portfolio_id, kind: kind.clone(), report_id }]
}

/// The link's `redirectUri` with the outcome: behind a query that is there, before a fragment.
fn redirect(order: &LinkOrder, end: &End) -> Option<String> {
    let uri = order.redirect_uri.as_deref()?;
    let (before, fragment) = uri.split_at(uri.find('#').unwrap_or(uri.len()));
    let joint = match before.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let report_data = match (end.kind, end.reports.is_empty()) {
        (EndKind::Done, true) => "&reportData=null".to_owned(),
        (EndKind::Done, false) => {
            format!("&reportData={}", percent_encoded(&end.report_data().to_string()))
        }
        _ => String::new(),
    };
    Some(format!("{before}{joint}reason={}&code={}{report_data}{fragment}", end.reason, end.code))
}
