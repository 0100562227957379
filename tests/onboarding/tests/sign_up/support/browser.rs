//! A browser: cookies, forms, and no script.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_testkit::canary;

use super::BIRTH_DATE;

/// One person's browser. A clone is another tab.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    address: SocketAddr,
    pub(crate) cookie: Option<String>,
}

/// What the application answers.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    /// What the person is told, by its name.
    pub(crate) fn notice(&self) -> &str {
        let name = self.body.split_once("data-notice=").map(|(_, rest)| rest);
        name.and_then(|rest| rest.split('>').next()).unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(header, value)| header.eq_ignore_ascii_case(name).then_some(value))
    }
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, cookie: None }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, "").await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let encoded =
            |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send("POST", path, &body).await
    }

    pub(crate) async fn start(&mut self, phone: &str) -> Reply {
        self.start_born(phone, BIRTH_DATE).await
    }

    pub(crate) async fn start_born(&mut self, phone: &str, birth_date: &str) -> Reply {
        let fields = [
            ("phone", phone),
            ("birth_date", birth_date),
            ("first_name", canary::FIRST_NAME),
            ("last_name", canary::LAST_NAME),
            ("email", canary::EMAIL),
            ("agreed", "yes"),
        ];
        self.post("/start", &fields).await
    }

    pub(crate) async fn check(&mut self, code: &str) -> Reply {
        self.post("/check", &[("code", code)]).await
    }

    /// Asks for the link to the bank, where there must be one.
    pub(crate) async fn bank_link(&mut self) -> String {
        let reply = self.post("/bank", &[]).await;
        assert_eq!(reply.status, 303, "{reply:?}");
        reply.header("location").unwrap().to_owned()
    }

    async fn send(&mut self, method: &str, path: &str, body: &str) -> Reply {
        let cookie =
            self.cookie.iter().map(|cookie| format!("cookie: {cookie}\r\n")).collect::<Vec<_>>().concat();
        let reply = request(self.address, method, path, &cookie, body).await;
        if let Some(cookie) = reply.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        reply
    }
}

/// A request of somebody who is no browser.
pub(crate) async fn post(address: SocketAddr, path: &str, headers: &str, body: &str) -> Reply {
    request(address, "POST", path, headers, body).await
}

async fn request(address: SocketAddr, method: &str, path: &str, headers: &str, body: &str) -> Reply {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head: head.to_owned(), body: body.to_owned() }
}
