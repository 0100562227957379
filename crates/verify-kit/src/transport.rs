//! The transport of all clients of this program.

use std::time::Duration;

use spinwheel_connect::{BaseUrl, Error, ReqwestTransport};

const CONNECT: Duration = Duration::from_secs(5);

/// A transport to these hosts.
///
/// One https host is always among them, though it is never called: with rustls, reqwest builds no client without a
/// cryptography provider, and `ReqwestTransport` hands one over only when a host speaks TLS.
pub(crate) fn to(hosts: &[&str]) -> Result<ReqwestTransport, Error> {
    let hosts: Result<Vec<BaseUrl>, Error> =
        hosts.iter().chain(&["https://127.0.0.1"]).map(|host| host.parse()).collect();
    ReqwestTransport::new(&hosts?, CONNECT)
}
