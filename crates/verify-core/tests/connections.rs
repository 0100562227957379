//! What a server sees of a client over TCP: how many connections, and which requests on them.

#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used)] // The server, outside of test functions.

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderName, Method, Request, Response};
use support::gate::{HARD, SOFT};
use support::{Example, Get, Put};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use verify_core::provider::{
    Answer, Credentials, Endpoint, Failure, Operation, Parts, Pipeline, Settings, Token, TokenCache,
    TokenSource,
};
use verify_core::{
    BaseUrl, Effect, Error, Exchange, ReqwestTransport, Secret, SystemClock, Transport, TransportError,
};

const TOKEN: HeaderName = HeaderName::from_static("x-token");

/// A server that gives tokens (`get`) and takes each of them once (`put`).
#[derive(Debug, Clone, Default)]
struct Server(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    connections: usize,
    /// The head of each request.
    heads: Vec<String>,
    bodies: Vec<String>,
    tokens: usize,
    used: Vec<String>,
}

impl Server {
    async fn start() -> (Self, BaseUrl) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/base", listener.local_addr().unwrap()).parse().unwrap();
        let server = Self::default();
        let seen = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                seen.0.lock().unwrap().connections += 1;
                tokio::spawn(seen.clone().serve(stream));
            }
        });
        (server, base)
    }

    async fn serve(self, mut stream: TcpStream) {
        let mut head = Vec::new();
        while let Ok(byte) = stream.read_u8().await {
            head.push(byte);
            if head.ends_with(b"\r\n\r\n") {
                let head = String::from_utf8(std::mem::take(&mut head)).unwrap();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
                stream.read_exact(&mut body).await.unwrap();
                self.0.lock().unwrap().bodies.push(String::from_utf8(body).unwrap());
                let answer = self.answer(&head);
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    }

    fn answer(&self, head: &str) -> String {
        let mut seen = self.0.lock().unwrap();
        seen.heads.push(head.to_owned());
        let token = head.lines().find_map(|line| line.strip_prefix("x-token: ")).map(str::to_owned);
        let (status, body) = match token {
            None => {
                seen.tokens += 1;
                ("200 OK", format!("{{\"id\":\"token-{}\"}}", seen.tokens))
            }
            Some(token) if seen.used.contains(&token) => ("401 Unauthorized", "token".to_owned()),
            Some(token) => {
                seen.used.push(token);
                ("200 OK", "{\"id\":\"7\"}".to_owned())
            }
        };
        format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    fn requests(&self) -> Vec<String> {
        let lines = |head: &String| head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
        self.0.lock().unwrap().heads.iter().map(lines).collect()
    }
}

/// Logs in with a pipeline of the same client.
#[derive(Debug)]
struct Login(Pipeline<Example>);

#[async_trait]
impl TokenSource for Login {
    async fn fetch(&self) -> Result<Token, Error> {
        let granted = self.0.call(&Get).await?;
        Token::new("", &Secret::new(granted.id), SOFT, HARD)
    }
}

fn pipeline(settings: Settings, base: BaseUrl) -> Pipeline<Example> {
    let key = Credentials::bearer(&Secret::new("test-key")).unwrap();
    let login: Pipeline<Example> = settings.build(vec![base], key).unwrap();
    let tokens = TokenCache::new(Arc::new(SystemClock), Arc::new(Login(login.clone())));
    login.with_token(TOKEN, tokens)
}

#[tokio::test]
async fn calls_logins_and_a_renewed_token_share_one_connection() {
    let (server, base) = Server::start().await;
    let client = pipeline(Settings::default(), base);
    for _ in 0..3 {
        assert_eq!(client.call(&Put).await.unwrap().id, "7");
    }
    let (get, put) = ("GET /base/get", "PUT /base/put");
    assert_eq!(server.requests(), [get, put, put, get, put, put, get, put]);
    assert_eq!(server.0.lock().unwrap().connections, 1);
}

#[tokio::test]
async fn each_request_names_its_host_once_and_has_neither_type_nor_length_without_a_body() {
    let (server, base) = Server::start().await;
    let host = base.as_str().trim_start_matches("http://").trim_end_matches("/base").to_owned();
    pipeline(Settings::default(), base).call(&Put).await.unwrap();
    for head in &server.0.lock().unwrap().heads {
        let lines = |name: &str| head.lines().filter(|line| line.starts_with(name)).collect::<Vec<_>>();
        assert_eq!(lines("host:"), [format!("host: {host}")]);
        assert!(lines("content-type:").is_empty() && lines("content-length:").is_empty(), "{head}");
        assert_eq!(lines("authorization:"), ["authorization: Bearer test-key"]);
    }
}

/// Sends a text.
struct Write(&'static str);

impl Endpoint for Write {
    type Provider = Example;
    type Output = ();
    const OPERATION: &'static Operation =
        &Operation::new("write", Method::POST, "/write", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&self.0)
    }

    fn decode(&self, _: &Answer) -> Result<(), Failure> {
        Ok(())
    }
}

#[tokio::test]
async fn each_body_is_sent_whole_with_its_length_once() {
    let (server, base) = Server::start().await;
    let client: Pipeline<Example> = Settings::default().build(vec![base], Credentials::default()).unwrap();
    for text in ["short", "", "a good deal longer"] {
        client.call(&Write(text)).await.unwrap();
    }
    let seen = server.0.lock().unwrap();
    assert_eq!(seen.bodies, [r#""short""#, r#""""#, r#""a good deal longer""#]);
    assert!(seen.heads.iter().all(|head| head.matches("content-length").count() == 1), "{:?}", seen.heads);
    assert_eq!(seen.connections, 1);
}

/// Sends each request to another path.
#[derive(Debug)]
struct Elsewhere(ReqwestTransport);

#[async_trait]
impl Transport for Elsewhere {
    async fn send(
        &self,
        mut request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let there = request.uri().to_string().replace("/base/", "/elsewhere/");
        *request.uri_mut() = there.parse().unwrap();
        self.0.send(request, exchange).await
    }
}

#[tokio::test]
async fn a_transport_in_between_decides_where_a_request_goes() {
    let (server, base) = Server::start().await;
    let ours = ReqwestTransport::new(std::slice::from_ref(&base), Duration::from_secs(5)).unwrap();
    let mut settings = Settings::default();
    settings.transport = Some(Arc::new(Elsewhere(ours)));
    pipeline(settings, base).call(&Put).await.unwrap();
    assert_eq!(server.requests(), ["GET /elsewhere/get", "PUT /elsewhere/put"]);
}
