//! `login`: sees whether username and password are good.

use serde_json::json;

use super::{Act, Call, Session, Signzy, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

const ACT: Act = Act::harmless("login", "logs in");

impl Call<Signzy> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        session.announce(ACT)?;
        session.client.login().await.map_err(|error| explain(&error))?;
        let until = session.client.token_lasts_until();
        let mut lines = vec!["The credentials are good.".to_owned()];
        lines.push(match until {
            Some(until) => format!("the token lasts until: {until}"),
            None => "How long the token lasts was not told.".to_owned(),
        });
        session.show(&json!({"logged_in": true, "token_lasts_until": until}), &lines)?;
        session.suggest("send-link --login");
        Ok(())
    }
}
