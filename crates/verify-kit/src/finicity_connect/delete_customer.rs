//! `delete-customer`: deletes a customer.

use finicity_connect::DeleteCustomer;
use serde_json::json;

use super::ids::CustomerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
}

/// Doing it twice harms nobody, doing it by mistake does.
const ACT: Act = Act::serious("delete_customer", "deletes the customer and what is connected to them");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        session.announce(ACT)?;
        let request = DeleteCustomer::new(customer.clone());
        session.client.delete_customer(&request).await.map_err(|error| explain(&error))?;
        let answer = json!({"customerId": customer, "deleted": true});
        session.show(&answer, &["The customer is deleted.".to_owned()])
    }
}
