//! `search-institutions`: finds institutions by name.

use finicity_connect::models::{InstitutionPage, InstitutionStatus};
use finicity_connect::{Institution, SearchInstitutions};

use super::page::PageArgs;
use super::{Act, Call, Finicity, Session, explain};
use crate::ask::{self, Wanted};
use crate::exit::Failure;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A part of the name
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    #[command(flatten)]
    page: PageArgs,
}

const SEARCH: Wanted = Wanted { flag: "--search", question: "A part of the name" };

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let text = session.ask.value(self.search, SEARCH, ask::text("name"))?;
        let mut request = SearchInstitutions::new(text);
        if let Some(start) = self.page.start {
            request = PageArgs::checked("--start", request.start(start))?;
        }
        if let Some(limit) = self.page.limit {
            request = PageArgs::checked("--limit", request.limit(limit))?;
        }
        session.announce(Act::of::<SearchInstitutions>())?;
        let page = session.client.search_institutions(&request).await.map_err(|error| explain(&error))?;
        session.show(&page, &lines(&page))
    }
}

fn lines(page: &InstitutionPage) -> Vec<String> {
    if page.institutions.is_empty() && page.found.unwrap_or_default() == 0 {
        return vec!["No institution is called like that.".to_owned()];
    }
    let head =
        [("Institution", Side::Right), ("Name", Side::Left), ("Sign-in", Side::Left), ("Status", Side::Left)];
    let mut lines = Table::new(head, page.institutions.iter().map(row)).lines();
    lines.extend(PageArgs::note(page.institutions.len(), page.found, page.more_available));
    lines
}

fn row(institution: &Institution) -> [String; 4] {
    [
        institution.id.to_string(),
        institution.name.clone().unwrap_or_else(|| "–".to_owned()),
        sign_in(institution).to_owned(),
        institution.status.as_ref().map_or("–", InstitutionStatus::as_str).to_owned(),
    ]
}

/// Where one signs in.
pub(super) fn sign_in(institution: &Institution) -> &'static str {
    match institution.oauth_enabled {
        Some(true) => "on its own page",
        Some(false) => "on the Connect page",
        None => "–",
    }
}
