//! An answer of any length, taken as it comes.
//!
//! The transport of the provider crates reads no answer of more than 10 MiB, which is right for providers. A sandbox is this
//! machine's own.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use verify_core::{Clock, SystemClock};

use super::gone;
use crate::exit::Failure;

/// Gives each piece of a success to `write`; of anything else the status and the body, which is short. Waits so long for each
/// step.
pub(super) async fn download(
    url: &str,
    patience: Duration,
    mut write: impl FnMut(&[u8]) -> Result<(), Failure>,
) -> Result<Option<(StatusCode, Bytes)>, Failure> {
    let uri: Uri = url.parse().map_err(|_| gone())?;
    let authority = uri.authority().ok_or_else(gone)?.as_str().to_owned();
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let stream = within(patience, TcpStream::connect((host, uri.port_u16().unwrap_or(80)))).await?;
    let (mut sender, connection) = within(patience, http1::handshake(TokioIo::new(stream))).await?;
    let request = Request::get(uri.path()).header(header::HOST, &authority).body(Empty::<Bytes>::new());
    let request = request.map_err(|_| gone())?;
    // It works for the request, and ends with it.
    let connection = tokio::spawn(connection);
    let done = async {
        let answer = within(patience, sender.send_request(request)).await?;
        let status = answer.status();
        if status.is_success() {
            pieces(answer.into_body(), patience, &mut write).await?;
            return Ok(None);
        }
        let body = within(patience, answer.into_body().collect()).await?.to_bytes();
        Ok(Some((status, body)))
    };
    let done = done.await;
    connection.abort();
    done
}

async fn pieces(
    mut body: Incoming,
    patience: Duration,
    write: &mut impl FnMut(&[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    while let Some(frame) = next(&mut body, patience).await.map_err(|_| cut())? {
        if let Some(piece) = frame.data_ref() {
            write(piece)?;
        }
    }
    Ok(())
}

async fn next(body: &mut Incoming, patience: Duration) -> Result<Option<hyper::body::Frame<Bytes>>, Failure> {
    within(patience, async { body.frame().await.transpose() }).await
}

fn cut() -> Failure {
    Failure::failed("the answer of the sandbox ended before it was complete")
        .next("see whether the sandbox still runs, and try again")
}

async fn within<T, E>(patience: Duration, step: impl Future<Output = Result<T, E>>) -> Result<T, Failure> {
    tokio::select! {
        done = step => done.map_err(|_| gone()),
        () = SystemClock.timeout(patience) => Err(gone()),
    }
}
