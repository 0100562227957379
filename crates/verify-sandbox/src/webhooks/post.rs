//! Sending one webhook.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::target::Target;

/// More of an answer is not read.
const ANSWER_LIMIT: usize = 64 * 1024;

pub(crate) fn is_header(name: &str, value: &str) -> bool {
    name.parse::<HeaderName>().is_ok() && HeaderValue::from_str(value).is_ok()
}

/// The status of the answer, or why there was none.
pub(crate) async fn post(url: &str, headers: &[(String, String)], body: Bytes) -> Result<u16, String> {
    let target = Target::parse(url).ok_or("not an address on this machine")?;
    let stream = TcpStream::connect(target.address).await.map_err(|error| format!("connect: {error}"))?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| format!("handshake: {error}"))?;
    let request = request(&target, headers, body)?;
    let exchange = async move {
        let response = sender.send_request(request).await.map_err(|error| format!("no answer: {error}"))?;
        let status = response.status().as_u16();
        // The body says nothing to a sender of webhooks; it is read so that the receiver can finish.
        let _ = Limited::new(response.into_body(), ANSWER_LIMIT).collect().await;
        Ok(status)
    };
    let (answer, _closed) = tokio::join!(exchange, connection);
    answer
}

fn request(
    target: &Target,
    headers: &[(String, String)],
    body: Bytes,
) -> Result<Request<Full<Bytes>>, String> {
    let mut request = Request::post(&target.path)
        .header(header::HOST, &target.authority)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONNECTION, "close")
        .body(Full::new(body))
        .map_err(|error| format!("request: {error}"))?;
    for (name, value) in headers {
        let name: HeaderName = name.parse().map_err(|error| format!("header: {error}"))?;
        let value = HeaderValue::from_str(value).map_err(|error| format!("header: {error}"))?;
        request.headers_mut().insert(name, value);
    }
    Ok(request)
}
