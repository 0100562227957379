//! `order-equifax-profile`: has the debts fetched from Equifax, at once.

use clap::ValueEnum;
use spinwheel_connect::OrderEquifaxProfile;

use super::user_key::user_id;
use super::{Act, Call, Session, Spinwheel, explain, ordered};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user, who must be connected
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    /// What to order: the full report, VantageScore 3.0, or both
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Wanted::Report)]
    want: Wanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    Report,
    ReportAndScore,
    Score,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        session.announce(Act::of::<OrderEquifaxProfile>())?;
        let request = match self.want {
            Wanted::Report => OrderEquifaxProfile::report(user.clone()),
            Wanted::ReportAndScore => OrderEquifaxProfile::report_and_score(user.clone()),
            Wanted::Score => OrderEquifaxProfile::score(user.clone()),
        };
        let found = session.client.order_equifax_profile(&request).await.map_err(|error| explain(&error))?;
        ordered::show(session, &found, &user)
    }
}
