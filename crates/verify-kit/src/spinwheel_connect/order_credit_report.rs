//! `order-credit-report`: has the debts fetched.

use spinwheel_connect::OrderCreditReport;

use super::user_key::user_id;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user, who must be connected
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        session.announce(Act::of::<OrderCreditReport>())?;
        let request = OrderCreditReport::new(user.clone());
        let order = session.client.order_credit_report(&request).await.map_err(|error| explain(&error))?;
        session.show(&order, &["The report is ordered; the debts come later.".to_owned()])?;
        session.suggest(format_args!("wait-for-liabilities --user-id {}", user.as_str()));
        Ok(())
    }
}
