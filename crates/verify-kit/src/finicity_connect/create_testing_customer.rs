//! `create-testing-customer`: creates a customer who reaches test institutions alone.

use finicity_connect::CreateTestingCustomer;

use super::new_customer::{self, NewCustomerArgs, new_customer};
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: NewCustomerArgs,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = new_customer!(CreateTestingCustomer, self.customer, session.ask);
        session.announce(Act::of::<CreateTestingCustomer>())?;
        let created = session.client.create_testing_customer(&request).await;
        new_customer::show(session, &created.map_err(|error| explain(&error))?)
    }
}
