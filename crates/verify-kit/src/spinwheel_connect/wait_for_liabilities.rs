//! `wait-for-liabilities`: looks again and again until the report is there.

use serde::Serialize;
use spinwheel_connect::{Liabilities, RetrieveUser, User, WaitForLiabilities};

use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain, retrieve_user};
use crate::exit::Failure;
use crate::progress::waiting_at_most;
use crate::waiting::WaitArgs;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserKeyArgs,
    #[command(flatten)]
    wait: WaitArgs,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Waited<'a> {
    /// `connected`, `failed` or `pending`.
    state: &'static str,
    user: &'a User,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(Act::of::<RetrieveUser>())?;
        self.wait.announce();
        let wait = WaitForLiabilities::new(user).every(self.wait.interval()).for_at_most(self.wait.limit());
        let asked = session.client.wait_for_liabilities(&wait);
        let waited = waiting_at_most("the report", self.wait.limit(), asked).await;
        match waited.map_err(|error| explain(&error))? {
            Liabilities::Connected(user) => show(session, "connected", &user),
            Liabilities::Failed(user) => {
                show(session, "failed", &user)?;
                Err(Failure::failed("the report could not be fetched; there are no debts to show"))
            }
            Liabilities::Pending(user) => {
                show(session, "pending", &user)?;
                Err(Failure::failed("the report is not there yet").next("wait-for-liabilities again"))
            }
            _ => Err(Failure::failed("the wait ended in a way this version does not know")),
        }
    }
}

fn show(session: &Session, state: &'static str, user: &User) -> Result<(), Failure> {
    session.show(&Waited { state, user }, &retrieve_user::lines(user))
}
