//! `fetch-token`: sees whether the credentials are good.

use serde_json::json;

use super::{Act, Call, DebtCore, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

const ACT: Act = Act::harmless("fetch_token", "fetches an access token");

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        if !session.client.fetches_tokens {
            return Err(Failure::usage("there is nothing to fetch: the environment has an access token")
                .next("see whether it is good with a call that reads, for instance credit-reports"));
        }
        session.announce(ACT)?;
        session.client.fetch_token().await.map_err(|error| explain(&error))?;
        session.show(&json!({"authenticated": true}), &["The credentials are good.".to_owned()])?;
        session.suggest("send-sms-verification-code");
        Ok(())
    }
}
