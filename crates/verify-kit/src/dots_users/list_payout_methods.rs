//! `list-payout-methods`: shows how a user can be paid.

use dots_users::{ListPayoutMethods, PaymentMethod};

use super::ids::UserArg;
use super::methods::{table, without_numbers};
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(Act::of::<ListPayoutMethods>())?;
        let request = ListPayoutMethods::new(user.clone());
        let methods = session.client.list_payout_methods(&request).await.map_err(|error| explain(&error))?;
        let methods: Vec<PaymentMethod> = methods.into_iter().map(without_numbers).collect();
        session.show(&methods, &table(&methods))?;
        if methods.is_empty() {
            session.suggest(format_args!("put-payout-method --user-id {}", user.as_str()));
        }
        Ok(())
    }
}
