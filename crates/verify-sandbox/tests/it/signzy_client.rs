//! The Signzy calls the tests make.

use serde_json::{Value, json};
use verify_sandbox::signzy::{OpenedBy, SentLink};
use verify_sandbox::{ManualClock, Sandbox, Signzy, Tenant};

use crate::client::{Reply, send};

pub(crate) const NUMBER: &str = "2025550140";
pub(crate) const DIALLED: &str = "+12025550140";
pub(crate) const TARGET: &str = "https://example.com/back?order=7#top";
pub(crate) const SOURCE_IP: &str = "192.0.2.44";

/// A sandbox with a frozen clock, and a customer of Signzy.
pub(crate) struct Customer {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) tenant: Tenant,
    pub(crate) signzy: Signzy,
}

/// What Send Link answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) request_id: String,
    pub(crate) session_id: String,
}

impl Pair {
    pub(crate) fn of(body: &Value) -> Self {
        let text = |name: &str| body[name].as_str().unwrap_or_else(|| panic!("no {name}: {body}")).to_owned();
        Self { request_id: text("requestId"), session_id: text("sessionId") }
    }

    pub(crate) fn path(&self) -> String {
        let segment = |id: &str| id.replace('%', "%25").replace('/', "%2F").replace('+', "%2B");
        format!(
            "/api/v3/us-kyc/poll-check-verify/request/{}/session/{}",
            segment(&self.request_id),
            segment(&self.session_id)
        )
    }
}

impl Customer {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let signzy = tenant.signzy();
        Self { sandbox, clock, tenant, signzy }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    /// One call with exactly these headers.
    pub(crate) async fn with_headers(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<Reply> {
        send(method, &format!("{}{path}", self.signzy.base_url()), headers, body).await
    }

    /// With this token; `null` is no body.
    pub(crate) async fn with_token(
        &self,
        token: &str,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Option<Reply> {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let headers = [("authorization", token), ("content-type", "application/json")];
        self.with_headers(method, path, &headers, &text).await
    }

    pub(crate) async fn try_call(&self, method: &str, path: &str, body: &Value) -> Option<Reply> {
        self.with_token(&self.signzy.static_token(), method, path, body).await
    }

    pub(crate) async fn login_as(&self, username: &str, password: &str) -> Reply {
        let body = json!({"username": username, "password": password}).to_string();
        let headers = [("content-type", "application/json")];
        self.with_headers("POST", self.signzy.login_path(), &headers, &body).await.expect("an answer")
    }

    pub(crate) async fn login(&self) -> Reply {
        self.login_as(&self.signzy.username(), &self.signzy.password()).await
    }

    /// A token of a login.
    pub(crate) async fn token(&self) -> String {
        let reply = self.login().await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn send(&self, body: &Value) -> Reply {
        self.try_call("POST", self.signzy.send_link_path(), body).await.expect("an answer")
    }

    /// A link to this number.
    pub(crate) async fn pair_for(&self, number: &str) -> Pair {
        let reply = self.send(&wanted(number)).await;
        assert!(matches!(reply.status, 200 | 201), "{}", reply.text());
        Pair::of(&reply.json())
    }

    pub(crate) async fn pair(&self) -> Pair {
        self.pair_for(NUMBER).await
    }

    pub(crate) async fn check(&self, pair: &Pair) -> Reply {
        self.try_call("GET", &pair.path(), &Value::Null).await.expect("an answer")
    }

    /// The result, which is there.
    pub(crate) async fn result(&self, pair: &Pair) -> Value {
        let reply = self.check(pair).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    pub(crate) fn link(&self, pair: &Pair) -> SentLink {
        self.signzy.link(&pair.request_id).expect("a link was sent")
    }

    /// A link that was opened like this.
    pub(crate) async fn opened(&self, by: OpenedBy) -> Pair {
        let pair = self.pair().await;
        self.link(&pair).open(by, None).unwrap();
        pair
    }

    /// The address in the newest text message to [`NUMBER`].
    pub(crate) fn address(&self) -> String {
        self.tenant.outbox().last_to(DIALLED).expect("a text message").link().expect("a link").to_owned()
    }

    pub(crate) fn texts(&self) -> usize {
        self.tenant.outbox().len()
    }

    pub(crate) fn why(&self) -> String {
        self.tenant.journal().last().unwrap().why
    }

    pub(crate) fn rests_on(&self, choice: &str) -> bool {
        self.tenant.journal().last().unwrap().choices.contains(&choice)
    }
}

/// The body for a link.
pub(crate) fn wanted(number: &str) -> Value {
    json!({"targetUrl": TARGET, "mobileNumber": number, "countryCode": "US", "sourceIp": SOURCE_IP})
}

/// The same with one field changed; `null` leaves it out.
pub(crate) fn but(field: &str, value: Value) -> Value {
    let mut body = wanted(NUMBER);
    if value.is_null() {
        body.as_object_mut().unwrap().remove(field);
    } else {
        body[field] = value;
    }
    body
}

/// Status and `reason`, in the default shape, with everything else checked.
pub(crate) fn refusal(reply: &Reply) -> (u16, String) {
    let body = reply.json();
    let error = &body["error"];
    assert_eq!(error["name"], "error", "{body}");
    assert_eq!((&error["status"], &error["statusCode"]), (&json!(reply.status), &json!(reply.status)));
    assert!(error["message"].is_string() && error["type"].is_string(), "{body}");
    (reply.status, error["reason"].as_str().unwrap_or_default().to_owned())
}

pub(crate) fn said(status: u16, reason: &str) -> (u16, String) {
    (status, reason.to_owned())
}
