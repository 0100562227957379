//! `send-joint-borrower-connect-email`: sends a link for two people by e-mail.

use finicity_connect::SendJointBorrowerConnectEmail;

use super::email::{self, EmailArgs};
use super::link::{LinkArgs, ReportArgs, with_options, with_report};
use super::people::PeopleArgs;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    people: PeopleArgs,
    #[command(flatten)]
    email: EmailArgs,
    #[command(flatten)]
    link: LinkArgs,
    #[command(flatten)]
    report: ReportArgs,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let people = self.people.read(session.ask)?;
        let email = self.email.read(session.ask)?;
        let request = SendJointBorrowerConnectEmail::new(people.borrowers(), email);
        let request = with_report!(with_options!(request, self.link), self.report);
        session.announce(Act::of::<SendJointBorrowerConnectEmail>())?;
        let sent = session.client.send_joint_borrower_connect_email(&request).await;
        email::show(session, &sent.map_err(|error| explain(&error))?, &people.primary.0).await
    }
}
