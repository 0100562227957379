//! `get-consumer`: shows a consumer.

use finicity_connect::GetConsumer;

use super::consumer::lines;
use super::ids::ConsumerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    consumer: ConsumerArg,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = GetConsumer::new(self.consumer.read(session.ask)?);
        session.announce(Act::of::<GetConsumer>())?;
        let consumer = session.client.get_consumer(&request).await;
        let consumer = consumer.map_err(|error| explain(&error))?;
        session.show(&consumer, &lines(&consumer))
    }
}
