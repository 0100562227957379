//! What an application makes of Finicity's webhooks: the signature is checked, duplicates are ignored.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use finicity_connect::EventId;
use finicity_connect::webhook::{Event, Receiver, Rejected};
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::sync::mpsc;

/// What came.
#[derive(Debug)]
pub(crate) enum Arrival {
    /// An event for the first time, and its body.
    Event(Box<Event>, Value),
    /// An event that had come before.
    Duplicate(EventId),
    /// Something that Finicity did not sign.
    Refused(Rejected),
    /// A request that is no webhook at all, and the status it was answered with.
    Stray(StatusCode),
}

/// Takes webhooks.
#[derive(Debug)]
pub(crate) struct Inbox {
    receiver: Receiver,
    known: Mutex<HashSet<EventId>>,
    told: mpsc::UnboundedSender<Arrival>,
}

impl Inbox {
    pub(crate) fn new(receiver: Receiver, told: mpsc::UnboundedSender<Arrival>) -> Self {
        Self { receiver, known: Mutex::default(), told }
    }

    /// Answers 200, since that is the one status of which all documents agree that it settles the matter; 400 for what is
    /// not signed.
    pub(crate) fn take(&self, headers: &HeaderMap, body: &[u8]) -> StatusCode {
        let arrival = match self.receiver.receive(headers, body) {
            Ok(event) => self.sort(event, body),
            Err(rejected) => Arrival::Refused(rejected),
        };
        let refused = matches!(arrival, Arrival::Refused(_));
        match self.told.send(arrival) {
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
            Ok(()) if refused => StatusCode::BAD_REQUEST,
            Ok(()) => StatusCode::OK,
        }
    }

    fn sort(&self, event: Event, body: &[u8]) -> Arrival {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match &event.id {
            Some(id) if !known.insert(id.clone()) => Arrival::Duplicate(id.clone()),
            // What was read as an event is JSON.
            _ => Arrival::Event(Box::new(event), serde_json::from_slice(body).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use finicity_connect::Secret;
    use finicity_connect::webhook::{Receiver, SIGNATURE_HEADER};
    use http::{HeaderMap, HeaderValue};
    use tokio::sync::mpsc;

    use super::{Arrival, Inbox};

    #[test]
    fn what_is_signed_is_told_once() {
        let (told, mut arrivals) = mpsc::unbounded_channel();
        let receiver = Receiver::new([&Secret::new("partner-secret")]).unwrap();
        let inbox = Inbox::new(receiver.clone(), told);
        let body = br#"{"customerId":"1","eventType":"started","eventId":"1-a","payload":{}}"#;
        assert_eq!(inbox.take(&HeaderMap::new(), body), 400);
        assert!(matches!(arrivals.try_recv().unwrap(), Arrival::Refused(_)));
        let mut headers = HeaderMap::new();
        headers.insert(SIGNATURE_HEADER, HeaderValue::from_str(&receiver.sign(body)).unwrap());
        assert_eq!(inbox.take(&headers, body), 200);
        assert!(matches!(arrivals.try_recv().unwrap(), Arrival::Event(..)));
        assert_eq!(inbox.take(&headers, body), 200);
        assert!(matches!(arrivals.try_recv().unwrap(), Arrival::Duplicate(_)));
        assert_eq!(inbox.take(&headers, b"{}"), 400);
    }
}
