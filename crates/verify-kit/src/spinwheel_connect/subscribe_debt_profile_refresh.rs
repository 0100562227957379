//! `subscribe-debt-profile-refresh`: has a fresh report pulled at regular times.

use spinwheel_connect::SubscribeDebtProfileRefresh;

use super::bureau::{BureauArgs, asking_for};
use super::user_key::UserIdArg;
use super::{Act, Call, Session, Spinwheel, explain, subscriptions};
use crate::ask::{self, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserIdArg,
    /// How often, as agreed with Spinwheel, for instance MONTHLY
    #[arg(long, value_name = "WORD")]
    frequency: Option<String>,
    #[command(flatten)]
    wanted: BureauArgs,
}

const FREQUENCY: Wanted = Wanted { flag: "--frequency", question: "How often (for instance MONTHLY)" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let frequency = session.ask.value(self.frequency, FREQUENCY, ask::text("frequency"))?;
        let request = SubscribeDebtProfileRefresh::new(user.clone(), frequency);
        let request = asking_for!(request, self.wanted);
        session.announce(Act::of::<SubscribeDebtProfileRefresh>())?;
        let made =
            session.client.subscribe_debt_profile_refresh(&request).await.map_err(|error| explain(&error))?;
        session.show(&made, &subscriptions::lines(&made))?;
        session.hint("Each report comes by the webhook USER_CREDIT_PROFILE_TRANSACTION.");
        let command = format!("unsubscribe-debt-profile-refresh --user-id {} --all", user.as_str());
        session.suggest_later("to end it", command);
        Ok(())
    }
}
