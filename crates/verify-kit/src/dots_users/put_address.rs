//! `put-address`: stores where a user lives.

use dots_users::PutAddress;
use serde_json::json;

use super::address::AddressArgs;
use super::ids::UserArg;
use super::page::checked;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
    #[command(flatten)]
    address: AddressArgs,
}

const ACT: Act = Act::harmless("put_address", "changes the user's address");

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let address = self.address.read(session.ask, true)?;
        let request = checked("--state", PutAddress::new(user.clone(), address))?;
        session.announce(ACT)?;
        session.client.put_address(&request).await.map_err(|error| explain(&error))?;
        session.show(&json!({"user_id": user, "stored": true}), &["The address is stored.".to_owned()])
    }
}
