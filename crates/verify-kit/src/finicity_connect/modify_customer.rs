//! `modify-customer`: changes a customer's name.

use finicity_connect::ModifyCustomer;
use serde_json::json;

use super::ids::CustomerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    customer: CustomerArg,
    /// The new first name
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// The new last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
}

const ACT: Act = Act::harmless("modify_customer", "changes the customer's record");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let customer = self.customer.read(session.ask)?;
        if self.first_name.is_none() && self.last_name.is_none() {
            return Err(Failure::usage("there is nothing to change: give --first-name or --last-name"));
        }
        let mut request = ModifyCustomer::new(customer.clone());
        if let Some(name) = &self.first_name {
            request = request.first_name(name);
        }
        if let Some(name) = &self.last_name {
            request = request.last_name(name);
        }
        session.announce(ACT)?;
        session.client.modify_customer(&request).await.map_err(|error| explain(&error))?;
        let answer = json!({"customerId": customer, "modified": true});
        session.show(&answer, &["The customer is changed.".to_owned()])
    }
}
