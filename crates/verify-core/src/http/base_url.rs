//! Where a provider's API lives.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;

use crate::error::Error;

/// The address an API lives under: `https://host[:port][/path]`. Plain http is accepted for loopback alone.
///
/// Printed without its path, which can hold a tenant or a token.
///
/// ```
/// use verify_core::BaseUrl;
///
/// assert!("https://api.example.com/v2".parse::<BaseUrl>().is_ok());
/// assert!("http://127.0.0.1:8080/sandbox".parse::<BaseUrl>().is_ok());
/// assert!("http://api.example.com".parse::<BaseUrl>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Without a trailing slash.
    text: String,
    authority_end: usize,
    https: bool,
    loopback: bool,
}

impl BaseUrl {
    /// The address as text, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether requests stay on this machine.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether TLS is spoken.
    pub fn is_https(&self) -> bool {
        self.https
    }
}

impl FromStr for BaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim().trim_end_matches('/');
        let bad =
            || Error::configuration("the base URL must be an address of the form https://host[:port][/path]");
        let uri = text.parse::<Uri>().map_err(|_| bad())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(bad());
        };
        if authority.as_str().contains('@') || uri.query().is_some() || text.contains('#') {
            return Err(Error::configuration(
                "the base URL must not hold credentials, a query or a fragment",
            ));
        }
        let https = scheme == "https";
        let loopback = is_loopback(authority.host());
        let plain_at_home = scheme == "http" && loopback;
        if !https && !plain_at_home {
            return Err(Error::configuration(
                "the base URL must use https; http is for loopback addresses only",
            ));
        }
        let authority_end = scheme.len() + "://".len() + authority.as_str().len();
        Ok(Self { text: text.to_owned(), authority_end, https, loopback })
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({}…)", self.text.get(..self.authority_end).unwrap_or_default())
    }
}
