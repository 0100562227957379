//! `unsubscribe-debt-profile-refresh`: ends subscriptions to fresh reports.

use serde_json::json;
use spinwheel_connect::{SubscriptionId, UnsubscribeDebtProfileRefresh};

use super::user_key::UserIdArg;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::ask::Wanted;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserIdArg,
    /// The one to end; debt-profile-subscriptions shows it
    #[arg(long, value_name = "ID")]
    subscription_id: Option<String>,
    /// End all subscriptions to fresh reports of the user
    #[arg(long, conflicts_with = "subscription_id")]
    all: bool,
}

const SUBSCRIPTION: Wanted = Wanted { flag: "--subscription-id", question: "Id of the subscription" };

/// Doing it twice harms nobody; doing it by mistake ends reports that somebody counts on.
const ONE: Act = Act::serious("unsubscribe_debt_profile_refresh", "ends the subscription");
const ALL: Act =
    Act::serious("unsubscribe_debt_profile_refresh", "ends all subscriptions to fresh reports of the user");

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let (act, request, line) = if self.all {
            let request = UnsubscribeDebtProfileRefresh::all(user.clone());
            (ALL, request, "All subscriptions to fresh reports of the user are ended.")
        } else {
            let read = |text: &str| SubscriptionId::new(text.trim());
            let id = session.ask.value(self.subscription_id, SUBSCRIPTION, read);
            let id = id.map_err(|failure| failure.next("--all ends all of the user"))?;
            (ONE, UnsubscribeDebtProfileRefresh::one(user.clone(), id), "The subscription is ended.")
        };
        session.announce(act)?;
        let ended = session.client.unsubscribe_debt_profile_refresh(&request).await;
        ended.map_err(|error| explain(&error))?;
        session.show(&json!({"userId": user, "ended": true}), &[line.to_owned()])
    }
}
