//! Ids as flags.

use dots_users::{FlowId, UserId};

use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct UserArg {
    /// Dots' id of the user
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
}

impl UserArg {
    pub(super) fn read(self, ask: Ask) -> Result<UserId, Failure> {
        let wanted = Wanted { flag: "--user-id", question: "Dots' id of the user" };
        ask.value(self.user_id, wanted, |text| UserId::new(text.trim()))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct FlowArg {
    /// Dots' id of the flow
    #[arg(long, value_name = "ID")]
    flow_id: Option<String>,
}

impl FlowArg {
    pub(super) fn read(self, ask: Ask) -> Result<FlowId, Failure> {
        let wanted = Wanted { flag: "--flow-id", question: "Dots' id of the flow" };
        ask.value(self.flow_id, wanted, |text| FlowId::new(text.trim()))
    }
}
