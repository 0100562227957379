//! `retrieve-flow`: shows a flow.

use dots_users::RetrieveFlow;

use super::flow::{lines, without_link};
use super::ids::FlowArg;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    flow: FlowArg,
    /// Show the link, too; whoever has it can act as the user
    #[arg(long)]
    show_link: bool,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = RetrieveFlow::new(self.flow.read(session.ask)?);
        session.announce(Act::of::<RetrieveFlow>())?;
        let flow = session.client.retrieve_flow(&request).await.map_err(|error| explain(&error))?;
        let flow = if self.show_link { flow } else { without_link(flow) };
        let mut lines = lines(&flow);
        lines.extend(flow.link.as_ref().map(|link| format!("link: {}", link.expose())));
        session.show(&flow, &lines)
    }
}
