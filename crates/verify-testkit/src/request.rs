//! What a client sent.

use std::fmt::Write as _;

use bytes::Bytes;
use http::Request;

/// A request as it left the client.
#[derive(Clone)]
pub struct SentRequest {
    operation: &'static str,
    request: Request<Bytes>,
}

impl SentRequest {
    pub(crate) fn new(operation: &'static str, request: Request<Bytes>) -> Self {
        Self { operation, request }
    }

    /// The operation, for instance `connect_sms`.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The HTTP request itself.
    pub fn http(&self) -> &Request<Bytes> {
        &self.request
    }

    /// The body as JSON; `null` if it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(self.request.body()).unwrap_or_default()
    }

    /// The wire form as text, for snapshots: request line, host, headers in alphabetical order with sensitive ones
    /// masked and versions left out, body as indented JSON.
    pub fn wire(&self) -> String {
        let uri = self.request.uri();
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        let mut text = format!("{} {target}\n", self.request.method());
        let _ = writeln!(text, "host: {}", uri.authority().map_or("", |authority| authority.as_str()));
        let mut headers: Vec<_> = self.request.headers().iter().collect();
        headers.sort_by_key(|(name, _)| name.as_str());
        for (name, value) in headers {
            let value = if value.is_sensitive() { "***" } else { value.to_str().unwrap_or("(not text)") };
            let value = if name == http::header::USER_AGENT { without_version(value) } else { value };
            let _ = writeln!(text, "{name}: {value}");
        }
        match serde_json::from_slice::<serde_json::Value>(self.request.body()) {
            Ok(body) => text + &format!("\n{body:#}\n"),
            Err(_) => text + &format!("\n{}\n", String::from_utf8_lossy(self.request.body())),
        }
    }
}

fn without_version(agent: &str) -> &str {
    agent.split('/').next().unwrap_or(agent)
}

impl std::fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SentRequest({}, {})", self.operation, self.request.method())
    }
}
