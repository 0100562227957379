//! The application's receiver of webhooks: a small HTTP server on this machine.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The longest body that is read.
const LIMIT: usize = 64 * 1024;

/// What the application makes of a webhook: the status it is answered with.
pub(crate) type Handler = dyn Fn(&HeaderMap, &[u8]) -> StatusCode + Send + Sync;

/// Receives webhooks until it is dropped.
#[derive(Debug)]
pub(crate) struct Receiver {
    url: String,
    serving: JoinHandle<()>,
}

impl Receiver {
    /// Listens on a free port; each request goes to the handler.
    pub(crate) async fn start(handler: Arc<Handler>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}/webhooks", listener.local_addr()?);
        Ok(Self { url, serving: tokio::spawn(accept(listener, handler)) })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn accept(listener: TcpListener, handler: Arc<Handler>) {
    while let Ok((stream, _)) = listener.accept().await {
        let handler = Arc::clone(&handler);
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, handler.as_ref()));
            // A sender that goes away early is its own problem.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(request: Request<Incoming>, handler: &Handler) -> Result<Response<Empty<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let status = match Limited::new(body, LIMIT).collect().await {
        Ok(body) => handler(&head.headers, &body.to_bytes()),
        Err(_) => StatusCode::BAD_REQUEST,
    };
    let mut response = Response::new(Empty::new());
    *response.status_mut() = status;
    Ok(response)
}
