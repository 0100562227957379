//! `get-consumer-for-customer`: shows the consumer of a customer.

use finicity_connect::GetConsumerForCustomer;

use super::consumer::lines;
use super::ids::CustomerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = GetConsumerForCustomer::new(self.customer.read(session.ask)?);
        session.announce(Act::of::<GetConsumerForCustomer>())?;
        let consumer = session.client.get_consumer_for_customer(&request).await;
        let consumer = consumer.map_err(|error| explain(&error))?;
        session.show(&consumer, &lines(&consumer))
    }
}
