//! `debt-profile-subscriptions`: lists the subscriptions to fresh reports.

use spinwheel_connect::DebtProfileSubscriptions;

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
        session.announce(Act::of::<DebtProfileSubscriptions>())?;
        let request = DebtProfileSubscriptions::new(user.clone());
        let found =
            session.client.debt_profile_subscriptions(&request).await.map_err(|error| explain(&error))?;
        session.show(&found, &subscriptions::lines(&found))?;
        if let Some(one) = found.first() {
            let (user, id) = (user.as_str(), one.subscription_id.as_str());
            let command = format!("unsubscribe-debt-profile-refresh --user-id {user} --subscription-id {id}");
            session.suggest_later("to end one", command);
        }
        Ok(())
    }
}
