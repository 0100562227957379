//! What an application makes of signed webhooks: the signature is checked, duplicates are ignored.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::sync::mpsc;

/// A provider's receiver of webhooks.
pub(crate) trait Checks: Send + Sync {
    type Event: fmt::Debug + Send;

    /// Checks who sent it, and reads it; gives the id by which one knows a duplicate. What is refused comes with the reason,
    /// which holds nothing that was received.
    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, Self::Event), String>;
}

/// What came.
#[derive(Debug)]
pub(crate) enum Arrival<E> {
    /// An event for the first time.
    Event(Box<Arrived<E>>),
    /// An event that had come before, by its id.
    Duplicate(String),
    /// Something that the provider did not send, and why one can tell.
    Refused(String),
}

/// An event as it came.
#[derive(Debug)]
pub(crate) struct Arrived<E> {
    pub(crate) id: Option<String>,
    pub(crate) event: E,
    pub(crate) body: Value,
}

/// Knows what has come before.
#[derive(Debug)]
pub(crate) struct Known<C: Checks> {
    checks: C,
    ids: Mutex<HashSet<String>>,
}

/// An event that is forgotten when this is dropped before it was settled.
#[derive(Debug)]
pub(crate) struct Unsettled<'a, C: Checks> {
    known: &'a Known<C>,
    id: Option<String>,
}

/// Takes webhooks.
#[derive(Debug)]
pub(crate) struct Inbox<C: Checks> {
    known: Known<C>,
    told: mpsc::UnboundedSender<Arrival<C::Event>>,
}

impl<C: Checks> Known<C> {
    pub(crate) fn new(checks: C) -> Self {
        Self { checks, ids: Mutex::default() }
    }

    /// What it is; an event is known from now on.
    pub(crate) fn look(&self, headers: &HeaderMap, body: &[u8]) -> Arrival<C::Event> {
        match self.checks.check(headers, body) {
            Ok((Some(id), _)) if !self.ids().insert(id.clone()) => Arrival::Duplicate(id),
            Ok((id, event)) => {
                // What was read as an event is JSON.
                let body = serde_json::from_slice(body).unwrap_or_default();
                Arrival::Event(Box::new(Arrived { id, event, body }))
            }
            Err(why) => Arrival::Refused(why),
        }
    }

    /// An event that is still to be dealt with. Where that fails, or nobody waits for the end of it, it is new when it comes
    /// again.
    pub(crate) fn unsettled(&self, arrival: &Arrival<C::Event>) -> Unsettled<'_, C> {
        let id = if let Arrival::Event(arrived) = arrival { arrived.id.clone() } else { None };
        Unsettled { known: self, id }
    }

    fn ids(&self) -> MutexGuard<'_, HashSet<String>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Checks> Unsettled<'_, C> {
    pub(crate) fn settle(mut self) {
        self.id = None;
    }
}

impl<C: Checks> Drop for Unsettled<'_, C> {
    fn drop(&mut self) {
        if let Some(id) = &self.id {
            self.known.ids().remove(id);
        }
    }
}

impl<C: Checks> Inbox<C> {
    pub(crate) fn new(checks: C, told: mpsc::UnboundedSender<Arrival<C::Event>>) -> Self {
        Self { known: Known::new(checks), told }
    }

    /// Answers [`Arrival::status`].
    pub(crate) fn take(&self, headers: &HeaderMap, body: &[u8]) -> StatusCode {
        let arrival = self.known.look(headers, body);
        let status = arrival.status();
        if self.told.send(arrival).is_ok() { status } else { StatusCode::SERVICE_UNAVAILABLE }
    }
}

impl<E> Arrival<E> {
    /// 200, since that is the one status of which all documents agree that it settles the matter; 400 for what is not signed.
    pub(crate) fn status(&self) -> StatusCode {
        if matches!(self, Self::Refused(_)) { StatusCode::BAD_REQUEST } else { StatusCode::OK }
    }

    /// What came in place of what was expected.
    pub(crate) fn surprise(arrival: Option<Self>, name: fn(&E) -> &str) -> String {
        match arrival {
            None => "nothing".to_owned(),
            Some(Self::Event(arrived)) => name(&arrived.event).to_owned(),
            Some(Self::Duplicate(_)) => "something that had come before".to_owned(),
            Some(Self::Refused(why)) => format!("something refused ({why})"),
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
        let receiver = Receiver::new([Secret::new("partner-secret")]).unwrap();
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
