//! `wait-for-liabilities`: looks again and again until the report is there.

use std::time::Duration;

use serde::Serialize;
use spinwheel_connect::{Liabilities, RetrieveUser, User, WaitForLiabilities};

use super::refusal::explain;
use super::retrieve_user;
use super::session::Session;
use super::user_key::UserKeyArgs;
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserKeyArgs,
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3600))]
    every: u64,
    /// Seconds after which to give up
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(0..=86400))]
    for_at_most: u64,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Waited<'a> {
    /// `connected`, `failed` or `pending`.
    state: &'static str,
    user: &'a User,
}

impl Args {
    pub(super) async fn run(&self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce::<RetrieveUser>()?;
        output::talk(format_args!("Looking every {} s, for at most {} s.", self.every, self.for_at_most));
        let wait = WaitForLiabilities::new(user)
            .every(Duration::from_secs(self.every))
            .for_at_most(Duration::from_secs(self.for_at_most));
        match session.client.wait_for_liabilities(&wait).await.map_err(|error| explain(&error))? {
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
