//! What the transport over TCP says of an answer that is none, and that it asks for no other form of it.

#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use verify_core::{Delivery, Exchange, ReqwestTransport, Transport as _, TransportError};

/// What became of a request that is answered with these bytes, and what was sent.
async fn answered_with(answer: String) -> (Result<Response<Bytes>, TransportError>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let server: JoinHandle<String> = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = vec![0; 4096];
        let count = stream.read(&mut head).await.unwrap();
        head.truncate(count);
        // Whoever has seen enough leaves before all of it is written.
        let _ = stream.write_all(answer.as_bytes()).await;
        String::from_utf8(head).unwrap()
    });
    let transport = ReqwestTransport::new(&[host.parse().unwrap()], Duration::from_secs(60)).unwrap();
    let request = Request::builder().uri(host).body(Bytes::new()).unwrap();
    let result = transport.send(request, &Exchange::new("look", true)).await;
    (result, server.await.unwrap())
}

async fn said(answer: String) -> String {
    let failure = answered_with(answer).await.0.unwrap_err();
    assert_eq!(failure.delivery(), Delivery::Unknown, "{failure}");
    failure.to_string()
}

#[tokio::test]
async fn an_answer_that_is_no_http_is_not_called_a_closed_connection() {
    assert_eq!(said("SSH-2.0-OpenSSH\r\n\r\n".to_owned()).await, "what came back is not HTTP");
    let headers = "x-padding: a\r\n".repeat(101);
    let many = format!("HTTP/1.1 200 OK\r\n{headers}\r\n");
    assert_eq!(said(many).await, "the head of the answer is larger than the limit");
    assert_eq!(said(String::new()).await, "the connection was closed without an answer");
}

#[tokio::test]
async fn no_compression_is_asked_for_and_what_comes_is_handed_on_as_it_is() {
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 8\r\n\r\n";
    let (answer, sent) = answered_with(format!("{head}not gzip")).await;
    assert_eq!(&answer.unwrap().body()[..], b"not gzip");
    assert!(!sent.to_ascii_lowercase().contains("accept-encoding"), "{sent}");
}
