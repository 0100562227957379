//! `generate-fix-connect-url`: makes a link that repairs a connection.

use finicity_connect::{GenerateFixConnectUrl, InstitutionLoginId};

use super::ids::{CustomerArg, id};
use super::leads_to::LeadsTo;
use super::link::{self, LinkArgs, with_options};
use super::{Act, Call, Finicity, Session, explain};
use crate::ask::Wanted;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    /// The sign-in to repair; list-accounts shows it for each account
    #[arg(long, value_name = "ID")]
    institution_login_id: Option<String>,
    #[command(flatten)]
    link: LinkArgs,
}

const ACT: Act = Act::harmless("generate_fix_connect_url", "makes a link");
const LOGIN: Wanted = Wanted { flag: "--institution-login-id", question: "The institution login to repair" };

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        let login: InstitutionLoginId = id(self.institution_login_id, LOGIN, session.ask)?;
        let request = with_options!(GenerateFixConnectUrl::new(customer.clone(), login.clone()), self.link);
        session.announce(ACT)?;
        let link = session.client.generate_fix_connect_url(&request).await;
        link::show(session, &link.map_err(|error| explain(&error))?, &customer, LeadsTo::Repair(login)).await
    }
}
