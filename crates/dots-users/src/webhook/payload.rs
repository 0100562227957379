//! What each event says.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use verify_core::FreeForm;
use verify_core::provider::{Lenient, answer, required};

use super::{EventType, PayoutLink, PayoutLinkFailed};
use crate::models::Platform;
use crate::{AppId, FlowId, TransferId, UserId};

/// The particulars of an event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// `flow.updated`, `flow.transaction_updated`.
    Flow(FlowEvent),
    /// `user.updated`, and of what begins like that `id_verified`, `background_check`, `payout_method`,
    /// `default_payout_method_changed`.
    User(UserEvent),
    /// `user.updated.user_merged`: from now on **the user has another id**.
    UserMerged(UserMerged),
    /// `user.updated.manual_credit`, `user.updated.manual_debit`.
    ManualTransfer(ManualTransfer),
    /// `user.profile_changed_external`.
    ProfileChanged(ProfileChanged),
    /// `transfer.updated`, `transfer.completed`, `transfer.failed`, `transfer.flagged`.
    Transfer(TransferEvent),
    /// `payout_link.updated`, `payout_link.claimed`, `payout_link.sent`, `payout_link.paid_out`.
    PayoutLink(Box<PayoutLink>),
    /// `payout_link.failed`.
    PayoutLinkFailed(PayoutLinkFailed),
    /// `app.updated`.
    App(AppEvent),
    /// Everything else: the fields of events that are not about users, of those this version does not know, and of what does
    /// not have the form of its name. [`Event::user_id`](super::Event::user_id) and the like look into it too.
    Other(FreeForm),
}

answer! {
    /// A flow in which something happened.
    pub struct FlowEvent {
        required {
            /// Which one.
            flow_id: FlowId => "flow_id",
        }
    }
}

answer! {
    /// A user with whom something happened.
    pub struct UserEvent {
        required {
            /// Which one.
            user_id: UserId => "user_id",
        }
    }
}

answer! {
    /// Two users who have become one. Replace the old id by the new one wherever it is stored: the new one is the one to go on
    /// with. (Source: Dots' page of webhooks, in its version of autumn 2025.)
    pub struct UserMerged {
        required {
            /// The id that was. Calls with it are not documented to go on working.
            old_user_id: UserId => "old_user_id",
            /// The id that is.
            new_user_id: UserId => "new_user_id",
        }
        /// What the event gives as `user_id`. Which of the two it is, is not documented: do not rely on it.
        named_user_id: Option<UserId> => "user_id",
    }
}

answer! {
    /// Money that somebody has moved by hand.
    pub struct ManualTransfer {
        required {
            /// Whose money.
            user_id: UserId => "user_id",
            /// The transfer with which it moved.
            transfer_id: TransferId => "transfer_id",
        }
    }
}

answer! {
    /// A user whom a payout provider knows otherwise than Dots does.
    pub struct ProfileChanged {
        required {
            /// Which one.
            user_id: UserId => "user_id",
        }
        /// The payout provider; the values are not documented.
        external_platform: Option<Platform> => "external_platform",
        /// What differs; its form is not documented.
        differences: Option<FreeForm> => "differences",
    }
}

answer! {
    /// A transfer.
    pub struct TransferEvent {
        required {
            /// Which one.
            transfer_id: TransferId => "transfer_id",
        }
        /// The transfer itself, where it is complete, failed or flagged.
        transfer: Option<FreeForm> => "transfer",
    }
}

answer! {
    /// An app.
    pub struct AppEvent {
        required {
            /// Which one.
            app_id: AppId => "app_id",
        }
    }
}

impl Serialize for Payload {
    /// Under the names of the wire.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flow(payload) => payload.serialize(serializer),
            Self::User(payload) => payload.serialize(serializer),
            Self::UserMerged(payload) => payload.serialize(serializer),
            Self::ManualTransfer(payload) => payload.serialize(serializer),
            Self::ProfileChanged(payload) => payload.serialize(serializer),
            Self::Transfer(payload) => payload.serialize(serializer),
            Self::PayoutLink(payload) => payload.serialize(serializer),
            Self::PayoutLinkFailed(payload) => payload.serialize(serializer),
            Self::App(payload) => payload.serialize(serializer),
            Self::Other(payload) => payload.serialize(serializer),
        }
    }
}

impl Payload {
    /// By the event's name; without one, by the names of the fields. A form nobody has published must not cost the event.
    pub(super) fn read(event: Option<&EventType>, fields: Map<String, Value>) -> Self {
        let typed = match event {
            Some(event) => Self::named(event, &fields),
            None => Self::nameless(&fields),
        };
        typed.unwrap_or_else(|| Self::Other(FreeForm::new(fields.into())))
    }

    fn named(event: &EventType, fields: &Map<String, Value>) -> Option<Self> {
        use EventType as Type;
        match event {
            Type::FlowUpdated | Type::FlowTransactionUpdated => typed(fields).map(Self::Flow),
            Type::UserUpdated
            | Type::UserIdVerified
            | Type::UserBackgroundCheck
            | Type::UserPayoutMethod
            | Type::UserDefaultPayoutMethodChanged => typed(fields).map(Self::User),
            Type::UserMerged => typed(fields).map(Self::UserMerged),
            Type::UserManualCredit | Type::UserManualDebit => typed(fields).map(Self::ManualTransfer),
            Type::UserProfileChangedExternal => typed(fields).map(Self::ProfileChanged),
            Type::TransferUpdated
            | Type::TransferCompleted
            | Type::TransferFailed
            | Type::TransferFlagged => typed(fields).map(Self::Transfer),
            Type::PayoutLinkUpdated
            | Type::PayoutLinkClaimed
            | Type::PayoutLinkSent
            | Type::PayoutLinkPaidOut => link(fields),
            Type::PayoutLinkFailed => typed(fields).map(Self::PayoutLinkFailed),
            Type::AppUpdated => typed(fields).map(Self::App),
            _ => None,
        }
    }

    /// Only where the fields leave no doubt: exactly these, or those of a merge or a payout link among others.
    fn nameless(fields: &Map<String, Value>) -> Option<Self> {
        let has = |name| fields.contains_key(name);
        let mut names: Vec<_> = fields.keys().map(String::as_str).collect();
        names.sort_unstable();
        match names.as_slice() {
            ["flow_id"] => typed(fields).map(Self::Flow),
            ["user_id"] => typed(fields).map(Self::User),
            ["transfer_id", "user_id"] => typed(fields).map(Self::ManualTransfer),
            ["transfer_id"] | ["transfer", "transfer_id"] => typed(fields).map(Self::Transfer),
            ["payout_link_id"] => link(fields),
            ["app_id"] => typed(fields).map(Self::App),
            _ if has("old_user_id") && has("new_user_id") => typed(fields).map(Self::UserMerged),
            _ if has("id") && has("link") && has("payee") => link(fields),
            _ if has("payout_link") && has("funding_transfer_id") => {
                typed(fields).map(Self::PayoutLinkFailed)
            }
            _ => None,
        }
    }
}

fn typed<T: Lenient>(fields: &Map<String, Value>) -> Option<T> {
    required(fields).ok()
}

fn link(fields: &Map<String, Value>) -> Option<Payload> {
    typed(fields).map(Box::new).map(Payload::PayoutLink)
}
