//! `order-debt-profile`: has the debts fetched from one of several bureaus.

use spinwheel_connect::OrderDebtProfile;

use super::bureau::{BureauArgs, asking_for};
use super::debt::Kind;
use super::user_key::user_id;
use super::{Act, Call, Session, Spinwheel, explain, ordered};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user, who must be connected
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    /// Debts of this kind alone
    #[arg(long, value_name = "KIND", value_enum)]
    only: Option<Kind>,
    #[command(flatten)]
    wanted: BureauArgs,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        let mut request = asking_for!(OrderDebtProfile::new(user.clone()), self.wanted);
        if let Some(kind) = self.only {
            request = request.only(kind.into());
        }
        session.announce(Act::of::<OrderDebtProfile>())?;
        let found = session.client.order_debt_profile(&request).await.map_err(|error| explain(&error))?;
        ordered::show(session, &found, &user)
    }
}
