//! `create-consumer`: says who a customer is.

use finicity_connect::CreateConsumer;

use super::consumer::{ConsumerArgs, with_details};
use super::ids::CustomerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::ask::{self, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    #[command(flatten)]
    person: ConsumerArgs,
}

impl Call<Finicity> for Args {
    async fn run(&self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        session.announce(Act::of::<CreateConsumer>())?;
        let created = session.client.create_consumer(&request).await.map_err(|error| explain(&error))?;
        let id = created.id.as_str();
        session.show(&created, &[format!("consumer id: {id}")])?;
        let customer = self.customer.read(session.ask)?;
        session.suggest(format_args!(
            "send-connect-email --customer-id {} --consumer-id {id}",
            customer.as_str()
        ));
        Ok(())
    }
}

impl Args {
    fn request(&self, session: &Session) -> Result<CreateConsumer, Failure> {
        let (asks, person) = (session.ask, &self.person);
        let customer = self.customer.read(asks)?;
        let text = |given: &Option<String>, flag, question, what| {
            asks.value(given.as_deref(), Wanted { flag, question }, ask::text(what))
        };
        let first = text(&person.first_name, "--first-name", "First name", "first name")?;
        let last = text(&person.last_name, "--last-name", "Last name", "last name")?;
        let state = text(&person.state, "--state", "State (two letters)", "state")?;
        let (identity, contact) = (person.identity(session)?, person.contact(session)?);
        let request = CreateConsumer::new(customer, (&first, &last), &state, identity, contact);
        Ok(with_details!(request, self.person))
    }
}
