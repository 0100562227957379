//! Addresses on this machine, and no others.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use http::Uri;

/// Where a webhook is sent.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    pub(crate) authority: String,
    pub(crate) path: String,
}

impl Target {
    /// `None` unless it is `http://` on a loopback address.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        if uri.scheme_str() != Some("http") {
            return None;
        }
        let authority = uri.authority()?;
        let address = SocketAddr::new(loopback(authority.host())?, authority.port_u16().unwrap_or(80));
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let plain = authority.as_str().rsplit('@').next().unwrap_or_default();
        Some(Self { address, authority: plain.to_owned(), path })
    }
}

/// Whether webhooks can be sent there.
pub(crate) fn is_reachable(url: &str) -> bool {
    Target::parse(url).is_some()
}

/// The address of a loopback host name; `localhost` is not looked up anywhere.
pub(crate) fn loopback(host: &str) -> Option<IpAddr> {
    if host.eq_ignore_ascii_case("localhost") {
        return Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let address: IpAddr = host.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
    address.is_loopback().then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_accepted() {
        for good in ["http://127.0.0.1:80/x", "http://localhost:9/", "http://[::1]:1/a?b", "http://127.9.9.9"]
        {
            assert!(Target::parse(good).is_some(), "{good}");
        }
        for bad in [
            "https://127.0.0.1/",
            "http://example.com/",
            "http://10.0.0.1/",
            "http://127.0.0.1@example.com/",
            "http://localhost.example.com/",
            "/hook",
            "",
        ] {
            assert!(Target::parse(bad).is_none(), "{bad}");
        }
    }
}
