//! A person's phone and the application's page it comes back to, over TCP.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The status of HTTP.
    pub status: u16,
    /// Where it sends the browser.
    pub location: Option<String>,
    /// Everything after the head.
    pub body: String,
}

/// Asks for an address with a method, without following what is answered.
pub async fn request(method: &str, url: &str, form: &str) -> Seen {
    let (authority, path) = url.trim_start_matches("http://").split_once('/').unwrap();
    let head = format!("{method} /{path} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n");
    let kind = "content-type: application/x-www-form-urlencoded\r\n";
    let request = format!("{head}{kind}content-length: {}\r\n\r\n{form}", form.len());
    let mut stream = TcpStream::connect(authority).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let location = head.lines().find_map(|line| line.strip_prefix("location: ")).map(str::to_owned);
    Seen { status, location, body: body.to_owned() }
}

/// What a messaging app or a scanner does with a link in a text message.
pub async fn preview(link: &str) {
    for method in ["GET", "HEAD", "GET"] {
        let seen = request(method, link, "").await;
        assert_eq!((seen.status, seen.location), (200, None), "{method}");
    }
}

/// Opens a link as `carrier`, `wifi` or `other-device`, and goes where the phone is sent.
pub async fn tap(link: &str, way: &str) {
    let seen = request("POST", link, &format!("as={way}")).await;
    let target = seen.location.unwrap_or_else(|| panic!("{way}: {}", seen.status));
    // A browser keeps the fragment to itself.
    assert_eq!(request("GET", target.split('#').next().unwrap(), "").await.status, 200);
}

/// The application's page, on a port of its own: it keeps the addresses with which browsers come.
#[derive(Debug)]
pub struct Arrivals {
    address: std::net::SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Arrivals {
    /// Listens.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, seen) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<String>>>::default());
        let book = Arc::clone(&seen);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(welcome(stream, Arc::clone(&book)));
            }
        });
        Self { address, seen }
    }

    /// Its address, with a path of one's own behind it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths and queries with which browsers came.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

async fn welcome(mut stream: TcpStream, book: Arc<Mutex<Vec<String>>>) {
    let mut request = Vec::new();
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(count) if count > 0 => request.extend_from_slice(&buffer[..count]),
            // A browser connects beforehand, and may leave again.
            _ => return,
        }
    }
    let request = String::from_utf8(request).unwrap();
    book.lock().unwrap().push(request.split(' ').nth(1).unwrap().to_owned());
    let page = "<!doctype html><link rel=icon href=data:,><title>Back</title><h1>Welcome back</h1>";
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n", page.len());
    // Whoever has left does not matter here.
    let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{page}").as_bytes()).await;
}
