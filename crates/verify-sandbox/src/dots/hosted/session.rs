//! A session: somebody has the page of a flow open.

use std::time::{Duration, SystemTime};

use super::super::choices::FlowOfKnownUser;
use super::super::desk::Desk;
use super::super::flows::Flow;
use super::view::StepMessage;

/// Documented.
const SIGNED_IN_AT_FIRST: Duration = Duration::from_secs(15 * 60);

/// Somebody has the page open.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) flow_id: String,
    pub(crate) opened: SystemTime,
    /// Who a code was sent to: a user, or somebody who is not one yet.
    pub(crate) person: Option<String>,
    /// Who has typed name and number here.
    pub(crate) visitor: Option<String>,
    /// A code was sent, and is waited for.
    pub(crate) awaiting: bool,
    /// When the right code came, on the monotonic clock.
    #[serde(with = "crate::state::time::optional")]
    pub(crate) signed_in: Option<Duration>,
    /// Something was changed that is not saved yet.
    pub(crate) touched: bool,
    /// Not told yet.
    pub(crate) messages: Vec<StepMessage>,
    /// Where the browser goes next.
    pub(crate) leaves_to: Option<String>,
}

impl Session {
    pub(crate) fn new(id: String, flow_id: String, opened: SystemTime) -> Self {
        Self {
            id,
            flow_id,
            opened,
            person: None,
            visitor: None,
            awaiting: false,
            signed_in: None,
            touched: false,
            messages: Vec::new(),
            leaves_to: None,
        }
    }

    /// By a code, or because the flow was made for its user a short while ago.
    pub(super) fn is_signed_in(&self, flow: &Flow, desk: &mut Desk<'_>) -> bool {
        let now = desk.call.now.mono;
        if let Some(at) = self.signed_in {
            desk.call.rests_on("code_session_seconds");
            let lasts = Duration::from_secs(desk.choices.code_session_seconds);
            if now.saturating_sub(at) < lasts {
                return true;
            }
        }
        if !flow.of_known_user || flow.require_auth {
            return false;
        }
        desk.call.rests_on("flow_of_known_user");
        desk.choices.flow_of_known_user == FlowOfKnownUser::SignedIn
            && now.saturating_sub(flow.began) < SIGNED_IN_AT_FIRST
    }
}
