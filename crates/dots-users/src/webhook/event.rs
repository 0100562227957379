//! What every event says: what happened, in which app.

use serde::Serialize;
use serde_json::{Map, Value};
use verify_core::FreeForm;
use verify_core::provider::{Lenient, open_enum, required};
use verify_core::webhook::Rejected;

use super::Payload;
use crate::{AppId, FlowId, PayoutLinkId, TransferId, UserId};

open_enum! {
    /// What happened. Sources: Dots' page of webhooks, and the list of events that Dots generated for its next version.
    pub enum EventType {
        /// The person has completed a step of a flow.
        FlowUpdated => "flow.updated",
        /// The details of a bank transfer within a flow have changed.
        FlowTransactionUpdated => "flow.transaction_updated",
        /// A user has changed.
        UserUpdated => "user.updated",
        /// A user's identity document was verified. Dots' page writes `ide_verified`.
        UserIdVerified => "user.updated.id_verified" | "user.updated.ide_verified",
        /// A user's background check is complete or has changed.
        UserBackgroundCheck => "user.updated.background_check",
        /// A user's payout method has changed.
        UserPayoutMethod => "user.updated.payout_method",
        /// A user prefers another payout method.
        UserDefaultPayoutMethodChanged => "user.updated.default_payout_method_changed",
        /// Two users have become one.
        UserMerged => "user.updated.user_merged",
        /// Somebody has credited a user by hand.
        UserManualCredit => "user.updated.manual_credit",
        /// Somebody has debited a user by hand.
        UserManualDebit => "user.updated.manual_debit",
        /// A payout provider knows a user by another name or the like.
        UserProfileChangedExternal => "user.profile_changed_external",
        /// A transfer has changed.
        TransferUpdated => "transfer.updated",
        /// A transfer is complete, for good.
        TransferCompleted => "transfer.completed",
        /// A transfer has failed, for good.
        TransferFailed => "transfer.failed",
        /// A transfer was flagged.
        TransferFlagged => "transfer.flagged",
        /// A payout link has changed.
        PayoutLinkUpdated => "payout_link.updated",
        /// Somebody has claimed a payout link.
        PayoutLinkClaimed => "payout_link.claimed",
        /// A payout link was sent.
        PayoutLinkSent => "payout_link.sent",
        /// Somebody was paid through a payout link, in part or in full.
        PayoutLinkPaidOut => "payout_link.paid_out",
        /// The transfer that was to fund a payout link has failed.
        PayoutLinkFailed => "payout_link.failed",
        /// An app has changed.
        AppUpdated => "app.updated",
        /// The organization has changed.
        OrganizationUpdated => "organization.updated",
        /// A payment method has changed.
        PaymentMethodUpdated => "payment_method.updated",
        /// The intent of a payment has changed.
        PaymentIntentUpdated => "payment_intent.updated",
        /// A request for a payout has another status.
        PayoutRequestUpdated => "payout_request.updated",
        /// A dispute has changed.
        DisputeUpdated => "dispute.updated",
        /// A refund has changed.
        RefundUpdated => "refund.updated",
    }
}

/// One event. Who sent it is checked by [`Receiver::receive`](super::Receiver::receive). Serialised as it is sent: one object
/// without levels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// What happened. Dots' list says that every event has a name, its published page shows examples without; then this is
    /// `None`, and [`payload`](Event::payload) is read by the names of the fields: our choice.
    #[serde(rename = "event", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    /// The app it happened in, where events of the whole organization are received.
    #[serde(rename = "api_app_id", skip_serializing_if = "Option::is_none")]
    pub app_id: Option<AppId>,
    /// What the application has stored with the user, flow, transfer or payout link: a text or an object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<FreeForm>,
    /// The particulars.
    #[serde(flatten)]
    pub payload: Payload,
}

impl Event {
    /// Reads a body **without checking who sent it**; for tests, and for bodies that were checked when they were stored.
    pub fn parse(body: &[u8]) -> Result<Self, Rejected> {
        let mut fields: Map<_, _> = serde_json::from_slice(body).map_err(|_| Rejected::Unreadable)?;
        let event_type = take(&mut fields, "event");
        let app_id = take(&mut fields, "api_app_id");
        let metadata = take(&mut fields, "metadata");
        let payload = Payload::read(event_type.as_ref(), fields);
        Ok(Self { event_type, app_id, metadata, payload })
    }

    /// The user it is about; **after a merge the new one**, whatever else the event names; of a payout link the one who claimed
    /// it. Also of events this version does not know.
    pub fn user_id(&self) -> Option<UserId> {
        match &self.payload {
            Payload::User(event) => Some(event.user_id.clone()),
            Payload::UserMerged(event) => Some(event.new_user_id.clone()),
            Payload::ManualTransfer(event) => Some(event.user_id.clone()),
            Payload::ProfileChanged(event) => Some(event.user_id.clone()),
            Payload::PayoutLink(link) => link.claimed_user_id.clone(),
            Payload::Other(body) => self.other_user_id(body),
            _ => None,
        }
    }

    /// A merge that names no new user names none that could be relied on.
    fn other_user_id(&self, body: &FreeForm) -> Option<UserId> {
        let merged =
            self.event_type == Some(EventType::UserMerged) || body.expose().get("old_user_id").is_some();
        id(body, "new_user_id").or_else(|| id(body, "user_id").filter(|_| !merged))
    }

    /// The flow it is about, or the one behind a payout link. Also of events this version does not know.
    pub fn flow_id(&self) -> Option<FlowId> {
        match &self.payload {
            Payload::Flow(event) => Some(event.flow_id.clone()),
            Payload::PayoutLink(link) => link.flow_id.clone(),
            Payload::Other(body) => id(body, "flow_id"),
            _ => None,
        }
    }

    /// The transfer it is about. Also of events this version does not know.
    pub fn transfer_id(&self) -> Option<TransferId> {
        match &self.payload {
            Payload::Transfer(event) => Some(event.transfer_id.clone()),
            Payload::ManualTransfer(event) => Some(event.transfer_id.clone()),
            Payload::PayoutLink(link) => link.transfer_id.clone(),
            Payload::PayoutLinkFailed(event) => Some(event.funding_transfer_id.clone()),
            Payload::Other(body) => id(body, "transfer_id"),
            _ => None,
        }
    }

    /// The payout link it is about. Also of events this version does not know.
    pub fn payout_link_id(&self) -> Option<PayoutLinkId> {
        match &self.payload {
            Payload::PayoutLink(link) => Some(link.id.clone()),
            Payload::PayoutLinkFailed(event) => id(event.payout_link.as_ref()?, "id"),
            Payload::Other(body) => id(body, "payout_link_id"),
            _ => None,
        }
    }
}

fn take<T: Lenient>(fields: &mut Map<String, Value>, name: &str) -> Option<T> {
    fields.remove(name).and_then(|value| required(value).ok())
}

fn id<T: Lenient>(body: &FreeForm, name: &str) -> Option<T> {
    required(body.expose().get(name)?).ok()
}
