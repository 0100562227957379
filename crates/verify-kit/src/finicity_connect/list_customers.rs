//! `list-customers`: a part of the list of customers.

use finicity_connect::models::{Customer, CustomerPage, CustomerType};
use finicity_connect::{ListCustomers, Username};

use super::page::PageArgs;
use super::{Act, Call, Finicity, Session, explain};
use crate::ask::optional;
use crate::exit::Failure;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The one of this name
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// Those in whose record this text occurs
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Those of this kind
    #[arg(long = "type", value_name = "KIND", value_enum)]
    kind: Option<Kind>,
    #[command(flatten)]
    page: PageArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Testing,
    Active,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request()?;
        session.announce(Act::of::<ListCustomers>())?;
        let page = session.client.list_customers(&request).await.map_err(|error| explain(&error))?;
        session.show(&page, &lines(&page))
    }
}

impl Args {
    fn request(&self) -> Result<ListCustomers, Failure> {
        let mut request = ListCustomers::new();
        if let Some(name) = optional("--username", self.username.as_deref(), str::parse::<Username>)? {
            request = request.username(name);
        }
        if let Some(text) = &self.search {
            request = request.search(text);
        }
        if let Some(kind) = self.kind {
            request = request.customer_type(match kind {
                Kind::Testing => CustomerType::Testing,
                Kind::Active => CustomerType::Active,
            });
        }
        if let Some(start) = self.page.start {
            request = PageArgs::checked("--start", request.start(start))?;
        }
        if let Some(limit) = self.page.limit {
            request = PageArgs::checked("--limit", request.limit(limit))?;
        }
        Ok(request)
    }
}

fn lines(page: &CustomerPage) -> Vec<String> {
    let head =
        [("Customer", Side::Left), ("Type", Side::Left), ("Username", Side::Left), ("Name", Side::Left)];
    let mut lines = Table::new(head, page.customers.iter().map(row)).lines();
    lines.extend(PageArgs::note(page.customers.len(), page.found, page.more_available));
    lines
}

fn row(customer: &Customer) -> [String; 4] {
    [
        customer.id.as_str().to_owned(),
        customer.customer_type.as_ref().map_or("–", CustomerType::as_str).to_owned(),
        customer.username.as_ref().map_or("–", Username::as_str).to_owned(),
        name(customer),
    ]
}

/// Both names, as far as they are known.
pub(super) fn name(customer: &Customer) -> String {
    let parts = [&customer.first_name, &customer.last_name].into_iter().flatten();
    parts.map(|part| part.expose().as_str()).collect::<Vec<_>>().join(" ")
}
