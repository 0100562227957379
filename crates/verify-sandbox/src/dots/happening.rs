//! What happens to users and flows, for whoever tells the application about it: noted in the state, and told by
//! `Simulator::tell_happenings` after each call and each command of the control API. What changes something by the handle calls
//! it itself.

use std::time::Duration;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Happening {
    /// A step of a flow was completed.
    FlowUpdated { flow_id: String },
    /// The phone number of a user was verified.
    PhoneVerified { user_id: String },
    /// A user was changed, by a person or by the person's answers in a flow.
    UserUpdated { user_id: String },
    /// A tax number was handed in, at this moment of the monotonic clock: its check begins, and ends without a call.
    TaxIdHandedIn {
        user_id: String,
        #[serde(with = "crate::state::time")]
        submitted: Duration,
    },
    /// A payout method was added or changed.
    PayoutMethod { user_id: String },
    /// The default payout method is another one.
    DefaultPayoutMethod { user_id: String },
    /// The identity documents were accepted.
    IdVerified { user_id: String },
}
