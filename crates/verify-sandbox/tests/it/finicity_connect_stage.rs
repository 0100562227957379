//! What the tests of Connect have in common: a partner's server, a person on the page, and a receiver of webhooks.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use verify_sandbox::{Finicity, ManualClock, Sandbox, Tenant};

use crate::client::{Reply, send};
use crate::listener::Listener;

pub(crate) const FINBANK: u64 = 101_732;
pub(crate) const PROFILES: u64 = 102_105;
pub(crate) const OAUTH: u64 = 102_176;

/// A sandbox with a frozen clock, a customer, and a token.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) tenant: Tenant,
    pub(crate) finicity: Finicity,
    pub(crate) token: String,
    pub(crate) customer: String,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        Self::in_tenant(&sandbox, &clock, "default").await
    }

    pub(crate) async fn in_tenant(sandbox: &Sandbox, clock: &ManualClock, name: &str) -> Self {
        let tenant = sandbox.tenant(name);
        let finicity = tenant.finicity();
        let mut stage = Self {
            sandbox: sandbox.clone(),
            clock: clock.clone(),
            tenant,
            finicity,
            token: String::new(),
            customer: String::new(),
        };
        let body = json!({"partnerId": stage.finicity.partner_id(), "partnerSecret": stage.finicity.partner_secret()});
        let token = stage.api("POST", "/aggregation/v2/partners/authentication", &body).await;
        token.json()["token"].as_str().unwrap().clone_into(&mut stage.token);
        stage.customer = stage.new_customer("customer-1").await;
        stage
    }

    pub(crate) async fn new_customer(&self, username: &str) -> String {
        let reply =
            self.api("POST", "/aggregation/v2/customers/testing", &json!({"username": username})).await;
        reply.json()["id"].as_str().unwrap_or_else(|| panic!("{}", reply.text())).to_owned()
    }

    pub(crate) async fn new_consumer(&self, customer: &str) -> String {
        let body = json!({
            "firstName": "Riley", "lastName": "Example", "state": "IA", "ssn": "666010008", "email": "riley@example.com",
        });
        let reply = self.api("POST", &format!("/decisioning/v1/customers/{customer}/consumer"), &body).await;
        reply.json()["id"].as_str().unwrap_or_else(|| panic!("{}", reply.text())).to_owned()
    }

    /// A call of the partner's server.
    pub(crate) async fn api(&self, method: &str, path: &str, body: &Value) -> Reply {
        let (key, url) = (self.finicity.app_key(), format!("{}{path}", self.finicity.base_url()));
        let headers = [
            ("finicity-app-key", key.as_str()),
            ("finicity-app-token", self.token.as_str()),
            ("content-type", "application/json"),
            ("accept", "application/json"),
        ];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        send(method, &url, &headers, &body).await.expect("an answer")
    }

    /// Orders a link: `generate`, `generate/lite`, …; partner and customer are added.
    pub(crate) async fn order(&self, call: &str, mut body: Value) -> Reply {
        body["partnerId"] = json!(self.finicity.partner_id());
        if body.get("borrowers").is_none() && body.get("customerId").is_none() {
            body["customerId"] = json!(self.customer);
        }
        self.api("POST", &format!("/connect/v2/{call}"), &body).await
    }

    pub(crate) async fn link(&self, call: &str, body: Value) -> String {
        let reply = self.order(call, body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["link"].as_str().unwrap().to_owned()
    }

    /// Posts to the page's host, as the page does.
    pub(crate) async fn page(&self, path: &str, body: &Value) -> Reply {
        let url = format!("{}/{path}", self.finicity.connect_url());
        send("POST", &url, &[("content-type", "application/json")], &body.to_string())
            .await
            .expect("an answer")
    }

    pub(crate) async fn try_open(&self, link: &str) -> Reply {
        let query = link.split_once('?').unwrap().1;
        self.page("sessions", &json!({"link": query})).await
    }

    pub(crate) async fn open(&self, link: &str) -> Visitor<'_> {
        let reply = self.try_open(link).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        Visitor {
            stage: self,
            id: reply.json()["sessionId"].as_str().unwrap().to_owned(),
            opened: reply.json(),
        }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    /// The accounts of the customer, as the partner's server lists them.
    pub(crate) async fn accounts(&self) -> Vec<Value> {
        let path = format!("/aggregation/v1/customers/{}/accounts", self.customer);
        self.api("GET", &path, &Value::Null).await.json()["accounts"].as_array().unwrap().clone()
    }

    /// Adds the accounts of `demo` and returns the id of the sign-in.
    pub(crate) async fn with_login(&self) -> u64 {
        let link = self.link("generate", json!({})).await;
        let visitor = self.open(&link).await;
        visitor.choose(FINBANK).await;
        let added = visitor.add_all(&visitor.sign_in("demo", "go").await).await;
        visitor.ok("done", json!({})).await;
        added["added"][0]["institutionLoginId"].as_u64().unwrap()
    }
}

