//! `credit-report`: shows a report that was pulled.

use spinwheel_gql::GetCreditReport;

use super::ids::ReportArg;
use super::report::{lines, without_numbers};
use super::{Act, Call, DebtCore, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    report: ReportArg,
}

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = GetCreditReport::new(self.report.read(session.ask)?);
        session.announce(Act::of::<GetCreditReport>())?;
        let report = session.client.credit_report(&request).await.map_err(|error| explain(&error))?;
        let report = without_numbers(report);
        session.show(&report, &lines(&report))
    }
}
