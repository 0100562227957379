//! One request, without credentials, and how far it got.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{Method, Request, Response, Uri};
use verify_core::{BaseUrl, Clock, Delivery, Exchange, ReqwestTransport, Transport, TransportError};

const CONNECT: Duration = Duration::from_secs(5);

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

const AGENT: &str = concat!("verify-kit/", env!("CARGO_PKG_VERSION"), " (doctor)");

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unanswered {
    /// How far it got, and what happened there.
    pub(super) says: String,
    pub(super) fix: &'static str,
}

/// Asks, and reads the answer. The address is where http may be spoken on this machine alone.
pub(super) async fn ask(
    method: Method,
    address: &Uri,
    body: Option<&'static str>,
    clock: &Arc<dyn Clock>,
) -> Result<Response<Bytes>, Unanswered> {
    let cannot = |says: &str| Unanswered { says: says.to_owned(), fix: "check the address" };
    let authority = address.authority().map(http::uri::Authority::as_str).unwrap_or_default();
    let host: BaseUrl = format!("{}://{authority}", address.scheme_str().unwrap_or_default())
        .parse()
        .map_err(|_| cannot("cannot be asked: it needs https, or http on this machine"))?;
    let ours = host.is_loopback();
    let transport = ReqwestTransport::new(&[host], CONNECT)
        .map_err(|_| cannot("cannot be asked: TLS cannot be set up on this machine"))?;
    let mut request = Request::builder().method(method).uri(address.clone()).header(USER_AGENT, AGENT);
    if body.is_some() {
        request = request.header(CONTENT_TYPE, "application/json");
    }
    let body = Bytes::from_static(body.unwrap_or_default().as_bytes());
    let request = request.body(body).map_err(|_| cannot("cannot be asked"))?;
    let exchange = Exchange::new("doctor", true);
    tokio::select! {
        answer = transport.send(request, &exchange) => answer.map_err(|error| unanswered(&error, ours)),
        () = clock.timeout(PATIENCE) => Err(Unanswered {
            says: format!("does not answer within {} s", PATIENCE.as_secs()),
            fix: "try later; if it stays so, look for a firewall that swallows the request",
        }),
    }
}

/// Says which phase failed. The transport has a fixed vocabulary. On this machine (`ours`) no network stands between.
fn unanswered(error: &TransportError, ours: bool) -> Unanswered {
    let cause = error.to_string();
    let (phase, fix) = if error.delivery() != Delivery::NotSent {
        ("the request failed", "try later; if it stays so, look at what stands between: proxy, firewall")
    } else if cause.contains("resolved") {
        ("looking up the name failed", "check the network and its name server")
    } else if cause.contains("TLS") || cause.contains("certificate") {
        ("TLS failed", "check this machine's certificates and clock, and whether a proxy opens TLS")
    } else if ours {
        ("connecting failed", "start what should listen there, and check the port")
    } else {
        ("connecting failed", "check the network, the firewall and HTTPS_PROXY")
    };
    let says = if cause == phase { cause } else { format!("{phase}: {cause}") };
    Unanswered { says: format!("cannot be reached: {says}"), fix }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpSocket};
    use verify_testkit::ManualClock;

    use super::*;

    async fn why(address: &str) -> String {
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::frozen());
        ask(Method::GET, &address.parse().unwrap(), None, &clock).await.unwrap_err().says
    }

    #[tokio::test]
    async fn the_phase_that_failed_is_named() {
        // Bound and not listening: nobody else can take the port meanwhile.
        let nobody = TcpSocket::new_v4().unwrap();
        nobody.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let refused = why(&format!("http://{}/", nobody.local_addr().unwrap())).await;
        assert_eq!(refused, "cannot be reached: connecting failed: the connection was refused");

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let mut open = Vec::new();
            loop {
                let (mut connection, _) = listener.accept().await.unwrap();
                let _ = connection.read(&mut [0; 1024]).await;
                let _ = connection.write_all(b"this is neither TLS nor HTTP\r\n\r\n").await;
                open.push(connection);
            }
        });
        let tls = why(&format!("https://{address}/")).await;
        assert!(tls.starts_with("cannot be reached: TLS failed: "), "{tls}");
        let cut = why(&format!("http://{address}/")).await;
        assert!(cut.starts_with("cannot be reached: the request failed: "), "{cut}");
        let plain = why("http://api.example.com/").await;
        assert_eq!(plain, "cannot be asked: it needs https, or http on this machine");
    }

    #[test]
    fn a_name_that_is_not_known_is_named() {
        let error = TransportError::not_sent("the host name cannot be resolved");
        assert!(unanswered(&error, false).says.contains("looking up the name failed"));
    }

    #[test]
    fn on_this_machine_no_network_is_to_blame() {
        let error = TransportError::not_sent("the connection was refused");
        assert!(unanswered(&error, true).fix.contains("start what should listen"));
        assert!(unanswered(&error, false).fix.contains("HTTPS_PROXY"));
    }

    #[tokio::test]
    async fn who_never_answers_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let clock = ManualClock::frozen();
        let late = async {
            clock.wait_for_sleepers(1).await;
            clock.advance(PATIENCE);
        };
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let address = address.parse().unwrap();
        let (answer, ()) = tokio::join!(ask(Method::GET, &address, None, &shared), late);
        assert_eq!(answer.unwrap_err().says, "does not answer within 10 s");
    }
}