/// A person on the page.
pub(crate) struct Visitor<'a> {
    pub(crate) stage: &'a Stage,
    pub(crate) id: String,
    pub(crate) opened: Value,
}

impl Visitor<'_> {
    pub(crate) async fn act(&self, verb: &str, body: Value) -> Reply {
        self.stage.page(&format!("sessions/{}/{verb}", self.id), &body).await
    }

    pub(crate) async fn ok(&self, verb: &str, body: Value) -> Value {
        let reply = self.act(verb, body).await;
        assert_eq!(reply.status, 200, "{verb}: {}", reply.text());
        reply.json()
    }

    /// A refusal: its status and `error.what`.
    pub(crate) async fn refused(&self, verb: &str, body: Value) -> (u16, String) {
        let reply = self.act(verb, body).await;
        (reply.status, reply.json()["error"]["what"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn choose(&self, institution: u64) -> Value {
        self.ok("institution", json!({"institutionId": institution})).await["institution"].clone()
    }

    /// Signs in at FinBank.
    pub(crate) async fn sign_in(&self, username: &str, password: &str) -> Value {
        let fields = json!({"101732001": username, "101732002": password});
        self.ok("sign-in", json!({"fields": fields})).await
    }

    /// Adds what the step has found.
    pub(crate) async fn add_all(&self, step: &Value) -> Value {
        assert_eq!(step["step"], "accounts", "{step}");
        let ids: Vec<_> = step["accounts"].as_array().unwrap().iter().map(|account| &account["id"]).collect();
        self.ok("accounts", json!({"accountIds": ids})).await
    }
}

/// A receiver of webhooks that answers with these statuses, then with 200.
pub(crate) struct Hub {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Reply>>>,
}

impl Hub {
    pub(crate) async fn new(statuses: &[&'static str]) -> Self {
        let listener = Listener(TcpListener::bind("127.0.0.1:0").await.unwrap());
        let (url, received) = (listener.url(), Arc::<Mutex<Vec<Reply>>>::default());
        let (book, mut statuses) = (Arc::clone(&received), VecDeque::from(statuses.to_vec()));
        tokio::spawn(async move {
            loop {
                let request = listener.receive(statuses.pop_front().unwrap_or("200 OK")).await;
                book.lock().unwrap().push(request);
            }
        });
        Self { url, received }
    }

    /// Everything received, once the tenant's log has this many deliveries.
    pub(crate) async fn after(&self, stage: &Stage, count: usize) -> Vec<Reply> {
        self.received(&stage.tenant, count).await
    }

    pub(crate) async fn received(&self, tenant: &Tenant, count: usize) -> Vec<Reply> {
        let deliveries = tenant.webhooks().wait(count).await;
        assert_eq!(deliveries.len(), count, "{deliveries:#?}");
        loop {
            let received = self.received.lock().unwrap().clone();
            if received.len() >= count {
                return received;
            }
            tokio::task::yield_now().await;
        }
    }

    /// The names of the events, in the order in which they came; each signature is checked.
    pub(crate) async fn events(&self, stage: &Stage, count: usize) -> Vec<String> {
        let key = stage.finicity.partner_secret();
        let received = self.after(stage, count).await;
        let name = |request: &Reply| {
            let signature = request.header("x-finicity-signature").unwrap();
            assert_eq!(signature, reference_hmac(key.as_bytes(), &request.body));
            request.json()["eventType"].as_str().unwrap().to_owned()
        };
        received.iter().map(name).collect()
    }
}

/// HMAC-SHA256 as RFC 2104 writes it, sharing nothing with the sandbox but the hash.
pub(crate) fn reference_hmac(key: &[u8], message: &[u8]) -> String {
    let mut block = [0_u8; 64];
    assert!(key.len() <= 64);
    block[..key.len()].copy_from_slice(key);
    let padded = |pad: u8| block.map(|byte| byte ^ pad).to_vec();
    let inner = Sha256::digest([padded(0x36), message.to_vec()].concat());
    let outer = Sha256::digest([padded(0x5c), inner.to_vec()].concat());
    outer.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[test]
fn the_reference_is_right() {
    // RFC 4231, test case 2.
    let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(reference_hmac(b"Jefe", b"what do ya want for nothing?"), known);
}
