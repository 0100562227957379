//! `liability-refresh-status`: asks how far a refresh is.

use spinwheel_connect::LiabilityRefreshStatus;

use super::refreshes::{self, RequestArg};
use super::user_key::UserIdArg;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserIdArg,
    #[command(flatten)]
    request: RequestArg,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let name = self.request.read(session.ask)?;
        session.announce(Act::of::<LiabilityRefreshStatus>())?;
        let request = LiabilityRefreshStatus::new(user.clone(), name.clone());
        let found =
            session.client.liability_refresh_status(&request).await.map_err(|error| explain(&error))?;
        refreshes::show(session, &found, &user, &name)
    }
}
