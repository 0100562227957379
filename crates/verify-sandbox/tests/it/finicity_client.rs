//! The Finicity calls the tests make.

use serde_json::{Value, json};
use verify_sandbox::{Finicity, ManualClock, Sandbox, Tenant};

use crate::client::{Reply, send};

pub(crate) const AUTHENTICATION: &str = "/aggregation/v2/partners/authentication";
pub(crate) const TESTING: &str = "/aggregation/v2/customers/testing";
pub(crate) const ACTIVE: &str = "/aggregation/v2/customers/active";
pub(crate) const GENERATE: &str = "/connect/v2/generate";

/// A sandbox with a frozen clock, and a partner with a token.
pub(crate) struct Partner {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) tenant: Tenant,
    pub(crate) finicity: Finicity,
    pub(crate) token: String,
}

impl Partner {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let finicity = tenant.finicity();
        let mut partner = Self { sandbox, clock, tenant, finicity, token: String::new() };
        partner.renew().await;
        partner
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    /// Takes a new token.
    pub(crate) async fn renew(&mut self) {
        let answer = self.log_in().await.json();
        answer["token"].as_str().expect("a token").clone_into(&mut self.token);
    }

    /// One call with exactly these headers besides the content type.
    pub(crate) async fn with_headers(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Option<Reply> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let headers = [&[("content-type", "application/json")], headers].concat();
        send(method, &format!("{}{path}", self.finicity.base_url()), &headers, &body).await
    }

    pub(crate) async fn try_call(&self, method: &str, path: &str, body: &Value) -> Option<Reply> {
        let key = self.finicity.app_key();
        let headers = [("finicity-app-key", key.as_str()), ("finicity-app-token", self.token.as_str())];
        self.with_headers(method, path, &headers, body).await
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.try_call(method, path, body).await.expect("an answer")
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.call("POST", path, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, &Value::Null).await
    }

    /// An authentication call: the key alone.
    pub(crate) async fn authentication(&self, method: &str, body: &Value) -> Reply {
        let key = self.finicity.app_key();
        let headers = [("finicity-app-key", key.as_str())];
        self.with_headers(method, AUTHENTICATION, &headers, body).await.expect("an answer")
    }

    pub(crate) async fn log_in(&self) -> Reply {
        self.log_in_with(&self.finicity.partner_secret()).await
    }

    pub(crate) async fn log_in_with(&self, secret: &str) -> Reply {
        let body = json!({"partnerId": self.finicity.partner_id(), "partnerSecret": secret});
        self.authentication("POST", &body).await
    }

    /// The id of a new testing customer.
    pub(crate) async fn customer(&self, username: &str) -> String {
        let reply = self.post(TESTING, &json!({"username": username, "firstName": "Riley"})).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.json()["id"].as_str().unwrap().to_owned()
    }

    /// The id of the customer's new consumer.
    pub(crate) async fn consumer(&self, customer: &str) -> String {
        let path = format!("/decisioning/v1/customers/{customer}/consumer");
        let reply = self.post(&path, &consumer_body()).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.json()["id"].as_str().unwrap().to_owned()
    }

    /// A body for `generate` and its like.
    pub(crate) fn order(&self, customer: &str) -> Value {
        json!({"partnerId": self.finicity.partner_id(), "customerId": customer})
    }

    /// A body for a joint call: two customers with a consumer each.
    pub(crate) async fn joint_order(&self) -> Value {
        let (one, two) = (self.customer("primary-one").await, self.customer("joint-two").await);
        let (first, second) = (self.consumer(&one).await, self.consumer(&two).await);
        json!({"partnerId": self.finicity.partner_id(), "borrowers": [
            {"customerId": one, "consumerId": first, "type": "primary",
                "optionalConsumerInfo": {"ssn": "666010008", "dob": "315576000"}},
            {"customerId": two, "consumerId": second, "type": "jointBorrower"},
        ]})
    }

    /// A full link of this customer.
    pub(crate) async fn link(&self, customer: &str) -> String {
        let reply = self.post(GENERATE, &self.order(customer)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["link"].as_str().unwrap().to_owned()
    }

    /// The customer adds all of FinBank's accounts; the id of the sign-in.
    pub(crate) async fn connected(&self, customer: &str) -> u64 {
        let session = self.finicity.open(&self.link(customer).await).unwrap();
        session.choose(101_732).unwrap();
        let step = session.sign_in("demo", "go").unwrap();
        let verify_sandbox::finicity::Step::Accounts { accounts } = step else { panic!("{step:?}") };
        session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
        session.done().unwrap();
        self.finicity.accounts(customer)[0].institution_login_id
    }

    /// The journal's word on the last request.
    pub(crate) fn why(&self) -> String {
        self.tenant.journal().last().unwrap().why
    }

    pub(crate) fn rests_on(&self, choice: &str) -> bool {
        self.tenant.journal().last().unwrap().choices.contains(&choice)
    }
}

pub(crate) fn consumer_body() -> Value {
    json!({
        "firstName": "Riley", "lastName": "Example", "address": "1 Sample Street", "city": "Spencer",
        "state": "IA", "zip": "51301", "phone": "2025550140", "ssn": "666-01-0008",
        "birthday": {"year": 1990, "month": 1, "dayOfMonth": 31}, "email": "riley@example.com",
    })
}

/// Status, code and message of an error.
pub(crate) fn error(reply: &Reply) -> (u16, Value, String) {
    let body = reply.json();
    (reply.status, body["code"].clone(), body["message"].as_str().unwrap_or_default().to_owned())
}

/// The same, as an expectation.
pub(crate) fn said(status: u16, code: impl Into<Value>, message: &str) -> (u16, Value, String) {
    (status, code.into(), message.to_owned())
}
