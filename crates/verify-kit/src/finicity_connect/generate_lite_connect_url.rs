//! `generate-lite-connect-url`: makes a link to one institution.

use finicity_connect::GenerateLiteConnectUrl;

use super::ids::{CustomerArg, InstitutionArg};
use super::leads_to::LeadsTo;
use super::link::{self, LinkArgs, with_options};
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    #[command(flatten)]
    institution: InstitutionArg,
    #[command(flatten)]
    link: LinkArgs,
}

const ACT: Act = Act::harmless("generate_lite_connect_url", "makes a link");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        let institution = self.institution.read(session.ask)?;
        let request = with_options!(GenerateLiteConnectUrl::new(customer.clone(), institution), self.link);
        session.announce(ACT)?;
        let link = session.client.generate_lite_connect_url(&request).await;
        link::show(
            session,
            &link.map_err(|error| explain(&error))?,
            &customer,
            LeadsTo::Institution(institution),
        )
        .await
    }
}
