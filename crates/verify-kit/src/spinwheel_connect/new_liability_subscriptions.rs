//! `new-liability-subscriptions`: lists who hears of new debts.

use spinwheel_connect::NewLiabilitySubscriptions;

use super::user_key::UserIdArg;
use super::{Act, Call, Session, Spinwheel, explain, subscriptions};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserIdArg,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(Act::of::<NewLiabilitySubscriptions>())?;
        let request = NewLiabilitySubscriptions::new(user.clone());
        let found =
            session.client.new_liability_subscriptions(&request).await.map_err(|error| explain(&error))?;
        session.show(&found, &subscriptions::lines(&found))?;
        if found.is_empty() {
            session.suggest(format_args!("subscribe-new-liabilities --user-id {}", user.as_str()));
        }
        Ok(())
    }
}
