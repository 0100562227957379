//! `list-users`: a part of the list of users.

use dots_users::models::UserPage;
use dots_users::{ListUsers, Rail, User, UserId, UserStatus};

use super::page::{PageArgs, checked, note};
use super::retrieve_user::{name, status};
use super::{Act, Call, Dots, Session, explain};
use crate::ask::optional;
use crate::exit::Failure;
use crate::table::{Side, Table};

const STATUSES: [&str; 4] = ["verified", "unverified", "in_review", "disabled"];

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Those who stand like this
    #[arg(long, value_name = "STATUS", value_parser = STATUSES)]
    status: Option<String>,
    #[command(flatten)]
    page: PageArgs,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request()?;
        session.announce(Act::of::<ListUsers>())?;
        let page = session.client.list_users(&request).await.map_err(|error| explain(&error))?;
        session.show(&page, &lines(&page))
    }
}

impl Args {
    fn request(&self) -> Result<ListUsers, Failure> {
        let mut request = ListUsers::new();
        if let Some(status) = &self.status {
            request = request.status(UserStatus::from(status.as_str()));
        }
        if let Some(limit) = self.page.limit {
            request = checked("--limit", request.limit(limit))?;
        }
        let cursor = |flag, given: &Option<String>| optional(flag, given.as_deref(), str::parse::<UserId>);
        if let Some(user) = cursor("--starting-after", &self.page.starting_after)? {
            request = request.starting_after(user);
        }
        if let Some(user) = cursor("--ending-before", &self.page.ending_before)? {
            request = request.ending_before(user);
        }
        Ok(request)
    }
}

fn lines(page: &UserPage) -> Vec<String> {
    if page.data.is_empty() {
        return vec!["There are no such users.".to_owned()];
    }
    let head = [("User", Side::Left), ("Status", Side::Left), ("Paid by", Side::Left), ("Name", Side::Left)];
    let mut lines = Table::new(head, page.data.iter().map(row)).lines();
    lines.extend(note(page.data.last().map(|user| user.id.as_str()), page.has_more));
    lines
}

fn row(user: &User) -> [String; 4] {
    [
        user.id.as_str().to_owned(),
        status(user).unwrap_or_else(|| "–".to_owned()),
        user.default_payout_method.as_ref().map_or("–", Rail::as_str).to_owned(),
        name(user),
    ]
}
