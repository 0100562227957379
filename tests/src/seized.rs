//! A way to the sandbox that can be seized: a call is prepared for real, and answered with what the test says.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};
use verify_sandbox::Tenant;

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

/// Carries requests over real TCP, but for those of one operation once it has been seized. Clones are the same way.
#[derive(Debug, Clone)]
pub struct Seizable(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    tcp: ReqwestTransport,
    seized: Mutex<Option<(&'static str, Answer)>>,
    answered: AtomicUsize,
    last: Mutex<Option<Request<Bytes>>>,
}

impl Seizable {
    pub(crate) fn new(tenant: &Tenant) -> Self {
        let host = tenant.spinwheel().base_url().parse().unwrap();
        let tcp = ReqwestTransport::new(&[host], Duration::from_secs(5)).unwrap();
        Self(Arc::new(Shared {
            tcp,
            seized: Mutex::default(),
            answered: AtomicUsize::new(0),
            last: Mutex::default(),
        }))
    }

    /// From now on, every request of the operation is answered with this, and does not leave.
    pub fn seize(&self, operation: &'static str, answer: Answer) {
        *self.0.seized.lock().unwrap() = Some((operation, answer));
    }

    /// How many requests were answered here.
    pub fn answered(&self) -> usize {
        self.0.answered.load(Ordering::Relaxed)
    }

    /// The last request that was answered here.
    pub fn last_request(&self) -> Option<Request<Bytes>> {
        self.0.last.lock().unwrap().clone()
    }
}

#[async_trait]
impl Transport for Seizable {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let seized = self.0.seized.lock().unwrap().clone();
        match seized.filter(|(operation, _)| *operation == exchange.operation()) {
            Some((_, answer)) => {
                self.0.answered.fetch_add(1, Ordering::Relaxed);
                *self.0.last.lock().unwrap() = Some(request);
                Ok(answer.response())
            }
            None => self.0.tcp.send(request, exchange).await,
        }
    }
}
