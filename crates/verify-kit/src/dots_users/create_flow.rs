//! `create-flow`: makes a page on which a person does things for themselves.

use dots_users::{CreateFlow, CreatedFlow, UserId};
use serde_json::Value;

use super::details::json;
use super::page::checked;
use super::steps::StepArgs;
use super::{Act, Call, Dots, Session, explain};
use crate::ask::optional;
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Dots' id of the user it is for; without one the person begins with a phone number and becomes a user
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    /// Ask the person for a texted code even where the user is given
    #[arg(long)]
    require_auth: bool,
    /// Hide the button to Dots' own dashboard at the end
    #[arg(long)]
    hide_dashboard: bool,
    /// Data of your own, which is stored with the flow: a text or an object in JSON
    #[arg(long, value_name = "JSON")]
    metadata: Option<String>,
    #[command(flatten)]
    steps: StepArgs,
}

const ACT: Act = Act::harmless("create_flow", "makes a link");

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        session.announce(ACT)?;
        let created = session.client.create_flow(&request).await.map_err(|error| explain(&error))?;
        show(session, &created)
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<CreateFlow, Failure> {
        let user = optional("--user-id", self.user_id.as_deref(), |text| UserId::new(text.trim()))?;
        let metadata: Option<Value> = json("--metadata", self.metadata.as_deref())?;
        let mut request = checked("--step", CreateFlow::new(self.steps.read(session.ask)?))?;
        if let Some(user) = user {
            request = request.user_id(user);
        }
        if self.require_auth {
            request = request.require_auth(true);
        }
        if self.hide_dashboard {
            request = request.hide_go_to_dashboard_on_complete(true);
        }
        if let Some(data) = metadata {
            request = checked("--metadata", request.metadata(data))?;
        }
        Ok(request)
    }
}

/// Shows the link: on purpose, since it is what was asked for.
fn show(session: &Session, created: &CreatedFlow) -> Result<(), Failure> {
    let id = created.flow.id.as_str();
    session.show(created, &[created.link.expose().clone(), format!("flow id: {id}")])?;
    output::talk("Whoever has this link, or the id in it, can act as the user: give it to nobody else.");
    if let Some(outbox) = session.outbox("code") {
        session.hint(format_args!("The code the page texts: {outbox}"));
        session.hint("A browser opens it, or:");
        session.suggest(format_args!("open-flow --flow-id {id}"));
        return Ok(());
    }
    session.suggest(format_args!("wait-for-flow --flow-id {id}"));
    Ok(())
}
