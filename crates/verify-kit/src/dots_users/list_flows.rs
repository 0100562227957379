//! `list-flows`: a part of the list of flows, without their links.

use dots_users::models::FlowPage;
use dots_users::{Flow, FlowId, ListFlows, UserId};

use super::flow::without_link;
use super::page::{PageArgs, checked, note};
use super::{Act, Call, Dots, Session, explain};
use crate::ask::optional;
use crate::exit::Failure;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    page: PageArgs,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request()?;
        session.announce(Act::of::<ListFlows>())?;
        let mut page = session.client.list_flows(&request).await.map_err(|error| explain(&error))?;
        page.data = page.data.into_iter().map(without_link).collect();
        session.show(&page, &lines(&page))
    }
}

impl Args {
    fn request(&self) -> Result<ListFlows, Failure> {
        let mut request = ListFlows::new();
        if let Some(limit) = self.page.limit {
            request = checked("--limit", request.limit(limit))?;
        }
        let cursor = |flag, given: &Option<String>| optional(flag, given.as_deref(), str::parse::<FlowId>);
        if let Some(flow) = cursor("--starting-after", &self.page.starting_after)? {
            request = request.starting_after(flow);
        }
        if let Some(flow) = cursor("--ending-before", &self.page.ending_before)? {
            request = request.ending_before(flow);
        }
        Ok(request)
    }
}

fn lines(page: &FlowPage) -> Vec<String> {
    if page.data.is_empty() {
        return vec!["There are no flows.".to_owned()];
    }
    let head = [("Flow", Side::Left), ("Created", Side::Left), ("Steps", Side::Left), ("User", Side::Left)];
    let mut lines = Table::new(head, page.data.iter().map(row)).lines();
    lines.extend(note(page.data.last().map(|flow| flow.id.as_str()), page.has_more));
    lines
}

fn row(flow: &Flow) -> [String; 4] {
    let done = flow.steps.iter().filter(|step| flow.completed_steps.contains(step)).count();
    [
        flow.id.as_str().to_owned(),
        flow.created.map_or_else(|| "–".to_owned(), |at| at.to_string()),
        format!("{done} of {}", flow.steps.len()),
        flow.user_id.as_ref().map_or("–", UserId::as_str).to_owned(),
    ]
}
