//! A way to the sandbox that can be seized: a call is prepared for real, and answered with what the test says.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};

use crate::hostile::Road;

/// What a seized operation is answered with.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header `Retry-After`, as far as it can be sent.
    pub retry_after: Option<Vec<u8>>,
    /// The body.
    pub body: Bytes,
}

impl Answer {
    /// A success with this body.
    pub fn success(body: impl Into<Bytes>) -> Self {
        Self { status: 200, retry_after: None, body: body.into() }
    }

    fn response(&self) -> Response<Bytes> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
        if let Some(Ok(value)) = self.retry_after.as_deref().map(http::HeaderValue::from_bytes) {
            headers.insert(http::header::RETRY_AFTER, value);
        }
        response
    }
}

/// A road on which one operation can be seized. Clones are the same.
#[derive(Debug, Clone)]
pub struct Seizable {
    road: Road,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    answered: AtomicUsize,
    last: Mutex<Option<Request<Bytes>>>,
}

impl Seizable {
    pub(crate) fn on(road: Road) -> Self {
        Self { road, seen: Arc::default() }
    }

    /// From now on, every request of the operation is answered with this, and does not leave.
    pub fn seize(&self, operation: &'static str, answer: Answer) {
        let (tcp, seen) = (self.road.tcp().clone(), Arc::clone(&self.seen));
        self.road.take(Seized { operation, answer, tcp, seen });
    }

    /// How many requests were answered here.
    pub fn answered(&self) -> usize {
        self.seen.answered.load(Ordering::Relaxed)
    }

    /// The last request that was answered here.
    pub fn last_request(&self) -> Option<Request<Bytes>> {
        self.seen.last.lock().unwrap().clone()
    }
}

/// Answers one operation.
#[derive(Debug)]
struct Seized {
    operation: &'static str,
    answer: Answer,
    tcp: ReqwestTransport,
    seen: Arc<Seen>,
}

#[async_trait]
impl Transport for Seized {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        if exchange.operation() != self.operation {
            return self.tcp.send(request, exchange).await;
        }
        self.seen.answered.fetch_add(1, Ordering::Relaxed);
        *self.seen.last.lock().unwrap() = Some(request);
        Ok(self.answer.response())
    }
}
