//! `wait-for-liabilities`: looks again and again until the report is there.

use std::time::Duration;

use serde::Serialize;
use spinwheel_connect::{Liabilities, RetrieveUser, User, WaitForLiabilities};

use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain, retrieve_user};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserKeyArgs,
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = pause)]
    every: u64,
    /// Seconds after which to give up
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = seconds)]
    for_at_most: u64,
}

/// In place of clap's own parser, whose message repeats the number.
fn seconds(text: &str) -> Result<u64, &'static str> {
    let rule = "must be a number of seconds from 0 to 86400";
    text.parse().ok().filter(|seconds| *seconds <= 86_400).ok_or(rule)
}

/// A pause of nothing would be a flood of requests.
fn pause(text: &str) -> Result<u64, &'static str> {
    let rule = "must be a number of seconds from 1 to 86400";
    seconds(text).ok().filter(|seconds| *seconds > 0).ok_or(rule)
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
        output::talk(format_args!("Looking every {} s, for at most {} s …", self.every, self.for_at_most));
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
