//! The wrapper around every event.

use serde::Serialize;
use verify_core::FreeForm;
use verify_core::provider::{answer, open_enum, read};
use verify_core::webhook::Rejected;

use super::Payload;
use crate::{ConsumerId, CustomerId, EventId};

open_enum! {
    /// What happened. Source: Finicity's webhook pages, two partners' copies of them, and captured webhooks.
    pub enum EventType {
        /// Finicity checks the address while the link is made.
        Ping => "ping",
        /// The page was opened.
        Started => "started",
        /// A search found nothing.
        InstitutionNotFound => "institutionNotFound",
        /// The institution that was chosen cannot be connected.
        InstitutionNotSupported => "institutionNotSupported",
        /// The institution that was chosen can be connected.
        InstitutionSupported => "institutionSupported",
        /// The customer has sent their credentials, or went to the institution's own page.
        Adding => "adding",
        /// The institution asks for more than credentials.
        Mfa => "mfa",
        /// The institution did not accept the credentials.
        InvalidCredentials => "invalidCredentials",
        /// The institution cannot be reached.
        UnableToConnect => "unableToConnect",
        /// The customer has signed in, and the accounts are being fetched.
        Processing => "processing",
        /// Accounts were found.
        Discovered => "discovered",
        /// Accounts were connected.
        Added => "added",
        /// New credentials were stored.
        CredentialsUpdated => "credentialsUpdated",
        /// Accounts were disconnected.
        AccountsDeleted => "accountsDeleted",
        /// The session has ended.
        Done => "done",
    }
}

/// One event of a Connect session. Its signature is checked by [`Receiver::receive`](super::Receiver::receive).
/// Serialised under the names of the wire.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Event {
    /// This event; the same id twice is a duplicate. A `ping` has none.
    #[serde(rename = "eventId", skip_serializing_if = "Option::is_none")]
    pub id: Option<EventId>,
    /// Whose session it is. A `ping` says nothing about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<CustomerId>,
    /// The consumer, if the link was made with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer_id: Option<ConsumerId>,
    /// What happened.
    pub event_type: EventType,
    /// The particulars.
    pub payload: Payload,
    /// What was given as `webhookData`, unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_data: Option<FreeForm>,
}

answer! {
    /// The wrapper as it is sent.
    struct Wrapper {
        required {
            /// What happened.
            event_type: EventType => "eventType",
        }
        /// Whose session.
        customer_id: Option<CustomerId> => "customerId",
        /// The consumer.
        consumer_id: Option<ConsumerId> => "consumerId",
        /// This event.
        event_id: Option<EventId> => "eventId",
        /// The particulars.
        payload: Option<FreeForm> => "payload",
        /// The caller's own.
        webhook_data: Option<FreeForm> => "webhookData",
    }
}

impl Event {
    /// Reads a body **without checking who sent it**; for tests, and for bodies that were checked when they were stored.
    pub fn parse(body: &[u8]) -> Result<Self, Rejected> {
        let wrapper: Wrapper = read(body).map_err(|_| Rejected::Unreadable)?;
        let Wrapper { event_type, customer_id, consumer_id, event_id: id, payload, webhook_data } = wrapper;
        let payload = Payload::read(&event_type, payload.unwrap_or_default());
        Ok(Self { id, customer_id, consumer_id, event_type, payload, webhook_data })
    }
}
