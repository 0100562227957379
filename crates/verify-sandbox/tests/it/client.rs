//! A small HTTP client over a raw socket, and the Spinwheel calls the tests make with it.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::{ManualClock, Sandbox, Spinwheel, Tenant};

pub(crate) const PHONE: &str = "+12025550140";
pub(crate) const BORN: &str = "1990-01-01";

/// What came back; `None` of a whole answer means the connection was closed without a byte.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }

    /// Whether the body is as long as promised.
    pub(crate) fn is_complete(&self) -> bool {
        self.header("content-length").is_none_or(|length| length == self.body.len().to_string())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {:?}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// `status.desc`.
    pub(crate) fn desc(&self) -> String {
        self.json()["status"]["desc"].as_str().unwrap().to_owned()
    }

    /// All texts of `status.messages`.
    pub(crate) fn messages(&self) -> String {
        self.json()["status"]["messages"].to_string()
    }

    pub(crate) fn data(&self, name: &str) -> String {
        self.json()["data"][name]
            .as_str()
            .unwrap_or_else(|| panic!("no {name} in {}", self.text()))
            .to_owned()
    }
}

pub(crate) fn request_text(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    let mut text = format!("{method} {path} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        write!(text, "host: {host}\r\n").unwrap();
    }
    for (name, value) in headers {
        write!(text, "{name}: {value}\r\n").unwrap();
    }
    write!(text, "content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    (host.to_owned(), text)
}

/// One request on a connection of its own; `None` when it was closed without an answer.
pub(crate) async fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Option<Reply> {
    let mut headers = headers.to_vec();
    headers.push(("connection", "close"));
    let (host, text) = request_text(method, url, &headers, body);
    let mut stream = TcpStream::connect(host).await.unwrap();
    // A fault may close the connection while this is written.
    let _ = stream.write_all(text.as_bytes()).await;
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received).await;
    Reply::parse(&received)
}

/// A sandbox with a frozen clock and a tenant in it.
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) tenant: Tenant,
    pub(crate) spinwheel: Spinwheel,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let spinwheel = tenant.spinwheel();
        Self { sandbox, clock, tenant, spinwheel }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    async fn call(&self, method: &str, url: &str, body: &str) -> Option<Reply> {
        let key = format!("Bearer {}", self.spinwheel.api_key());
        let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
        send(method, url, &headers, body).await
    }

    pub(crate) async fn try_post(&self, path: &str, body: &Value) -> Option<Reply> {
        self.call("POST", &format!("{}{path}", self.spinwheel.base_url()), &body.to_string()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.try_post(path, body).await.expect("an answer")
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call("GET", &format!("{}{path}", self.spinwheel.base_url()), "").await.expect("an answer")
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call("DELETE", &format!("{}{path}", self.spinwheel.base_url()), "").await.expect("an answer")
    }

    pub(crate) async fn secure(&self, method: &str, path: &str, body: &Value) -> Reply {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let url = format!("{}{path}", self.spinwheel.secure_base_url());
        self.call(method, &url, &body).await.expect("an answer")
    }

    pub(crate) fn connect_body(phone: &str, born: &str, ext_id: &str) -> Value {
        json!({"phoneNumber": phone, "dateOfBirth": born, "extUserId": ext_id})
    }

    pub(crate) async fn connect(&self, phone: &str, born: &str) -> Reply {
        let body = Self::connect_body(phone, born, &format!("ext-{phone}-{born}"));
        self.post("/v1/users/connect/sms", &body).await
    }

    pub(crate) async fn verify(&self, user_id: &str, code: &str) -> Reply {
        self.post(&format!("/v1/users/{user_id}/connect/sms/verify"), &json!({"code": code})).await
    }

    pub(crate) fn code(&self, phone: &str) -> String {
        self.tenant.outbox().latest_code_for(phone).expect("a code was sent")
    }

    /// A user with a code, not verified yet.
    pub(crate) async fn start(&self, phone: &str, born: &str) -> (String, String) {
        let reply = self.connect(phone, born).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        (reply.data("userId"), self.code(phone))
    }

    /// A verified user.
    pub(crate) async fn verified(&self, phone: &str, born: &str) -> String {
        let (id, code) = self.start(phone, born).await;
        let reply = self.verify(&id, &code).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        id
    }

    pub(crate) async fn order(&self, user_id: &str) -> Reply {
        self.post(&format!("/v1/users/{user_id}/creditReports/order"), &json!({})).await
    }

    pub(crate) async fn user(&self, user_id: &str) -> Value {
        self.get(&format!("/v1/users?userId={user_id}")).await.json()["data"].clone()
    }

    /// An order of the current path.
    pub(crate) async fn debt_profile(&self, user_id: &str, body: &Value) -> Reply {
        self.post(&format!("/v1/users/{user_id}/debtProfile"), body).await
    }

    /// A user with a report, a score and a card's id.
    pub(crate) async fn reported(&self, phone: &str, born: &str) -> (String, String) {
        let id = self.verified(phone, born).await;
        let reply = self.debt_profile(&id, &json!({"creditReport": {}, "creditScore": {}})).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let card = reply.json()["data"]["creditCards"][0]["creditCardId"].as_str().unwrap().to_owned();
        (id, card)
    }

    /// The choices the last answer rests on.
    pub(crate) fn rests_on(&self, choice: &str) -> bool {
        self.tenant.journal().last().unwrap().choices.contains(&choice)
    }

    pub(crate) fn why(&self) -> String {
        self.tenant.journal().last().unwrap().why
    }

    pub(crate) fn kba_body(born: &str) -> Value {
        json!({
            "firstName": "Riley", "lastName": "Example", "dateOfBirth": born, "ssn": "666010008",
            "address": {"addressLine1": "1 Sample Street", "city": "Spencer", "state": "IA", "zip": "51301"},
            "extUserId": format!("kba-{born}"),
        })
    }
}

/// Another code than this one.
pub(crate) fn wrong(code: &str) -> String {
    let first = if code.starts_with('9') { "8" } else { "9" };
    format!("{first}{}", &code[1..])
}
