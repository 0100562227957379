//! The token endpoint, and how long a token lives.

use serde_json::{Value, json};
use verify_sandbox::debtcore::AuthBody;

use crate::client::send;
use crate::debtcore_client::{Org, USER, top_code};

fn ask() -> Value {
    json!({"reqOrgContactId": "nobody"})
}

/// Status, `error` and the number.
fn said(reply: &crate::client::Reply) -> (u16, String, u64) {
    let body = reply.json();
    let number = body["error_codes"][0].as_u64().unwrap();
    let description = body["error_description"].as_str().unwrap();
    assert!(description.starts_with(&format!("AADSTS{number}: ")), "{description}");
    for part in ["trace_id", "correlation_id", "timestamp"] {
        assert!(description.contains(body[part].as_str().unwrap()), "{part}: {body}");
    }
    (reply.status, body["error"].as_str().unwrap().to_owned(), number)
}

#[tokio::test]
async fn a_token_lives_an_hour_of_the_sandboxs_clock() {
    let org = Org::new().await;
    let reply = org.login(&org.form()).await;
    let body = reply.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(3599)));
    assert_eq!((body.as_object().unwrap().len(), &body["ext_expires_in"]), (4, &json!(3599)));
    let parts = body["access_token"].as_str().unwrap().split('.').count();
    assert_eq!(parts, 3, "the shape of a JWT");
    assert_ne!(body["access_token"], json!(org.token), "each is new, and the older one stays good");
    org.advance(3598);
    org.data(USER, &ask()).await;
    org.advance(1);
    let late = org.call(USER, &ask()).await;
    assert_eq!((late.status, top_code(&late).as_str()), (401, "UNAUTHORIZED"));
    assert_eq!(org.why(), "The token has expired.");
    assert!(org.unread().is_empty(), "nobody looked at the request");
    let org = Org { token: org.new_token().await, ..org };
    org.data(USER, &ask()).await;
    assert_eq!(org.debtcore.logins(), 3);
}

#[tokio::test]
async fn tokens_are_taken_back() {
    let org = Org::new().await;
    org.debtcore.revoke_tokens();
    assert_eq!(org.call(USER, &ask()).await.status, 401);
    assert_eq!(org.why(), "The token was taken back.");
    let org = Org { token: org.new_token().await, ..org };
    org.data(USER, &ask()).await;
    org.debtcore.expire_tokens();
    assert_eq!(org.call(USER, &ask()).await.status, 401);
    for (given, why) in [
        (None, "There is no Authorization header."),
        (Some("Basic eA=="), "Authorization is there, but holds no Bearer token."),
        (Some("Bearer never-issued"), "The token was never issued here."),
    ] {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(given.map(|given| ("authorization", given)));
        let reply = send("POST", &org.debtcore.endpoint(), &headers, "{}").await.unwrap();
        assert_eq!((reply.status, org.why().as_str()), (401, why));
    }
    let other = org.sandbox.tenant("other").debtcore();
    assert_ne!(other.client_secret(), org.debtcore.client_secret());
    assert_ne!(other.tenant_id(), org.debtcore.tenant_id());
}

#[tokio::test]
async fn what_is_wrong_with_a_login_is_said_as_entra_says_it() {
    let org = Org::new().await;
    let form = |name: &str, value: Option<&str>| {
        let mut form = org.form();
        form.retain(|(key, _)| value.is_some() || *key != name);
        for (key, old) in &mut form {
            if let Some(value) = value.filter(|_| *key == name) {
                value.clone_into(old);
            }
        }
        form
    };
    for (name, value, status, error, number, counts) in [
        ("grant_type", None, 400, "invalid_request", 900_144, false),
        ("grant_type", Some("password"), 400, "unsupported_grant_type", 70_003, false),
        ("client_id", None, 400, "invalid_request", 900_144, false),
        ("client_id", Some("other"), 400, "unauthorized_client", 700_016, true),
        ("client_secret", None, 401, "invalid_client", 7_000_218, false),
        ("client_secret", Some("other"), 401, "invalid_client", 7_000_215, true),
        ("scope", None, 400, "invalid_request", 900_144, false),
        ("scope", Some("api://other"), 400, "invalid_scope", 1_002_012, true),
        ("scope", Some("api://other/.default"), 400, "invalid_resource", 500_011, true),
    ] {
        let before = org.debtcore.logins();
        let reply = org.login(&form(name, value)).await;
        assert_eq!(said(&reply), (status, error.to_owned(), number), "{name}: {value:?}");
        assert_eq!(org.debtcore.logins() - before, u64::from(counts), "{name}: {value:?}");
        assert!(!reply.text().contains(&org.debtcore.client_secret()));
    }
    let url = format!("{}/another/oauth2/v2.0/token", org.debtcore.authority());
    let form_type = [("content-type", "application/x-www-form-urlencoded")];
    let elsewhere = send("POST", &url, &form_type, "").await.unwrap();
    assert_eq!(said(&elsewhere), (400, "invalid_request".to_owned(), 90_002));
    let json_type = [("content-type", "application/json")];
    let as_json = send("POST", &org.token_url(), &json_type, "{}").await.unwrap();
    assert_eq!(said(&as_json), (400, "invalid_request".to_owned(), 900_144));
    assert!(org.why().contains("application/json"), "{}", org.why());
    let by_get = send("GET", &org.token_url(), &[], "").await.unwrap();
    assert_eq!((by_get.status, by_get.json()["error"].as_str()), (405, Some("invalid_request")));
    let mut more = org.form();
    more.push(("resource", "x".to_owned()));
    assert_eq!(org.login(&more).await.status, 200);
    assert_eq!(org.unread(), ["resource"]);
}

#[tokio::test]
async fn how_a_call_without_a_token_is_answered_is_a_choice() {
    let org = Org::new().await;
    org.debtcore.revoke_tokens();
    let reply = org.call(USER, &ask()).await;
    assert!(["auth_status", "auth_code", "auth_body"].iter().all(|choice| org.rests_on(choice)));
    assert!(reply.json()["data"].is_null());
    org.debtcore.choose(|choices| {
        choices.auth_status = 200;
        choices.auth_code = "UNAUTHENTICATED".to_owned();
    });
    let reply = org.call(USER, &ask()).await;
    assert_eq!((reply.status, top_code(&reply).as_str()), (200, "UNAUTHENTICATED"));
    org.debtcore.choose(|choices| choices.auth_body = AuthBody::Plain);
    assert_eq!(org.call(USER, &ask()).await.json(), json!({"error": "invalid_token"}));
    org.debtcore.choose(|choices| choices.auth_body = AuthBody::Empty);
    assert!(org.call(USER, &ask()).await.body.is_empty());
    org.debtcore.choose(|choices| choices.token_seconds = 60);
    let org = Org { token: org.new_token().await, ..org };
    org.data(USER, &ask()).await;
    org.advance(60);
    assert!(org.call(USER, &ask()).await.body.is_empty());
}
