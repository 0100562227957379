//! The transport over reqwest.

use std::error::Error as _;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response, StatusCode, Version};
use reqwest::redirect::Policy;

use super::tls::Tls;
use super::{BaseUrl, Exchange, Transport, TransportError};
use crate::error::Error;

/// HTTP/1.1 over reqwest: no redirects, no repeats of its own, answers up to a limit.
///
/// Two connection pools: one that keeps connections for the next call, and one that never does, for calls that must
/// happen at most once.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    pooled: reqwest::Client,
    /// Built when it is needed first: many programs only read.
    fresh: Arc<OnceLock<reqwest::Client>>,
    recipe: Recipe,
    answer_limit: usize,
}

/// What both clients are built from.
#[derive(Debug, Clone)]
struct Recipe {
    tls: Tls,
    connect_timeout: Duration,
    proxies: bool,
}

impl ReqwestTransport {
    /// How many bytes an answer may have.
    pub const ANSWER_LIMIT: usize = 10 * 1024 * 1024;

    /// A transport for the given hosts. TLS is set up if one of them needs it; proxies of the environment are used
    /// unless a host is on this machine; connecting may take `connect_timeout`. The pool for calls that must happen at most once
    /// comes with the first of them, and looks at the environment's proxies then.
    pub fn new(hosts: &[BaseUrl], connect_timeout: Duration) -> Result<Self, Error> {
        let tls = Tls::new(hosts.iter().any(BaseUrl::is_https))?;
        let recipe = Recipe { tls, connect_timeout, proxies: !hosts.iter().any(BaseUrl::is_loopback) };
        let pooled = recipe.client(usize::MAX).map_err(Error::configuration)?;
        Ok(Self { pooled, fresh: Arc::default(), recipe, answer_limit: Self::ANSWER_LIMIT })
    }

    fn client(&self, fresh: bool) -> Result<&reqwest::Client, TransportError> {
        match (fresh, self.fresh.get()) {
            (false, _) => Ok(&self.pooled),
            (true, Some(client)) => Ok(client),
            // Callers who come at once may each build one; what cannot be built now may be later.
            (true, None) => {
                let client = self.recipe.client(0).map_err(TransportError::not_sent)?;
                Ok(self.fresh.get_or_init(|| client))
            }
        }
    }

    async fn read_body(&self, mut answer: reqwest::Response) -> Result<Bytes, TransportError> {
        let status = answer.status();
        let limit = self.answer_limit;
        if answer.content_length().is_some_and(|length| length > limit as u64) {
            return Err(TransportError::too_large(status));
        }
        // One chunk, the usual case, is handed on as it came; where the length was announced, nobody has to ask for more.
        let Some(first) = next_chunk(&mut answer, status).await? else {
            return Ok(Bytes::new());
        };
        if answer.content_length() == Some(0) {
            return Ok(first);
        }
        let Some(second) = next_chunk(&mut answer, status).await? else {
            return Ok(first);
        };
        let mut body = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            if body.len() + chunk.len() > limit {
                return Err(TransportError::too_large(status));
            }
            body.extend_from_slice(&chunk);
            next = next_chunk(&mut answer, status).await?;
        }
        Ok(body.freeze())
    }
}

impl Recipe {
    fn client(&self, idle_connections: usize) -> Result<reqwest::Client, &'static str> {
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            // The limit, too: without one the request is copied before it is known that nothing will be repeated.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            .http1_only()
            // Whatever else in the program switches reqwest's features on: the limit is one of the bytes that came.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(self.connect_timeout)
            .pool_max_idle_per_host(idle_connections);
        if !self.proxies {
            builder = builder.no_proxy();
        }
        self.tls.apply(builder).build().map_err(|_| "the HTTP client cannot be built")
    }
}

impl Transport for ReqwestTransport {
    // What the attribute would write, but the request is handed to reqwest before there is a future that would have to hold it.
    fn send<'t, 'e, 'f>(&'t self, request: Request<Bytes>, exchange: &'e Exchange) -> Answering<'f>
    where
        't: 'f,
        'e: 'f,
        Self: 'f,
    {
        let client = self.client(exchange.needs_fresh_connection());
        let sending =
            client.and_then(|client| carried(request, exchange).map(|request| client.execute(request)));
        Box::pin(async move {
            let mut answer = sending?.await.map_err(|error| failure(&error))?;
            exchange.answer_began();
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            *response.body_mut() = self.read_body(answer).await?;
            Ok(response)
        })
    }
}

/// What [`Transport::send`] gives.
type Answering<'f> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'f>>;

/// The request as reqwest has it, without parsing its address again.
fn carried(request: Request<Bytes>, exchange: &Exchange) -> Result<reqwest::Request, TransportError> {
    let usual = request.version() == Version::HTTP_11 && request.extensions().is_empty();
    let Some(url) = exchange.url(request.uri()).filter(|_| usual) else {
        let refused = |_| TransportError::not_sent("the address of the request is not a URL");
        return request.try_into().map_err(refused);
    };
    let (head, body) = request.into_parts();
    let mut carried = reqwest::Request::new(head.method, url.clone());
    *carried.headers_mut() = head.headers;
    *carried.body_mut() = Some(body.into());
    Ok(carried)
}

async fn next_chunk(
    answer: &mut reqwest::Response,
    status: StatusCode,
) -> Result<Option<Bytes>, TransportError> {
    let broken = |_| TransportError::interrupted("the answer broke off").with_status(status);
    answer.chunk().await.map_err(broken)
}

/// Only a failed connect proves that nothing was sent; reqwest's other errors can come at any time.
fn failure(error: &reqwest::Error) -> TransportError {
    if error.is_connect() && error.is_timeout() {
        TransportError::connect_timed_out()
    } else if error.is_connect() {
        TransportError::not_sent(connect_cause(error))
    } else {
        TransportError::interrupted(break_cause(error))
    }
}

/// What the library tells apart in words alone.
fn break_cause(error: &reqwest::Error) -> &'static str {
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if text.starts_with("invalid HTTP") {
            return "what came back is not HTTP";
        }
        if text == "message head is too large" {
            return "the head of the answer is larger than the limit";
        }
        source = cause.source();
    }
    "the connection was closed without an answer"
}

/// Names the cause in our own words: the library's quote addresses.
fn connect_cause(error: &reqwest::Error) -> &'static str {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(cause) = tls_cause(cause) {
            return cause;
        }
        if let Some(cause) = cause.downcast_ref::<io::Error>() {
            match cause.kind() {
                io::ErrorKind::ConnectionRefused => return "the connection was refused",
                io::ErrorKind::ConnectionReset => return "the connection was reset",
                io::ErrorKind::TimedOut => return "connecting took too long",
                io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                    return "the host cannot be reached";
                }
                _ => {}
            }
        }
        if cause.to_string().starts_with("dns error") {
            return "the host name cannot be resolved";
        }
        source = deeper(cause);
    }
    "connecting failed"
}

/// What is behind a cause. An `io::Error` hides the error it carries from `source`, and a TLS error travels inside of two.
fn deeper<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a (dyn std::error::Error + 'static)> {
    match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => cause.source(),
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
fn tls_cause(cause: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    use rustls::{CertificateError, Error};

    Some(match cause.downcast_ref::<Error>()? {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            "the server's certificate comes from an issuer this system does not trust"
        }
        Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            "the server's certificate has expired"
        }
        Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "the server's certificate is for another name",
        Error::InvalidCertificate(_) => "the server's certificate is not valid",
        _ => "the TLS handshake failed",
    })
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider")))]
fn tls_cause(_: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    None
}
