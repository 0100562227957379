//! Ids as flags.

use spinwheel_gql::{CreditReportId, ReqOrgContactId};

use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct ContactArg {
    /// Your own id of the person, which ties all steps together
    #[arg(long, value_name = "ID")]
    contact_id: Option<String>,
}

impl ContactArg {
    pub(super) fn read(self, ask: Ask) -> Result<ReqOrgContactId, Failure> {
        let wanted = Wanted { flag: "--contact-id", question: "Your own id of the person" };
        ask.value(self.contact_id, wanted, |text| ReqOrgContactId::new(text.trim()))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ReportArg {
    /// DebtCore's id of the report
    #[arg(long, value_name = "ID")]
    report_id: Option<String>,
}

impl ReportArg {
    pub(super) fn read(self, ask: Ask) -> Result<CreditReportId, Failure> {
        let wanted = Wanted { flag: "--report-id", question: "DebtCore's id of the report" };
        ask.value(self.report_id, wanted, |text| CreditReportId::new(text.trim()))
    }
}
