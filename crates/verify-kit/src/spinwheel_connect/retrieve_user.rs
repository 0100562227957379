//! `retrieve-user`: shows a user.

use spinwheel_connect::{Profile, RetrieveUser, User, UserId};

use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::debts::Debts;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserKeyArgs,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = RetrieveUser::new(self.user.read(session.ask)?);
        session.announce(Act::of::<RetrieveUser>())?;
        let user = session.client.retrieve_user(&request).await.map_err(|error| explain(&error))?;
        session.show(&user, &lines(&user))
    }
}

/// Who it is, and what they owe.
pub(super) fn lines(user: &User) -> Vec<String> {
    let mut lines = vec![format!("user id: {}", user.user_id.as_ref().map_or("not told", UserId::as_str))];
    lines.extend(user.profile.as_ref().and_then(name).map(|name| format!("name: {name}")));
    let debts = Debts::from(user);
    if debts.count() == 0 {
        lines.push("No debts are known; they come with a credit report.".to_owned());
    } else {
        lines.push(String::new());
        lines.extend(debts.lines());
    }
    lines
}

pub(super) fn name(profile: &Profile) -> Option<String> {
    Some(format!("{} {}", profile.first_name.as_ref()?.expose(), profile.last_name.as_ref()?.expose()))
}
