//! What all requests of a client carry.

use std::sync::OnceLock;

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::parts::{JSON, set};
use crate::http::BaseUrl;

/// A client keeps what it was given; the first call makes ready maps of it, one for each host, and each request takes a copy.
#[derive(Clone)]
pub(super) struct Headers {
    agent: &'static str,
    /// Nobody but our own transport sees the requests.
    direct: bool,
    /// Of one name the last.
    given: Vec<(HeaderName, HeaderValue)>,
    ready: OnceLock<Vec<HeaderMap>>,
}

impl Headers {
    pub(super) fn new(agent: &'static str, direct: bool, given: Vec<(HeaderName, HeaderValue)>) -> Self {
        Self { agent, direct, given, ready: OnceLock::new() }
    }

    /// These besides, or in place of those of the same name.
    pub(super) fn with(&self, more: &[(HeaderName, HeaderValue)]) -> Self {
        let mut headers = self.clone();
        headers.given.extend_from_slice(more);
        for ready in headers.ready.get_mut().into_iter().flatten() {
            insert(ready, more);
        }
        headers
    }

    /// Without the place that was kept for this one.
    pub(super) fn without(&self, name: Option<&HeaderName>) -> Self {
        let mut headers = self.clone();
        if let Some(name) = name {
            headers.given.retain(|(given, value)| given != name || !value.is_empty());
            headers.ready = OnceLock::new();
        }
        headers
    }

    /// What each request to the host of this number carries.
    pub(super) fn at(&self, hosts: &[BaseUrl], number: usize) -> Option<&HeaderMap> {
        let ready = self.ready.get_or_init(|| hosts.iter().map(|host| self.all_requests(host)).collect());
        ready.get(number)
    }

    /// With everything in it that a request can carry, since a map that grows is written anew. The type of the body is that of most,
    /// its length stands for that of each, and both go again where there is none.
    fn all_requests(&self, host: &BaseUrl) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(12);
        set(&mut headers, ACCEPT, JSON);
        set(&mut headers, USER_AGENT, HeaderValue::from_static(self.agent));
        set(&mut headers, CONTENT_TYPE, JSON);
        if let Some(name) = Some(host).filter(|_| self.direct).and_then(host_header) {
            set(&mut headers, HOST, name);
            set(&mut headers, CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        insert(&mut headers, &self.given);
        headers
    }
}

fn insert(headers: &mut HeaderMap, more: &[(HeaderName, HeaderValue)]) {
    for (name, value) in more {
        set(headers, name.clone(), value.clone());
    }
}

#[cfg(feature = "reqwest")]
use crate::http::host as host_header;

#[cfg(not(feature = "reqwest"))]
fn host_header(_: &BaseUrl) -> Option<HeaderValue> {
    None
}
