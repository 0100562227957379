//! The Dots calls the tests make.

use serde_json::{Value, json};
use verify_sandbox::{Dots, ManualClock, Sandbox, Tenant};

use crate::client::{Reply, send};

pub(crate) const USERS: &str = "/v2/users";
pub(crate) const NUMBER: &str = "2025550140";
pub(crate) const DIALLED: &str = "+12025550140";
pub(crate) const NOBODY: &str = "0190d7e1-1111-4111-8111-111111111111";

/// A sandbox with a frozen clock, and an app.
pub(crate) struct App {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) tenant: Tenant,
    pub(crate) dots: Dots,
}

/// Base64 in the standard alphabet.
pub(crate) fn base64(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bytes = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = bytes.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let digit = DIGITS[bits >> (18 - 6 * place) & 63];
            encoded.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    encoded
}

impl App {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let dots = tenant.dots();
        Self { sandbox, clock, tenant, dots }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    pub(crate) fn basic(&self) -> String {
        format!("Basic {}", base64(&format!("{}:{}", self.dots.client_id(), self.dots.api_key())))
    }

    /// One call with exactly these headers.
    pub(crate) async fn with_headers(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<Reply> {
        send(method, &format!("{}{path}", self.dots.base_url()), headers, body).await
    }

    /// `null` is no body, and no content type then.
    pub(crate) async fn try_call(&self, method: &str, path: &str, body: &Value) -> Option<Reply> {
        let basic = self.basic();
        let mut headers = vec![("authorization", basic.as_str())];
        let text = if body.is_null() { String::new() } else { body.to_string() };
        if !body.is_null() {
            headers.push(("content-type", "application/json"));
        }
        self.with_headers(method, path, &headers, &text).await
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.try_call(method, path, body).await.expect("an answer")
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, &Value::Null).await
    }

    pub(crate) async fn create(&self, body: &Value) -> Reply {
        self.call("POST", USERS, body).await
    }

    /// The id of a new user with this number.
    pub(crate) async fn user(&self, number: &str) -> String {
        let reply = self.create(&wanted(number)).await;
        assert!(matches!(reply.status, 200 | 201), "{}", reply.text());
        id(&reply)
    }

    pub(crate) async fn retrieve(&self, user: &str) -> Value {
        let reply = self.get(&format!("{USERS}/{user}")).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    pub(crate) async fn update(&self, user: &str, body: &Value) -> Reply {
        self.call("PATCH", &format!("{USERS}/{user}"), body).await
    }

    pub(crate) async fn delete(&self, user: &str) -> Reply {
        self.call("DELETE", &format!("{USERS}/{user}"), &Value::Null).await
    }

    pub(crate) async fn send_token(&self, user: &str) -> Reply {
        self.call("POST", &format!("{USERS}/{user}/send-verification-token"), &Value::Null).await
    }

    pub(crate) async fn verify(&self, user: &str, token: &str) -> Reply {
        self.call("POST", &format!("{USERS}/{user}/verify"), &json!({"token": token})).await
    }

    /// The newest token sent to [`NUMBER`].
    pub(crate) fn token(&self) -> String {
        self.tenant.outbox().latest_code_for(DIALLED).expect("a token was sent")
    }

    /// A user with [`NUMBER`] and a token.
    pub(crate) async fn started(&self) -> (String, String) {
        let user = self.user(NUMBER).await;
        assert_eq!(self.send_token(&user).await.status, 202);
        (user, self.token())
    }

    pub(crate) fn why(&self) -> String {
        self.tenant.journal().last().unwrap().why
    }

    pub(crate) fn rests_on(&self, choice: &str) -> bool {
        self.tenant.journal().last().unwrap().choices.contains(&choice)
    }
}

pub(crate) fn id(reply: &Reply) -> String {
    reply.json()["id"].as_str().unwrap_or_else(|| panic!("no id in {}", reply.text())).to_owned()
}

/// The body for a new user.
pub(crate) fn wanted(number: &str) -> Value {
    json!({
        "first_name": "Riley", "last_name": "Example", "email": format!("riley.{number}@example.com"),
        "country_code": "1", "phone_number": number,
    })
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

/// Status and `error_code`.
pub(crate) fn refusal(reply: &Reply) -> (u16, String) {
    let body = reply.json();
    assert_eq!(body["success"], false, "{body}");
    assert!(body["message"].is_string(), "{body}");
    (reply.status, body["error_code"].as_str().unwrap_or_default().to_owned())
}

pub(crate) fn said(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
