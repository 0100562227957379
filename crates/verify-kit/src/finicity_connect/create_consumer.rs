//! `create-consumer`: says who a customer is.

use finicity_connect::CreateConsumer;

use super::consumer::{ContactArgs, IdentityArgs, WhoArgs, with_details};
use super::ids::CustomerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::ask::{self, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    #[command(flatten)]
    who: WhoArgs,
    #[command(flatten)]
    known: IdentityArgs,
    #[command(flatten)]
    reached: ContactArgs,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        let (who, known, reached) = (self.who, self.known, self.reached);
        let text = |given, flag, question, what| {
            session.ask.value(given, Wanted { flag, question }, ask::text(what))
        };
        let first = text(who.first_name, "--first-name", "First name", "first name")?;
        let last = text(who.last_name, "--last-name", "Last name", "last name")?;
        let state = text(who.state, "--state", "State (two letters)", "state")?;
        let (identity, contact) = (known.read(session)?, reached.read(session)?);
        let request = CreateConsumer::new(customer.clone(), first, last, state, identity, contact);
        let request = with_details!(request, who);
        session.announce(Act::of::<CreateConsumer>())?;
        let created = session.client.create_consumer(&request).await.map_err(|error| explain(&error))?;
        let id = created.id.as_str();
        session.show(&created, &[format!("consumer id: {id}")])?;
        let customer = customer.as_str();
        session.suggest(format_args!("send-connect-email --customer-id {customer} --consumer-id {id}"));
        Ok(())
    }
}
