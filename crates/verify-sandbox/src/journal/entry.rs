//! One request, as the journal keeps it.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;
use serde::{Serialize, Serializer};

use super::credentials::without_credentials;
use crate::engine::moment::serialize_iso;

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// It is still being read or worked on.
    Reading,
    /// With this status.
    Answered(u16),
    /// The answer of this status was cut in half on purpose.
    CutBody(u16),
    /// The connection was closed before the body was read.
    ClosedBeforeReading,
    /// The connection was closed; the operation was not carried out.
    ClosedAfterReading,
    /// The operation was carried out and the connection closed without an answer.
    ClosedAfterProcessing,
    /// No answer is ever given; the connection stays open until the client leaves.
    HeldOpen,
    /// The client closed the connection before its request was complete, or before it was answered.
    ClientLeft,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading => f.write_str("being read or worked on"),
            Self::Answered(status) => write!(f, "{status}"),
            Self::CutBody(status) => write!(f, "{status}, cut in half"),
            Self::ClosedBeforeReading => f.write_str("closed before reading"),
            Self::ClosedAfterReading => f.write_str("closed after reading"),
            Self::ClosedAfterProcessing => f.write_str("carried out, closed without an answer"),
            Self::HeldOpen => f.write_str("held open without an answer"),
            Self::ClientLeft => f.write_str("the client left"),
        }
    }
}

/// One request.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// Counts from 1 in each tenant.
    pub id: u64,
    /// When its head arrived, by the sandbox's clock.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// The tenant.
    pub tenant: String,
    /// The provider; `None` when the path names none.
    pub provider: Option<&'static str>,
    /// The operation; `None` when path, method or host fit none, or while the body that names it is being read.
    pub operation: Option<&'static str>,
    /// The HTTP method.
    pub method: String,
    /// The path below the host, with the query; the whole path where the request was refused as a stranger's.
    pub path: String,
    /// The role of the host, for instance `standard` or `secure`.
    pub host: Option<&'static str>,
    /// The request's headers; credentials are replaced by `<redacted>`.
    pub headers: Vec<(String, String)>,
    /// The request's body, as it came. Where the entry is printed or serialised, credentials in it are replaced by `<redacted>`.
    #[serde(serialize_with = "serialize_text")]
    pub body: Bytes,
    /// Fields of body and query that nobody read: `audit.note`, `list[0].x`, `?name`.
    pub unread_fields: Vec<String>,
    /// The TCP connection it came on; equal numbers mean the connection was used again. 0 for the visit of a persona, which
    /// comes on none.
    pub connection: u64,
    /// The number of the persona whose visit it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persona: Option<u64>,
    /// How it ended.
    pub outcome: Outcome,
    /// One sentence: what was answered and why.
    pub why: String,
    /// The fault that was injected; its kind is also in the answer's header `sandbox-injected`.
    pub injected: Option<String>,
    /// The named choices the answer rests on.
    pub choices: Vec<&'static str>,
    /// Its place among the finished requests of the tenant, from 1; `None` while it is read or worked on.
    pub finished: Option<u64>,
    /// Those of them that are not the default; each is also in a header `sandbox-choice` of the answer.
    pub changed_choices: Vec<&'static str>,
}

impl Entry {
    /// How many bytes it is kept with, about.
    pub(super) fn bytes(&self) -> usize {
        let headers = self.headers.iter().map(|(name, value)| name.len() + value.len());
        headers.sum::<usize>() + self.path.len() + self.body.len()
    }
}

fn serialize_text<S: Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&without_credentials(&String::from_utf8_lossy(body)))
}

/// With the body as it is serialised.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy(&self.body);
        let body = without_credentials(&text);
        let mut shown = f.debug_struct("Entry");
        shown.field("id", &self.id).field("at", &self.at).field("tenant", &self.tenant);
        shown.field("provider", &self.provider).field("operation", &self.operation);
        shown.field("method", &self.method).field("path", &self.path).field("host", &self.host);
        shown.field("headers", &self.headers).field("body", &body);
        shown.field("unread_fields", &self.unread_fields).field("connection", &self.connection);
        shown.field("persona", &self.persona).field("outcome", &self.outcome).field("why", &self.why);
        shown.field("injected", &self.injected).field("choices", &self.choices);
        shown.field("finished", &self.finished).field("changed_choices", &self.changed_choices).finish()
    }
}

/// Headers as the journal keeps them.
pub(crate) fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    const CREDENTIALS: [&str; 6] = [
        "authorization",
        "proxy-authorization",
        "cookie",
        "x-api-key",
        "finicity-app-key",
        "finicity-app-token",
    ];
    let shown = |name: &str, value: &[u8]| {
        if CREDENTIALS.contains(&name) {
            "<redacted>".to_owned()
        } else {
            String::from_utf8_lossy(value).into_owned()
        }
    };
    headers.iter().map(|(name, value)| (name.to_string(), shown(name.as_str(), value.as_bytes()))).collect()
}

/// One whose head is still to be filled in.
pub(super) fn blank(id: u64) -> Entry {
    Entry {
        id,
        at: SystemTime::UNIX_EPOCH,
        tenant: String::new(),
        provider: None,
        operation: None,
        method: String::new(),
        path: String::new(),
        host: None,
        headers: Vec::new(),
        body: Bytes::new(),
        unread_fields: Vec::new(),
        connection: 0,
        persona: None,
        outcome: Outcome::Reading,
        why: String::new(),
        injected: None,
        choices: Vec::new(),
        finished: None,
        changed_choices: Vec::new(),
    }
}
