//! Logging in, and which tokens are good.

use serde_json::{Value, json};
use verify_sandbox::signzy::{AcceptedTokens, TtlType};

use crate::client::Reply;
use crate::signzy_client::{Customer, refusal, said, wanted};

const FORTNIGHT: u64 = 1_209_600;

async fn with(customer: &Customer, token: &str) -> Reply {
    let path = customer.signzy.send_link_path();
    customer.with_token(token, "POST", path, &wanted("2025550141")).await.unwrap()
}

#[tokio::test]
async fn a_login_gives_a_token_for_a_fortnight() {
    let customer = Customer::new().await;
    let reply = customer.login().await;
    assert_eq!((reply.status, customer.signzy.logins()), (200, 1));
    let body = reply.json();
    assert_eq!(body["ttl"], json!(FORTNIGHT));
    let created = body["created"].as_str().unwrap();
    let (seconds, millis) = created.split_once('.').unwrap();
    assert_eq!((seconds.len(), millis), ("2026-01-15T12:00:00".len(), "000Z"), "{created}");
    assert!(!body["userId"].as_str().unwrap().is_empty());
    assert_eq!(body.as_object().unwrap().len(), 4, "{body}");
    let token = body["id"].as_str().unwrap();
    assert_eq!(with(&customer, token).await.status, 200);
    customer.advance(FORTNIGHT - 1);
    assert_eq!(with(&customer, token).await.status, 200);
    customer.advance(1);
    assert_eq!(refusal(&with(&customer, token).await), said(401, "AUTH_FAIL"));
    assert!(customer.why().contains("older than its ttl"), "{}", customer.why());
    assert_eq!(with(&customer, &customer.signzy.static_token()).await.status, 200);
}

#[tokio::test]
async fn a_login_can_look_otherwise() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| {
        choices.ttl_type = TtlType::Text;
        choices.token_lifetime_seconds = 60;
    });
    assert_eq!(customer.login().await.json()["ttl"], json!("60"));
    let older = customer.token().await;
    customer.signzy.choose(|choices| choices.new_token_ends_older = true);
    let newer = customer.token().await;
    assert_eq!(with(&customer, &older).await.status, 401);
    assert_eq!(with(&customer, &newer).await.status, 200);
    customer.advance(60);
    assert_eq!(with(&customer, &newer).await.status, 401);
}

#[tokio::test]
async fn a_wrong_login_fails_as_loopback_does() {
    let customer = Customer::new().await;
    let (username, password) = (customer.signzy.username(), customer.signzy.password());
    let failed = json!({"error": {
        "statusCode": 401, "name": "Error", "message": "login failed", "code": "LOGIN_FAILED",
    }});
    for (username, password) in [(username.as_str(), "wrong"), ("nobody", password.as_str())] {
        let reply = customer.login_as(username, password).await;
        assert_eq!((reply.status, reply.json()), (401, failed.clone()));
    }
    assert_eq!(customer.signzy.logins(), 2);
    let path = customer.signzy.login_path();
    let headers = [("content-type", "application/json")];
    let raw = async |body: &str| customer.with_headers("POST", path, &headers, body).await.unwrap();
    let missing = raw(r#"{"username": "x"}"#).await;
    assert_eq!((missing.status, &missing.json()["error"]["statusCode"]), (400, &json!(400)));
    customer.signzy.choose(|choices| choices.login_missing_status = 422);
    assert_eq!(raw(r#"{"username": "x"}"#).await.status, 422);
    let broken = raw("{").await;
    assert_eq!((broken.status, &broken.json()["error"]["name"]), (400, &json!("SyntaxError")));
    assert_eq!(customer.signzy.logins(), 2, "these were not compared");
}

#[tokio::test]
async fn the_token_stands_alone_in_its_header() {
    let customer = Customer::new().await;
    let token = customer.token().await;
    for (given, why) in [
        (format!("Bearer {token}"), "begins with \"Bearer\"; the token is to stand there alone"),
        (format!("Basic {token}"), "begins with \"Basic\""),
        (format!("{token}x"), "never given to this tenant"),
        (String::new(), "no Authorization header"),
    ] {
        assert_eq!(refusal(&with(&customer, &given).await), said(401, "AUTH_FAIL"), "{given}");
        assert!(customer.why().contains(why), "{}", customer.why());
    }
    assert_eq!(customer.texts(), 0);
    let elsewhere = customer.sandbox.tenant("other").signzy();
    assert_ne!(elsewhere.static_token(), customer.signzy.static_token());
    assert_ne!(elsewhere.password(), customer.signzy.password());
}

#[tokio::test]
async fn the_query_is_read_by_choice_only() {
    let customer = Customer::new().await;
    let path =
        format!("{}?access_token={}", customer.signzy.send_link_path(), customer.signzy.static_token());
    let headers = [("content-type", "application/json")];
    let body = wanted("2025550141").to_string();
    let call = async || customer.with_headers("POST", &path, &headers, &body).await.unwrap().status;
    assert_eq!(call().await, 401);
    assert!(customer.why().contains("a token in the query counts only by choice"), "{}", customer.why());
    customer.signzy.choose(|choices| choices.access_token_in_query = true);
    assert_eq!(call().await, 200);
    assert!(customer.rests_on("access_token_in_query"));
    assert!(customer.tenant.journal().last().unwrap().unread_fields.is_empty());
}

#[tokio::test]
async fn one_kind_of_token_can_be_refused() {
    let customer = Customer::new().await;
    let (fixed, drawn) = (customer.signzy.static_token(), customer.token().await);
    for (accepted, of_static, of_login) in [
        (AcceptedTokens::Both, 200, 200),
        (AcceptedTokens::StaticOnly, 200, 401),
        (AcceptedTokens::LoginOnly, 401, 200),
    ] {
        customer.signzy.choose(|choices| choices.accepted_tokens = accepted);
        let statuses = (with(&customer, &fixed).await.status, with(&customer, &drawn).await.status);
        assert_eq!(statuses, (of_static, of_login), "{accepted:?}");
    }
}

#[tokio::test]
async fn tokens_can_be_ended_at_once() {
    let customer = Customer::new().await;
    let token = customer.token().await;
    customer.signzy.expire_tokens();
    assert_eq!(with(&customer, &token).await.status, 401);
    assert!(customer.why().contains("older than its ttl"));
    let token = customer.token().await;
    customer.signzy.revoke_tokens();
    assert_eq!(with(&customer, &token).await.status, 401);
    assert!(customer.why().contains("taken back"));
    let base = format!("{}/tenants/default/signzy", customer.sandbox.control_url());
    for verb in ["expire-tokens", "revoke-tokens"] {
        let token = customer.token().await;
        let reply = crate::client::send("POST", &format!("{base}/{verb}"), &[], "").await.unwrap();
        assert_eq!((reply.status, reply.json()), (200, json!({})));
        assert_eq!(with(&customer, &token).await.status, 401, "{verb}");
    }
    let fixed = customer.signzy.static_token();
    assert_eq!(with(&customer, &fixed).await.status, 200);
    assert_ne!(customer.try_call("GET", "/nothing", &Value::Null).await.unwrap().status, 401);
}
