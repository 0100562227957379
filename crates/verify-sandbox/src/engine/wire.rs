//! An answer on its way out.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::Value;

use super::body::SandboxBody;
use super::json;

/// The kind of the fault that the answer owes something to.
pub(crate) const INJECTED: HeaderName = HeaderName::from_static("sandbox-injected");
/// A choice that the answer rests on, and that is not the default; one header for each.
pub(crate) const CHOICE: HeaderName = HeaderName::from_static("sandbox-choice");

/// What a provider answers, before faults and before it is bytes.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content: Content,
    /// Besides content type, length and date.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// One sentence for the journal.
    pub(crate) why: String,
}

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Content {
    /// `null` is no body at all.
    Json(Value),
    /// Anything else, under this content type.
    Other(&'static str, Bytes),
}

impl Answer {
    pub(crate) fn new(status: u16, body: Value, why: impl Into<String>) -> Self {
        Self { status, content: Content::Json(body), headers: Vec::new(), why: why.into() }
    }

    /// A page, a script, plain text.
    pub(crate) fn other(
        status: u16,
        content_type: &'static str,
        body: impl Into<Bytes>,
        why: impl Into<String>,
    ) -> Self {
        let content = Content::Other(content_type, body.into());
        Self { status, content, headers: Vec::new(), why: why.into() }
    }

    /// With a header of its own.
    pub(crate) fn header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }
}

/// How the body leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Whole,
    /// Byte by byte with a pause before each.
    Slow(Duration),
    /// Half of it, then the connection closes.
    Cut,
}

/// An answer as bytes.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    pub(crate) manner: Manner,
}

impl Wire {
    pub(crate) fn of(answer: Answer) -> Self {
        let mut wire = match answer.content {
            Content::Json(body) => Self::json(answer.status, &body),
            Content::Other(content_type, body) => {
                Self { content_type, body, ..Self::json(answer.status, &Value::Null) }
            }
        };
        wire.headers = answer.headers;
        wire
    }

    /// `null` is no body at all.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            content_type: "application/json",
            headers: Vec::new(),
            body: if body.is_null() { Bytes::new() } else { json::to_bytes(body) },
            manner: Manner::Whole,
        }
    }

    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    pub(crate) fn into_response(self, clock: &verify_testkit::ManualClock) -> Response<SandboxBody> {
        let length = HeaderValue::from(self.body.len());
        let mut response = Response::new(SandboxBody::new(self.body, self.manner, clock));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(header::CONTENT_LENGTH, length);
        let date = super::moment::imf_fixdate(super::moment::Moment::of(clock).wall);
        if let Ok(date) = HeaderValue::from_str(&date) {
            headers.insert(header::DATE, date);
        }
        for (name, value) in self.headers {
            headers.append(name, value);
        }
        response
    }
}
