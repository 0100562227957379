//! `refresh-accounts`: has the accounts fetched from their institutions.

use finicity_connect::RefreshAccounts;

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

const ACT: Act =
    Act::harmless("refresh_accounts", "has the institutions asked anew, which can take three minutes");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        session.announce(ACT)?;
        let request = RefreshAccounts::new(customer.clone());
        let accounts = waiting("the institutions", session.client.refresh_accounts(&request)).await;
        show(session, &accounts.map_err(|error| explain(&error))?, &customer)
    }
}
