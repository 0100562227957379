//! Ids as flags.

use signzy_link::{RequestId, SentLink, SessionId};

use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct RequestArg {
    /// Signzy's id of the request, as send-link gave it
    #[arg(long, value_name = "ID")]
    request_id: Option<String>,
}

impl RequestArg {
    pub(super) fn read(self, ask: Ask) -> Result<RequestId, Failure> {
        let wanted = Wanted { flag: "--request-id", question: "Signzy's id of the request" };
        ask.value(self.request_id, wanted, |text| RequestId::new(text.trim()))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct LinkArgs {
    #[command(flatten)]
    request: RequestArg,
    /// Signzy's id of the session, as send-link gave it
    #[arg(long, value_name = "ID")]
    session_id: Option<String>,
}

impl LinkArgs {
    pub(super) fn read(self, ask: Ask) -> Result<SentLink, Failure> {
        let request = self.request.read(ask)?;
        let wanted = Wanted { flag: "--session-id", question: "Signzy's id of the session" };
        let session = ask.value(self.session_id, wanted, |text| SessionId::new(text.trim()))?;
        Ok(SentLink::new(request, session))
    }
}

/// Both, as flags for the next command.
pub(super) fn flags(link: &SentLink) -> String {
    format!("--request-id {} --session-id {}", link.request_id.as_str(), link.session_id.as_str())
}
