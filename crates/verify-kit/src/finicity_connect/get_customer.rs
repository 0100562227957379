//! `get-customer`: shows a customer.

use finicity_connect::{Customer, GetCustomer};

use super::ids::CustomerArg;
use super::list_customers::name;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = GetCustomer::new(self.customer.read(session.ask)?);
        session.announce(Act::of::<GetCustomer>())?;
        let customer = session.client.get_customer(&request).await.map_err(|error| explain(&error))?;
        session.show(&customer, &lines(&customer))
    }
}

fn lines(customer: &Customer) -> Vec<String> {
    let known = Some(name(customer)).filter(|name| !name.is_empty());
    let facts = [
        ("customer id", Some(customer.id.as_str().to_owned())),
        ("type", customer.customer_type.as_ref().map(|kind| kind.as_str().to_owned())),
        ("username", customer.username.as_ref().map(|name| name.as_str().to_owned())),
        ("name", known),
        ("phone", customer.phone.as_ref().map(|phone| phone.expose().clone())),
        ("e-mail", customer.email.as_ref().map(|email| email.expose().clone())),
        ("created", customer.created_date.map(|at| at.to_string())),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}
