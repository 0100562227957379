//! `delete-user`: deletes a user.

use serde_json::json;
use spinwheel_connect::DeleteUser;

use super::user_key::UserIdArg;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserIdArg,
}

/// Doing it twice harms nobody, doing it by mistake does.
const ACT: Act = Act::serious("delete_user", "deletes the user and what Spinwheel keeps about them");

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(ACT)?;
        let request = DeleteUser::new(user.clone());
        session.client.delete_user(&request).await.map_err(|error| explain(&error))?;
        session.show(&json!({"userId": user, "deleted": true}), &["The user is deleted.".to_owned()])
    }
}
