//! The server: the same bytes for everybody, once it has seen that the request is the one that all send.
//!
//! It prints its port, and ends when its standard input does.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::{io, process, thread};

use scene::request::{APP_TOKEN, Body, HEADERS, LINK, LOGIN, PATH};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

fn main() -> io::Result<()> {
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        println!("{}", listener.local_addr()?.port());
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(serve(stream));
        }
    })
}

async fn serve(mut stream: TcpStream) -> io::Result<()> {
    let link = answer("200 OK", &serde_json::json!({ "link": LINK }));
    let token = answer("200 OK", &serde_json::json!({ "token": APP_TOKEN }));
    let expected = serde_json::to_value(Body::SENT).unwrap_or_default();
    let mut bytes = Vec::with_capacity(4096);
    loop {
        let Some((head, body)) = request(&mut stream, &mut bytes).await? else { return Ok(()) };
        let head = String::from_utf8_lossy(&head);
        match wrong(&head, &body, &expected) {
            None if head.starts_with(&format!("POST {LOGIN} ")) => stream.write_all(&token).await?,
            None => stream.write_all(&link).await?,
            Some(why) => {
                eprintln!("{why}\n{head}{}", String::from_utf8_lossy(&body));
                stream.write_all(&answer("400 Bad Request", &serde_json::json!({ "message": why }))).await?;
            }
        }
    }
}

/// One request from the connection; what follows it stays in `bytes`.
async fn request(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<Option<(Vec<u8>, Vec<u8>)>> {
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = bytes[..end + 4].to_vec();
            let length = head_value(&String::from_utf8_lossy(&head), "content-length");
            let whole = end + 4 + length.and_then(|length| length.parse().ok()).unwrap_or(0);
            if bytes.len() >= whole {
                let body = bytes[end + 4..whole].to_vec();
                bytes.drain(..whole);
                return Ok(Some((head, body)));
            }
        }
        if stream.read_buf(bytes).await? == 0 {
            return Ok(None);
        }
    }
}

/// What is not as it must be.
fn wrong(head: &str, body: &[u8], expected: &Value) -> Option<String> {
    if head.starts_with(&format!("POST {LOGIN} ")) {
        return None;
    }
    if !head.starts_with(&format!("POST {PATH} HTTP/1.1\r\n")) {
        return Some("another request line".to_owned());
    }
    let headers: BTreeMap<_, _> = head.lines().filter_map(|line| line.split_once(": ")).map(lower).collect();
    for (name, value) in HEADERS {
        if headers.get(name).is_none_or(|found| found != value) {
            return Some(format!("{name} is not {value}"));
        }
    }
    let sent = serde_json::from_slice::<Value>(body);
    (sent.ok().as_ref() != Some(expected)).then(|| "another body".to_owned())
}

fn lower((name, value): (&str, &str)) -> (String, String) {
    (name.to_ascii_lowercase(), value.to_owned())
}

fn head_value(head: &str, name: &str) -> Option<String> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .map(lower)
        .find(|(found, _)| found == name)
        .map(|pair| pair.1)
}

fn answer(status: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nDate: Thu, 15 Jan 2026 12:00:00 GMT\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
