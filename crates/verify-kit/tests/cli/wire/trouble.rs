//! What a server can do to a call, and what it then says: the request again, wherever an answer has a place for it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::server::whole;

/// A request as it came.
pub(super) struct Request {
    pub(super) head: String,
    pub(super) body: String,
}

impl Request {
    pub(super) fn all(&self) -> String {
        format!("{}\r\n\r\n{}", self.head, self.body)
    }

    pub(super) fn field_of(head: &str, wanted: &str) -> Option<String> {
        let mut fields = head.lines().filter_map(|line| line.split_once(": "));
        let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        Some(value.to_owned())
    }

    pub(super) fn is_login(&self) -> bool {
        let target = self.head.split(' ').nth(1).unwrap_or_default();
        ["/oauth2/", "/authentication", "/login"].iter().any(|part| target.contains(part))
    }

    /// On one line, as it can stand in a header.
    fn line(&self) -> String {
        self.all().replace("\r\n", " ")
    }
}

/// What is done to a connection.
#[derive(Clone)]
pub(super) enum Strike {
    CloseBeforeReading,
    CloseAfterReading,
    /// Reads the request, says this, and closes.
    Say(Arc<Answer>),
}

/// What is said to a request.
type Answer = dyn Fn(&Request) -> Vec<u8> + Send + Sync;

/// A strike by its name.
pub(super) struct Trouble {
    pub(super) name: &'static str,
    pub(super) strike: Strike,
    pub(super) leaves: Leaves,
}

/// What it leaves of a call that must happen at most once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// Nobody knows whether it was done.
    Unknown,
    /// Nobody was let in.
    Outside,
    /// It was refused.
    Refused,
    /// It was not even looked at.
    Throttled,
}

pub(super) fn all() -> Vec<Trouble> {
    use Leaves::{Outside, Refused, Throttled, Unknown};
    let trouble = |name, strike, leaves| Trouble { name, strike, leaves };
    let say =
        |name, answer: fn(&Request) -> Vec<u8>, leaves| trouble(name, Strike::Say(Arc::new(answer)), leaves);
    vec![
        trouble("closed before reading", Strike::CloseBeforeReading, Unknown),
        trouble("closed after reading", Strike::CloseAfterReading, Unknown),
        say("garbage before the status line", garbage, Unknown),
        say("a body that is cut", cut, Unknown),
        say("a head that is too large", huge_head, Unknown),
        say("502 in HTML", |request| whole("502 Bad Gateway", "text/html", &html(request)), Unknown),
        say(
            "a success that is no JSON",
            |request| whole("200 OK", "application/json", &request.all()),
            Unknown,
        ),
        say(
            "an error of the server in JSON",
            |request| complained("500 Internal Server Error", request),
            Unknown,
        ),
        say("401 as text", |request| whole("401 Unauthorized", "text/plain", &request.all()), Outside),
        say("a refusal in JSON", |request| complained("400 Bad Request", request), Refused),
        say("slow down, for a quotation", throttled, Throttled),
    ]
}

const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";

fn garbage(request: &Request) -> Vec<u8> {
    format!("{}\r\n{JSON}content-length: 2\r\n\r\n{{}}", request.all()).into_bytes()
}

fn cut(request: &Request) -> Vec<u8> {
    format!("{JSON}content-length: 99999\r\n\r\n{{\"message\": {}", json!(request.all())).into_bytes()
}

fn huge_head(request: &Request) -> Vec<u8> {
    let padding = "a".repeat(512 * 1024);
    let line = request.line();
    format!("{JSON}x-echo: {line}\r\nx-padding: {padding}\r\nx-echo: {line}\r\n\r\n{{}}").into_bytes()
}

fn throttled(request: &Request) -> Vec<u8> {
    let head = format!("HTTP/1.1 429 Slow\r\nretry-after: {}\r\nconnection: close", request.line());
    format!("{head}\r\ncontent-length: {}\r\n\r\n{}", request.body.len(), request.body).into_bytes()
}

fn html(request: &Request) -> String {
    format!("<html><head><title>502</title></head><body><pre>{}</pre></body></html>", request.all())
}

fn complained(status: &str, request: &Request) -> Vec<u8> {
    let line = request.line();
    let status = format!("{status}\r\nx-request-id: {line}\r\nrequest-id: {line}");
    whole(&status, "application/json", &complaint(request, 3).to_string())
}

/// The request wherever any provider says what went wrong, and as the names of fields.
fn complaint(request: &Request, depth: u32) -> Value {
    let (all, body) = (request.all(), request.body.as_str());
    let let_in = Request::field_of(&request.head, "authorization").unwrap_or_else(|| request.head.clone());
    let mut said = json!({
        "message": all, "desc": body, "detail": all, "title": all, "error_description": all, "reason": body,
        "code": let_in, "error": let_in, "name": let_in, "type": body, "id": body, "requestId": let_in,
        "path": [body, let_in], "token": [all], "userId": [body], "user_id": {"value": body},
        all.as_str(): 1, let_in.as_str(): {body: [{body: body}]},
    });
    if depth > 0 {
        let inner = complaint(request, depth - 1);
        for name in ["errors", "messages"] {
            said[name] = json!([inner]);
        }
        for name in ["status", "data", "extensions", "result", body] {
            said[name] = inner.clone();
        }
    }
    said
}
