//! A receiver of webhooks on this machine.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Listens on a port of its own, and keeps what is posted there as it arrived.
#[derive(Debug)]
pub struct Hub {
    address: std::net::SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

/// One webhook: what `Receiver::receive` takes.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Hub {
    /// Answers with these statuses, then with 200.
    pub async fn start(statuses: &[u16]) -> Self {
        let mut statuses = VecDeque::from(statuses.to_vec());
        Self::answering(move |_| statuses.pop_front().unwrap_or(200)).await
    }

    /// Answers with the status that this makes of a webhook.
    pub async fn answering(mut answer: impl FnMut(&Received) -> u16 + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, received) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<Received>>>::default());
        let book = Arc::clone(&received);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let Some(webhook) = read(&mut stream).await else { continue };
                let status = answer(&webhook);
                // Whoever has the answer finds the webhook in the book.
                book.lock().unwrap().push(webhook);
                let answer =
                    format!("HTTP/1.1 {status} Said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                // A sender who has left does not matter here.
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { address, received }
    }

    /// The address, with a path or a query of one's own behind it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything received so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// One request; `None` when the sender leaves before it is complete.
async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if let Some(webhook) = complete(&bytes) {
            return Some(webhook);
        }
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
    }
}

fn complete(bytes: &[u8]) -> Option<Received> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let headers: HeaderMap = head
        .lines()
        .skip(1)
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            let name: HeaderName = name.parse().unwrap();
            (name, HeaderValue::from_str(value.trim()).unwrap())
        })
        .collect();
    let length: usize = headers["content-length"].to_str().unwrap().parse().unwrap();
    let body = bytes.get(end + 4..end + 4 + length)?;
    Some(Received { headers, body: Bytes::copy_from_slice(body) })
}
