//! `generate-connect-url`: makes a link to the full page.

use finicity_connect::{ConsumerId, GenerateConnectUrl};

use super::ids::CustomerArg;
use super::leads_to::LeadsTo;
use super::link::{self, LinkArgs, ReportArgs, with_options, with_report};
use super::{Act, Call, Finicity, Session, explain};
use crate::ask::optional;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    /// Finicity's id of the consumer, if the experience makes a report
    #[arg(long, value_name = "ID")]
    consumer_id: Option<String>,
    #[command(flatten)]
    link: LinkArgs,
    #[command(flatten)]
    report: ReportArgs,
}

const ACT: Act = Act::harmless("generate_connect_url", "makes a link");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        let request = with_options!(GenerateConnectUrl::new(customer.clone()), self.link);
        let mut request = with_report!(request, self.report);
        if let Some(id) = optional("--consumer-id", self.consumer_id.as_deref(), str::parse::<ConsumerId>)? {
            request = request.consumer_id(id);
        }
        session.announce(ACT)?;
        let link = session.client.generate_connect_url(&request).await.map_err(|error| explain(&error))?;
        link::show(session, &link, &customer, LeadsTo::Search).await
    }
}
