//! The description of the sandbox's control API against a validator of OpenAPI that nobody here wrote.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::Sandbox;
use verify_tests::Peer;

async fn document(port: u16) -> Value {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request =
        format!("GET /_sandbox/openapi.json HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    serde_json::from_str(body).unwrap()
}

#[tokio::test]
#[ignore = "needs Node.js and npm packages"]
async fn the_control_api_is_described_as_openapi() {
    let sandbox = Sandbox::start().await.unwrap();
    let document = document(sandbox.port()).await;
    let mut peer = Peer::start("openapi.mjs");
    let validated = peer.ask(&json!({"verb": "validate", "document": document}));
    assert_eq!(validated, json!({"refused": null}));
    let examples = peer.ask(&json!({"verb": "examples", "document": document}));
    assert_eq!(examples["wrong"], json!([]));
    assert!(examples["count"].as_u64().unwrap() > 100, "{examples}");

    let mut broken = document;
    broken["paths"]["/_sandbox/clock"]["get"].as_object_mut().unwrap().remove("responses");
    broken["paths"]["/_sandbox/clock"]["get"]["parameters"] = json!([{"name": "x"}]);
    let refused = peer.ask(&json!({"verb": "validate", "document": broken}));
    assert!(refused["refused"].is_string(), "the validator looks: {refused}");
}
