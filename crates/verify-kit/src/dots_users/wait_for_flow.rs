//! `wait-for-flow`: looks again and again until the person has gone through the page.

use clap::ValueEnum;
use dots_users::{Flow, FlowWait, RetrieveFlow, WaitForFlow};
use serde::Serialize;

use super::flow::{lines, without_link};
use super::ids::FlowArg;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;
use crate::progress::waiting_at_most;
use crate::waiting::WaitArgs;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    flow: FlowArg,
    /// For what: all steps done, or a user known
    #[arg(long, value_name = "GOAL", value_enum, default_value_t = Goal::Complete)]
    until: Goal,
    #[command(flatten)]
    wait: WaitArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Goal {
    Complete,
    User,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Waited<'a> {
    /// `reached` or `pending`.
    state: &'static str,
    flow: &'a Flow,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let flow = self.flow.read(session.ask)?;
        session.announce(Act::of::<RetrieveFlow>())?;
        self.wait.announce();
        let wait = match self.until {
            Goal::Complete => WaitForFlow::until_complete(flow),
            Goal::User => WaitForFlow::until_user_known(flow),
        };
        let wait = wait.every(self.wait.interval()).for_at_most(self.wait.limit());
        let asked = session.client.wait_for_flow(&wait);
        let waited = waiting_at_most("the person", self.wait.limit(), asked).await;
        match waited.map_err(|error| explain(&error))? {
            FlowWait::Reached(flow) => {
                let user = flow.user_id.clone();
                show(session, "reached", *flow)?;
                if let Some(user) = user {
                    session.suggest(format_args!("retrieve-user --user-id {}", user.as_str()));
                }
                Ok(())
            }
            FlowWait::Pending(flow) => {
                show(session, "pending", *flow)?;
                Err(Failure::failed("the person is not there yet").next("wait-for-flow again"))
            }
            _ => Err(Failure::failed("the wait ended in a way this version does not know")),
        }
    }
}

fn show(session: &Session, state: &'static str, flow: Flow) -> Result<(), Failure> {
    let flow = without_link(flow);
    session.show(&Waited { state, flow: &flow }, &lines(&flow))
}
