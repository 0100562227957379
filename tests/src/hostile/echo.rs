//! Answers that say again what the request said, wherever an answer has a place for it, and answers full of canaries.

use bytes::Bytes;
use serde_json::{Value, json};
use verify_testkit::canary;

use super::raw::Manner;

/// All of them, each with a name. Behind the last one, credentials are refused.
pub fn all() -> Vec<(&'static str, Manner)> {
    const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    const TEXT: &str = "\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n";
    let padding = "a".repeat(512 * 1024);
    let quotes = [
        ("before the status line", String::new(), format!("\r\n{JSON}content-length: 2\r\n\r\n{{}}")),
        ("as the reason of a status", "HTTP/1.1 500 ".to_owned(), String::new()),
        ("as headers", format!("{JSON}x-echo: "), String::new()),
        ("in a head that is too large", format!("{JSON}x-padding: {padding}\r\nx-echo: "), String::new()),
        (
            "as the address of a redirect",
            "HTTP/1.1 302 Found\r\nlocation: https://".to_owned(),
            String::new(),
        ),
        ("as the time to wait", "HTTP/1.1 429 Slow\r\nretry-after: ".to_owned(), String::new()),
        ("as a type of content", "HTTP/1.1 200 OK\r\ncontent-type: ".to_owned(), String::new()),
        ("as the length of a chunk", format!("{JSON}transfer-encoding: chunked\r\n\r\n"), String::new()),
        (
            "in a body that is cut",
            format!("{JSON}content-length: 99999\r\n\r\n{{\"message\": \""),
            String::new(),
        ),
        (
            "in a body that is no JSON",
            format!("{JSON}connection: close\r\n\r\n{{\"message\": "),
            "}".to_owned(),
        ),
        ("in HTML", format!("HTTP/1.1 502 Bad Gateway{TEXT}<html><pre>"), "</pre></html>".to_owned()),
        ("as text", format!("HTTP/1.1 400 Bad Request{TEXT}you said "), String::new()),
    ];
    let quotes = quotes
        .map(|(place, before, after)| (place, Manner::Quote { before: before.into(), after: after.into() }));
    let refused = |status: &str| Manner::Answer(full(status));
    let full = [
        ("canaries in a success", refused("200 OK")),
        ("canaries in a bad request", refused("400 Bad Request")),
        ("canaries where nothing is found", refused("404 Not Found")),
        ("canaries in a conflict", refused("409 Conflict")),
        ("canaries where something cannot be done", refused("422 Unprocessable Content")),
        ("canaries in an error of the server", refused("500 Internal Server Error")),
        ("canaries where nobody is let in", refused("401 Unauthorized")),
    ];
    quotes.into_iter().chain(full).collect()
}

/// An answer with a canary wherever any provider says what went wrong.
fn full(status: &str) -> Bytes {
    let body = complaint(3).to_string();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nx-echo: {}", canary::SECRET);
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into()
}

fn complaint(depth: u32) -> Value {
    let all = format!(
        "{} {} {} {} {}",
        canary::PHONE,
        canary::BIRTH_DATE,
        canary::SSN,
        canary::EMAIL,
        canary::FIRST_NAME
    );
    let mut said = json!({
        "message": all, "desc": all, "detail": all, "title": all, "error_description": all, "reason": all,
        "code": canary::SECRET, "error": canary::LAST_NAME, "name": canary::LAST_NAME, "type": canary::CODE,
        "id": canary::EXTERNAL_ID, "requestId": canary::EXTERNAL_ID, "path": [canary::EXTERNAL_ID, canary::CODE],
        "token": 17, "userId": [canary::STREET], "user_id": {"value": canary::STREET},
    });
    if depth > 0 {
        let inner = complaint(depth - 1);
        for name in ["errors", "messages"] {
            said[name] = json!([inner]);
        }
        for name in ["status", "data", "extensions", "result", canary::EMAIL] {
            said[name] = inner.clone();
        }
    }
    said
}
