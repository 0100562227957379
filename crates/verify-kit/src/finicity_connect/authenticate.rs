//! `authenticate`: sees whether the credentials are good.

use serde_json::json;

use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

const ACT: Act = Act::harmless("authenticate", "logs in");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        session.announce(ACT)?;
        session.client.authenticate().await.map_err(|error| explain(&error))?;
        session.show(&json!({"authenticated": true}), &["The credentials are good.".to_owned()])?;
        session.suggest("create-testing-customer");
        Ok(())
    }
}
