//! What an application makes of signed webhooks: the signature is checked, duplicates are ignored.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::sync::mpsc;
use verify_core::webhook::Rejected;

/// A provider's receiver of webhooks.
pub(crate) trait Checks: Send + Sync {
    type Event: fmt::Debug + Send;

    /// Checks who sent it, and reads it; gives the id by which one knows a duplicate.
    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Self::Event), Rejected>;
}

/// What came.
#[derive(Debug)]
pub(crate) enum Arrival<E> {
    /// An event for the first time.
    Event(Box<Arrived<E>>),
    /// An event that had come before, by its id.
    Duplicate(String),
    /// Something that the provider did not sign.
    Refused(Rejected),
    /// A request that is no webhook at all, and the status it was answered with.
    Stray(StatusCode),
}

/// An event as it came.
#[derive(Debug)]
pub(crate) struct Arrived<E> {
    pub(crate) id: Option<String>,
    pub(crate) event: E,
    pub(crate) body: Value,
}

/// Takes webhooks.
#[derive(Debug)]
pub(crate) struct Inbox<C: Checks> {
    checks: C,
    known: Mutex<HashSet<String>>,
    told: mpsc::UnboundedSender<Arrival<C::Event>>,
}

impl<C: Checks> Inbox<C> {
    pub(crate) fn new(checks: C, told: mpsc::UnboundedSender<Arrival<C::Event>>) -> Self {
        Self { checks, known: Mutex::default(), told }
    }

    /// Answers 200, since that is the one status of which all documents agree that it settles the matter; 400 for what is
    /// not signed.
    pub(crate) fn take(&self, headers: &HeaderMap, body: &[u8]) -> StatusCode {
        let arrival = match self.checks.check(headers, body) {
            Ok((id, event)) => self.sort(id, event, body),
            Err(rejected) => Arrival::Refused(rejected),
        };
        let refused = matches!(arrival, Arrival::Refused(_));
        match self.told.send(arrival) {
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
            Ok(()) if refused => StatusCode::BAD_REQUEST,
            Ok(()) => StatusCode::OK,
        }
    }

    fn sort(&self, id: Option<String>, event: C::Event, body: &[u8]) -> Arrival<C::Event> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match id {
            Some(id) if !known.insert(id.clone()) => Arrival::Duplicate(id),
            // What was read as an event is JSON.
            id => {
                let body = serde_json::from_slice(body).unwrap_or_default();
                Arrival::Event(Box::new(Arrived { id, event, body }))
            }
        }
    }
}

impl<E> Arrival<E> {
    /// What came in place of what was expected.
    pub(crate) fn surprise(arrival: Option<Self>, name: fn(&E) -> &str) -> String {
        match arrival {
            None => "nothing".to_owned(),
            Some(Self::Event(arrived)) => name(&arrived.event).to_owned(),
            Some(Self::Duplicate(_)) => "something that had come before".to_owned(),
            Some(Self::Refused(why)) => format!("something refused ({why})"),
            Some(Self::Stray(status)) => format!("a request that is no webhook ({status})"),
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
        assert!(matches!(arrivals.try_recv().unwrap(), Arrival::Event(_)));
        assert_eq!(inbox.take(&headers, body), 200);
        assert!(matches!(arrivals.try_recv().unwrap(), Arrival::Duplicate(_)));
        assert_eq!(inbox.take(&headers, b"{}"), 400);
    }
}
