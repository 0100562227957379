//! `list-accounts`: shows the accounts of a customer.

use finicity_connect::ListAccounts;

use super::accounts::show;
use super::ids::CustomerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;
use crate::progress::waiting;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        session.announce(Act::of::<ListAccounts>())?;
        let request = ListAccounts::new(customer.clone());
        let accounts = waiting("the accounts", session.client.list_accounts(&request)).await;
        show(session, &accounts.map_err(|error| explain(&error))?, &customer)
    }
}
