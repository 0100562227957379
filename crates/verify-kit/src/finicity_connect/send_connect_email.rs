//! `send-connect-email`: sends a link by e-mail.

use finicity_connect::SendConnectEmail;

use super::email::{self, EmailArgs};
use super::ids::{ConsumerArg, CustomerArg};
use super::link::{LinkArgs, ReportArgs, with_options, with_report};
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    #[command(flatten)]
    consumer: ConsumerArg,
    #[command(flatten)]
    email: EmailArgs,
    #[command(flatten)]
    link: LinkArgs,
    #[command(flatten)]
    report: ReportArgs,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let (customer, consumer) = (self.customer.read(session.ask)?, self.consumer.read(session.ask)?);
        let request = SendConnectEmail::new(customer.clone(), consumer, self.email.read(session.ask)?);
        let request = with_report!(with_options!(request, self.link), self.report);
        session.announce(Act::of::<SendConnectEmail>())?;
        let sent = session.client.send_connect_email(&request).await.map_err(|error| explain(&error))?;
        email::show(session, &sent, &customer).await
    }
}
