//! The application under development: where webhooks are posted.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, Uri, header};
use spinwheel_connect::{BaseUrl, Exchange, ReqwestTransport, Transport};
use verify_core::{Clock, SystemClock};

use crate::exit::Failure;

const CONNECT: Duration = Duration::from_secs(5);

/// What belongs to one connection, and not to the webhook.
const OF_THE_CONNECTION: [HeaderName; 8] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::HOST,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    HeaderName::from_static("keep-alive"),
];

/// An address that is posted to.
#[derive(Debug)]
pub(super) struct Target {
    uri: Uri,
    transport: ReqwestTransport,
}

/// What became of it.
#[derive(Debug)]
pub(super) struct Posted {
    /// The answer, or why there was none; that holds no value.
    pub(super) answer: Result<Response<Bytes>, String>,
    pub(super) took: Duration,
}

impl Target {
    /// An address on this machine, or anywhere if that is allowed.
    pub(super) fn parse(text: &str, flag: &str, allow_remote: bool) -> Result<Self, Failure> {
        let rule = || {
            Failure::usage(format!("{flag} must be an http:// or https:// address"))
                .next("give the address at which your application takes webhooks, for instance http://127.0.0.1:3000/hooks")
        };
        let uri: Uri = text.parse().map_err(|_| rule())?;
        let authority =
            uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or_else(rule)?;
        let scheme =
            uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https")).ok_or_else(rule)?;
        // Plain http to another machine is no address of an API, and thus none that the transport has to prepare for.
        let base: Option<BaseUrl> = format!("{scheme}://{authority}").parse().ok();
        if !allow_remote && !base.as_ref().is_some_and(BaseUrl::is_loopback) {
            return Err(Failure::usage(format!("{flag} is not an address on this machine"))
                .next("--allow-remote allows it: what is sent there looks like a webhook of the provider"));
        }
        let transport = ReqwestTransport::new(base.as_slice(), CONNECT)
            .map_err(|error| Failure::failed(error.to_string()))?;
        Ok(Self { uri, transport })
    }

    /// Posts it, on a connection of its own: development servers are restarted often.
    pub(super) async fn post(&self, mut headers: HeaderMap, body: Bytes) -> Posted {
        let began = SystemClock.monotonic();
        drop_those_of_the_connection(&mut headers);
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        let answer = self.transport.send(request, &Exchange::new("webhook", true)).await;
        let answer = answer.map_err(|error| error.to_string()).map(|mut answer| {
            drop_those_of_the_connection(answer.headers_mut());
            answer
        });
        Posted { answer, took: SystemClock.monotonic().saturating_sub(began) }
    }
}

impl Posted {
    pub(super) fn status(&self) -> Option<StatusCode> {
        self.answer.as_ref().ok().map(Response::status)
    }
}

fn drop_those_of_the_connection(headers: &mut HeaderMap) {
    for name in OF_THE_CONNECTION {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn other_machines_have_to_be_allowed() {
        for text in ["http://127.0.0.1:3000/hooks?a=b", "http://localhost:3000", "https://[::1]:3000/"] {
            assert!(Target::parse(text, "--to", false).is_ok(), "{text}");
        }
        for text in
            ["https://app.example.com/hooks", "http://app:3000/hooks", "http://127.0.0.1.example.com/"]
        {
            assert!(Target::parse(text, "--to", false).is_err(), "{text}");
            assert!(Target::parse(text, "--to", true).is_ok(), "{text}");
        }
        for text in ["ftp://127.0.0.1/", "127.0.0.1:3000", "http://me@127.0.0.1/", "/hooks", ""] {
            assert!(Target::parse(text, "--to", true).is_err(), "{text}");
        }
    }
}
