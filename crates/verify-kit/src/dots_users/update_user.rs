//! `update-user`: changes a user.

use dots_users::{Rail, UpdateUser};

use super::details::{DetailArgs, RAILS, with_details};
use super::ids::UserArg;
use super::page::checked;
use super::retrieve_user::lines;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
    /// The way to be paid that the user prefers; it must be connected
    #[arg(long, value_name = "RAIL", value_parser = RAILS)]
    default_payout_method: Option<String>,
    /// Whether money is paid out by itself
    #[arg(long, value_name = "TRUE_OR_FALSE", action = clap::ArgAction::Set)]
    auto_payout: Option<bool>,
    #[command(flatten)]
    details: DetailArgs,
    /// Offer the user all ways to pay out that the app has
    #[arg(long, conflicts_with = "excluded")]
    exclude_none: bool,
}

const ACT: Act = Act::harmless("update_user", "changes the user's record");

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        if self.is_empty() {
            return Err(Failure::usage(
                "there is nothing to change: give --birth-date, --metadata, --exclude or another",
            ));
        }
        let request = self.request(session)?;
        session.announce(ACT)?;
        let user = session.client.update_user(&request).await.map_err(|error| explain(&error))?;
        session.show(&user, &lines(&user))
    }
}

impl Args {
    fn is_empty(&self) -> bool {
        let chosen = self.default_payout_method.is_some() || self.auto_payout.is_some() || self.exclude_none;
        !chosen && self.details.is_empty()
    }

    fn request(self, session: &Session) -> Result<UpdateUser, Failure> {
        let mut request = with_details!(UpdateUser::new(self.user.read(session.ask)?), self.details);
        if let Some(rail) = &self.default_payout_method {
            request = request.default_payout_method(Rail::from(rail.as_str()));
        }
        if let Some(enabled) = self.auto_payout {
            request = request.auto_payout_enabled(enabled);
        }
        if self.exclude_none {
            request = checked("--exclude-none", request.payout_options_exclude_list([]))?;
        }
        Ok(request)
    }
}
