//! `liability-refresh-status`: asks how far a refresh is.

use spinwheel_connect::LiabilityRefreshStatus;

use super::refreshes::{self, RequestArg};
use super::user_key::user_id;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    #[command(flatten)]
    request: RequestArg,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        let name = self.request.read(session.ask)?;
        session.announce(Act::of::<LiabilityRefreshStatus>())?;
        let request = LiabilityRefreshStatus::new(user.clone(), name.clone());
        let found =
            session.client.liability_refresh_status(&request).await.map_err(|error| explain(&error))?;
        refreshes::show(session, &found, &user, &name)
    }
}
