//! `delete-user`: deletes a user.

use dots_users::DeleteUser;
use serde_json::json;

use super::ids::UserArg;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
}

/// Doing it twice harms nobody, doing it by mistake does.
const ACT: Act = Act::serious("delete_user", "deletes the user");

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(ACT)?;
        let request = DeleteUser::new(user.clone());
        session.client.delete_user(&request).await.map_err(|error| explain(&error))?;
        session.show(&json!({"user_id": user, "deleted": true}), &["The user is deleted.".to_owned()])
    }
}
