//! `subscribe-new-liabilities`: has new debts announced.

use spinwheel_connect::SubscribeNewLiabilities;

use super::user_key::user_id;
use super::{Act, Call, Session, Spinwheel, explain, subscriptions};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user; one subscription for each user
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        session.announce(Act::of::<SubscribeNewLiabilities>())?;
        let request = SubscribeNewLiabilities::new(user.clone());
        let made =
            session.client.subscribe_new_liabilities(&request).await.map_err(|error| explain(&error))?;
        session.show(&made, &subscriptions::lines(&made))?;
        session.hint("Each new debt comes by the webhook NEW_LIABILITIES_REPORTED.");
        session.suggest(format_args!("new-liability-subscriptions --user-id {}", user.as_str()));
        Ok(())
    }
}
