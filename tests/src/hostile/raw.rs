//! A server that owes HTTP nothing: it stands between a client and the sandbox.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::{Certificate, settle};

/// What the server does with a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// Hands the request on, and the answer back.
    Relay,
    /// Waits for the first bytes, answers with these, and closes.
    Greet(&'static [u8]),
    /// Shakes hands with this certificate, then hands the request on, and the answer back.
    Encrypted(Certificate),
    /// Waits for the first bytes, and says nothing, ever.
    Silence,
    /// Hands the request on, waits for the answer, and resets the connection.
    Reset,
    /// Hands the request on, waits for the answer, and keeps it.
    Keep,
    /// Reads the request, and does nothing.
    Ignore,
    /// Answers with these bytes, and goes on with the next request.
    Answer(Bytes),
    /// Answers with the request itself between these bytes, and closes.
    Quote {
        /// What stands before it.
        before: Bytes,
        /// And behind.
        after: Bytes,
    },
    /// Hands the request on, waits for the answer, answers with these bytes instead, and goes on.
    Instead(Bytes),
    /// The same, and closes.
    InsteadAndClose(Bytes),
    /// Hands the request on, and answers with these bytes and with chunks of a body that does not end.
    Endless(Bytes),
}

#[derive(Debug)]
struct Shared {
    manner: Mutex<Manner>,
    hellos: AtomicU64,
    requests: AtomicU64,
    last: Mutex<Vec<u8>>,
    kept: AtomicU64,
    open: AtomicU64,
}

/// Listens on a port of its own; stops when dropped.
#[derive(Debug)]
pub struct Raw {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

impl Raw {
    /// Listens.
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            manner: Mutex::new(manner),
            hellos: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            last: Mutex::default(),
            kept: AtomicU64::new(0),
            open: AtomicU64::new(0),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    /// Its address, with this scheme.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// How many handshakes have been begun with it.
    pub fn hellos(&self) -> u64 {
        self.shared.hellos.load(Ordering::Relaxed)
    }

    /// How many requests have been read to their end.
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// The last of them.
    pub fn last(&self) -> Vec<u8> {
        self.shared.last.lock().unwrap().clone()
    }

    /// How many requests it has left without an answer.
    pub fn kept(&self) -> u64 {
        self.shared.kept.load(Ordering::Relaxed)
    }

    /// Waits until whoever connected before has been served, and has gone.
    pub async fn quiet(&self) {
        // Connections are accepted in their order, so this one comes last.
        let mut last = TcpStream::connect(self.address).await.unwrap();
        last.shutdown().await.unwrap();
        let nothing = last.read_to_end(&mut Vec::new()).await.unwrap();
        assert_eq!(nothing, 0);
        settle("all connections close", || self.shared.open.load(Ordering::Relaxed) == 0).await;
    }

    /// Does something else from now on, on connections that are open too.
    pub fn turn(&self, manner: Manner) {
        *self.shared.manner.lock().unwrap() = manner;
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let shared = Arc::clone(&shared);
        shared.open.fetch_add(1, Ordering::Relaxed);
        connections.spawn(async move {
            // An error is a client that has left, which is what hostile servers are for.
            let _ = shared.serve(stream).await;
            shared.open.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

impl Shared {
    async fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        loop {
            stream.readable().await?;
            let manner = self.manner.lock().unwrap().clone();
            if let Manner::Greet(_) | Manner::Silence = manner {
                return self.meet(stream, &manner).await;
            }
            if let Manner::Encrypted(certificate) = manner {
                return self.shake_hands(stream, certificate).await;
            }
            let Some(request) = read_request(&mut stream).await? else { return Ok(()) };
            self.requests.fetch_add(1, Ordering::Relaxed);
            self.last.lock().unwrap().clone_from(&request);
            let answer = match &manner {
                Manner::Answer(bytes) => bytes.clone(),
                Manner::Quote { before, after } => [before, &request[..], after].concat().into(),
                Manner::Ignore => Bytes::new(),
                _ => relay(&request).await?,
            };
            match manner {
                Manner::Relay | Manner::Quote { .. } => {
                    stream.write_all(&answer).await?;
                    return stream.shutdown().await;
                }
                Manner::Reset => return stream.set_zero_linger(),
                Manner::Keep | Manner::Ignore => {
                    self.kept.fetch_add(1, Ordering::Relaxed);
                    stream.read_u8().await?;
                }
                Manner::Endless(head) => return endless(stream, &head).await,
                Manner::InsteadAndClose(bytes) => {
                    stream.write_all(&bytes).await?;
                    return stream.shutdown().await;
                }
                Manner::Instead(bytes) => stream.write_all(&bytes).await?,
                _ => stream.write_all(&answer).await?,
            }
        }
    }

    /// For who may not like whose hand it is.
    async fn shake_hands(&self, stream: TcpStream, certificate: Certificate) -> io::Result<()> {
        self.hellos.fetch_add(1, Ordering::Relaxed);
        let mut stream = certificate.acceptor().accept(stream).await?;
        let Some(request) = read_request(&mut stream).await? else { return Ok(()) };
        self.requests.fetch_add(1, Ordering::Relaxed);
        stream.write_all(&relay(&request).await?).await?;
        stream.shutdown().await
    }

    /// For who expects a handshake.
    async fn meet(&self, mut stream: TcpStream, manner: &Manner) -> io::Result<()> {
        let mut hello = [0; 4096];
        if stream.read(&mut hello).await? > 0 {
            self.hellos.fetch_add(1, Ordering::Relaxed);
        }
        if let Manner::Greet(bytes) = manner {
            stream.write_all(bytes).await?;
            stream.shutdown().await?;
        }
        // Held, so that what was said is read before the connection is reset.
        while stream.read(&mut hello).await? > 0 {}
        Ok(())
    }
}

async fn endless(mut stream: TcpStream, head: &[u8]) -> io::Result<()> {
    const LENGTH: usize = 0x10000;
    let mut chunk = format!("{LENGTH:x}\r\n").into_bytes();
    chunk.resize(chunk.len() + LENGTH, b' ');
    chunk.extend_from_slice(b"\r\n");
    stream.write_all(head).await?;
    loop {
        stream.write_all(&chunk).await?;
    }
}

/// One request with its body; `None` when the client leaves before it is complete.
async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = end_of_head(&bytes) {
            let length = header(&bytes[..end], "content-length").map_or(0, |length| length.parse().unwrap());
            if bytes.len() >= end + length {
                return Ok(Some(bytes));
            }
        }
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(&buffer[..count]);
    }
}

/// Lets the server that the request was meant for carry it out.
async fn relay(request: &[u8]) -> io::Result<Bytes> {
    let end = end_of_head(request).unwrap();
    let (head, body) = request.split_at(end);
    let meant = header(head, "host").unwrap();
    let mut server = TcpStream::connect(meant).await?;
    server.write_all(&head[..end - 2]).await?;
    server.write_all(b"connection: close\r\n\r\n").await?;
    server.write_all(body).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    Ok(answer.into())
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|end| end + 4)
}

fn header(head: &[u8], wanted: &str) -> Option<String> {
    let text = std::str::from_utf8(head).unwrap();
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
    Some(value.trim().to_owned())
}
