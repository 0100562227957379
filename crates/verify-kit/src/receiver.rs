//! A receiver of webhooks: a small HTTP server on this machine.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Once};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use verify_core::{Clock, SystemClock};

use crate::output;

/// The longest body that is read.
const LIMIT: usize = 1024 * 1024;

/// How long senders get at the end to take their answers.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long nobody is let in when there are no more files.
const PAUSE: Duration = Duration::from_millis(20);

/// Where webhooks are posted.
const PATH: &str = "/webhooks";

/// What is made of a webhook: the status it is answered with.
pub(crate) type Handler = dyn Fn(&HeaderMap, &[u8]) -> StatusCode + Send + Sync;

/// What answers requests that are webhooks.
#[async_trait]
pub(crate) trait Answers: Send + Sync {
    async fn answer(&self, head: Parts, body: Bytes) -> Response<Bytes>;

    /// Hears of a request that is no webhook, and the status it is answered with.
    fn stray(&self, _: StatusCode) {}
}

/// An answer without a body.
pub(crate) fn bare(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

/// A handler, which decides the status alone.
struct Plain(Arc<Handler>);

#[async_trait]
impl Answers for Plain {
    async fn answer(&self, head: Parts, body: Bytes) -> Response<Bytes> {
        bare((self.0)(&head.headers, &body))
    }
}

/// Receives webhooks until it is dropped.
#[derive(Debug)]
pub(crate) struct Receiver {
    url: String,
    serving: JoinHandle<()>,
    stop: watch::Sender<()>,
    /// Ends when the last connection has.
    open: mpsc::Receiver<Infallible>,
}

impl Receiver {
    /// Listens on a port of 127.0.0.1, 0 for a free one; each request goes to the handler.
    pub(crate) async fn start(port: u16, handler: Arc<Handler>) -> io::Result<Self> {
        Self::serve(port, Arc::new(Plain(handler))).await
    }

    /// The same, with answers that may take their time and have a body.
    pub(crate) async fn serve(port: u16, answers: Arc<dyn Answers>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let url = format!("http://{}{PATH}", listener.local_addr()?);
        let (stop, stopped) = watch::channel(());
        let (alive, open) = mpsc::channel(1);
        let serving = tokio::spawn(accept(listener, answers, stopped, alive));
        Ok(Self { url, serving, stop, open })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Takes no more requests, and lets those that have arrived be answered.
    pub(crate) async fn finish(mut self) {
        self.serving.abort();
        self.stop.send_replace(());
        tokio::select! {
            _ = self.open.recv() => {}
            () = SystemClock.timeout(FAREWELL) => {}
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn accept(
    listener: TcpListener,
    answers: Arc<dyn Answers>,
    stopped: watch::Receiver<()>,
    alive: mpsc::Sender<Infallible>,
) {
    loop {
        let stream = accept_next(&listener).await;
        let answers = Arc::clone(&answers);
        let (mut stopped, alive) = (stopped.clone(), alive.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, answers.as_ref()));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::pin!(connection);
            // A sender that goes away early is its own problem.
            tokio::select! {
                _ = connection.as_mut() => {}
                _ = stopped.changed() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
            drop(alive);
        });
    }
}

/// The next connection. Whoever wants one when there are no more files waits until another has ended.
async fn accept_next(listener: &TcpListener) -> TcpStream {
    static SAID: Once = Once::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // One that was gone before it was taken.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            // It would fail again at once.
            Err(error) => {
                SAID.call_once(|| {
                    output::talk(format_args!("No connection can be taken now: {}.", error.kind()))
                });
                SystemClock.timeout(PAUSE).await;
            }
        }
    }
}

async fn answer(
    request: Request<Incoming>,
    answers: &dyn Answers,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let mut response = match misplaced(&head) {
        Some(status) => {
            answers.stray(status);
            bare(status)
        }
        None => match Limited::new(body, LIMIT).collect().await {
            Ok(body) => answers.answer(head, body.to_bytes()).await,
            Err(_) => bare(StatusCode::BAD_REQUEST),
        },
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().entry(http::header::ALLOW).or_insert(HeaderValue::from_static("POST"));
    }
    Ok(response.map(Full::new))
}

/// How something is answered that cannot be a webhook.
fn misplaced(head: &Parts) -> Option<StatusCode> {
    if head.uri.path() != PATH {
        return Some(StatusCode::NOT_FOUND);
    }
    (head.method != Method::POST).then_some(StatusCode::METHOD_NOT_ALLOWED)
}
