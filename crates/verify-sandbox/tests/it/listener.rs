//! A receiver of webhooks.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};

use crate::client::Reply;

/// An address at which nobody listens. It is bound: as long as this lives, nobody else can take the port.
pub(crate) struct Nobody(TcpSocket);

impl Nobody {
    pub(crate) fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.0.local_addr().unwrap())
    }
}

pub(crate) struct Listener(pub(crate) TcpListener);

impl Listener {
    pub(crate) async fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook?a=b", self.0.local_addr().unwrap())
    }

    /// Receives one webhook and answers it.
    pub(crate) async fn receive(&self, status: &str) -> Reply {
        let (mut stream, _) = self.0.accept().await.unwrap();
        let mut received = Vec::new();
        let request = loop {
            let mut buffer = [0; 4096];
            let count = stream.read(&mut buffer).await.unwrap();
            received.extend(&buffer[..count]);
            // A request line has its path where an answer has its status; the rest reads alike.
            let as_answer = String::from_utf8_lossy(&received).replacen("/hook?a=b", "0", 1).into_bytes();
            match Reply::parse(&as_answer) {
                Some(request) if request.is_complete() => break request,
                _ => assert!(count > 0, "the request is complete"),
            }
        };
        stream
            .write_all(format!("HTTP/1.1 {status}\r\ncontent-length: 2\r\n\r\nok").as_bytes())
            .await
            .unwrap();
        request
    }
}
