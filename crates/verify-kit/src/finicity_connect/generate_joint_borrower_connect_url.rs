//! `generate-joint-borrower-connect-url`: makes a link for two people who apply together.

use finicity_connect::GenerateJointBorrowerConnectUrl;

use super::leads_to::LeadsTo;
use super::link::{self, LinkArgs, ReportArgs, with_options, with_report};
use super::people::PeopleArgs;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    people: PeopleArgs,
    #[command(flatten)]
    link: LinkArgs,
    #[command(flatten)]
    report: ReportArgs,
}

const ACT: Act = Act::harmless("generate_joint_borrower_connect_url", "makes a link");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let people = self.people.read(session.ask)?;
        let request = with_options!(GenerateJointBorrowerConnectUrl::new(people.borrowers()), self.link);
        let request = with_report!(request, self.report);
        session.announce(ACT)?;
        let link = session.client.generate_joint_borrower_connect_url(&request).await;
        link::show(session, &link.map_err(|error| explain(&error))?, &people.primary.0, LeadsTo::Search).await
    }
}
