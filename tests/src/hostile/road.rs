//! The road on which the requests of all clients of a world travel.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::HOST;
use http::{HeaderValue, Request, Response, Uri};
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};

/// Without anything that needs TLS.
const HERE: &str = "http://127.0.0.1";

/// How long connecting may take where it is meant to take too long.
const HASTE: Duration = Duration::from_millis(50);
/// How long it may take elsewhere; much longer than a busy machine needs.
const PATIENCE: Duration = Duration::from_mins(1);

/// Real TCP, until another transport is put in its place. Clones are the same road.
#[derive(Debug, Clone)]
pub struct Road(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    tcp: ReqwestTransport,
    instead: Mutex<Option<Arc<dyn Transport>>>,
}

impl Road {
    /// A road that leads where the clients want to go.
    #[allow(clippy::new_without_default)] // It opens nothing yet, but it is no value either.
    pub fn new() -> Self {
        Self(Arc::new(Inner { tcp: tcp(HERE, PATIENCE), instead: Mutex::default() }))
    }

    /// Real TCP.
    pub fn tcp(&self) -> &ReqwestTransport {
        &self.0.tcp
    }

    /// From now on requests go through this.
    pub fn take(&self, instead: impl Transport + 'static) {
        *self.0.instead.lock().unwrap() = Some(Arc::new(instead));
    }

    /// From now on requests of the operation go to another server; the host they were meant for is in their `Host`. What the
    /// system trusts is asked where the server has https.
    pub fn divert(&self, operation: &'static str, server: &str, hasty: bool) {
        let elsewhere = match (hasty, server.starts_with("https:")) {
            (true, _) => tcp(HERE, HASTE),
            (false, true) => tcp(server, PATIENCE),
            (false, false) => self.0.tcp.clone(),
        };
        let (server, tcp) = (server.to_owned(), self.0.tcp.clone());
        self.take(Detour { operation, server, elsewhere, tcp });
    }

    /// The usual way again.
    pub fn clear(&self) {
        *self.0.instead.lock().unwrap() = None;
    }
}

fn tcp(host: &str, connect: Duration) -> ReqwestTransport {
    ReqwestTransport::new(&[host.parse().unwrap()], connect).unwrap()
}

#[async_trait]
impl Transport for Road {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let instead = self.0.instead.lock().unwrap().clone();
        match instead {
            Some(instead) => instead.send(request, exchange).await,
            None => self.0.tcp.send(request, exchange).await,
        }
    }
}

/// Sends one operation elsewhere.
#[derive(Debug)]
struct Detour {
    operation: &'static str,
    server: String,
    elsewhere: ReqwestTransport,
    tcp: ReqwestTransport,
}

#[async_trait]
impl Transport for Detour {
    async fn send(
        &self,
        mut request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        if exchange.operation() != self.operation {
            return self.tcp.send(request, exchange).await;
        }
        let meant = request.uri().authority().unwrap().as_str();
        let meant = HeaderValue::from_str(meant).unwrap();
        request.headers_mut().insert(HOST, meant);
        let place = request.uri().path_and_query().unwrap();
        *request.uri_mut() = format!("{}{place}", self.server).parse::<Uri>().unwrap();
        self.elsewhere.send(request, exchange).await
    }
}
