//! Where a request goes, in the forms that a transport needs.

use std::fmt;

use http::Uri;

use crate::error::Error;

/// An address, parsed once for all attempts and, where nothing in it changes, for all calls.
pub(crate) struct Address {
    uri: Uri,
    /// What reqwest needs; parsing it is a tenth of a call.
    #[cfg(feature = "reqwest")]
    url: Option<::reqwest::Url>,
}

impl Address {
    pub(crate) fn new(text: &str) -> Result<Self, Error> {
        Ok(Self {
            uri: text.parse().map_err(|_| Error::invalid_input("the request's address is too long"))?,
            #[cfg(feature = "reqwest")]
            url: ::reqwest::Url::parse(text).ok(),
        })
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }
}

#[cfg(feature = "reqwest")]
impl super::Exchange {
    /// The parsed form of a request's address, unless a transport before this one sends it elsewhere.
    pub(super) fn url(&self, uri: &Uri) -> Option<&::reqwest::Url> {
        // The same text in the same place: a clone, as nearly always, or else it is parsed.
        let texts = |uri: &Uri| {
            let authority = uri.authority().map(|authority| authority.as_str().as_bytes().as_ptr_range());
            (authority, uri.path_and_query().map(|path| path.as_str().as_bytes().as_ptr_range()))
        };
        let same =
            |address: &&Address| address.uri.scheme() == uri.scheme() && texts(&address.uri) == texts(uri);
        self.address.as_deref().filter(same)?.url.as_ref()
    }
}

/// The `Host` header below a base URL, as it is on the wire. Without it the HTTP client makes it anew for each call.
#[cfg(feature = "reqwest")]
pub(crate) fn host(base: &super::BaseUrl) -> Option<http::HeaderValue> {
    let url = ::reqwest::Url::parse(base.as_str()).ok()?;
    let host = match (url.host_str()?, url.port()) {
        (name, Some(port)) => format!("{name}:{port}").try_into(),
        (name, None) => name.try_into(),
    };
    host.ok()
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(***)")
    }
}
