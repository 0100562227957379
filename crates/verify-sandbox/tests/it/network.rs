//! Network tokens: made by a producer, used by another partner.

use serde_json::{Value, json};

use crate::client::{BORN, Bench, PHONE, Reply};

/// A request with the person of [`BORN`].
pub(crate) fn body(token: &str) -> Value {
    json!({
        "extUserId": "network-1", "networkToken": token, "ssnLastFourDigits": "0001", "dateOfBirth": BORN,
        "audit": {"userConsentDate": "2026-01-15"},
    })
}

async fn connect(bench: &Bench, body: &Value) -> Reply {
    bench.post("/v1/users/connect/network", body).await
}

/// A producer's user and its token.
async fn produced(bench: &Bench) -> (String, String) {
    bench.spinwheel.choose(|choices| choices.network_token_producer = true);
    let id = bench.verified(PHONE, BORN).await;
    let token = bench.user(&id).await["networkToken"].as_str().unwrap().to_owned();
    (id, token)
}

#[tokio::test]
async fn a_token_connects_the_same_person_again() {
    let bench = Bench::new().await;
    let (id, token) = produced(&bench).await;
    assert!(bench.rests_on("network_token_producer"));
    assert_eq!(bench.user(&id).await["networkToken"], token.as_str(), "it stays");
    let reply = connect(&bench, &body(&token)).await;
    assert_eq!((reply.status, reply.data("connectionStatus")), (200, "SUCCESS".to_owned()));
    assert_ne!(reply.data("userId"), id);
    assert_eq!(reply.data("extUserId"), "network-1");
    let profile = reply.json()["data"]["profile"].clone();
    assert_eq!((profile["firstName"].as_str(), profile["phoneNumber"].as_str()), (Some("Aldo"), Some(PHONE)));
    assert_eq!(bench.order(&reply.data("userId")).await.status, 200, "the user is connected");
    assert!(bench.tenant.journal().entries().iter().all(|entry| entry.unread_fields.is_empty()));
    let again = connect(&bench, &body(&token)).await;
    assert_eq!((again.status, again.desc()), (409, "NETWORK_USER_CONFLICT".to_owned()));
}

#[tokio::test]
async fn only_producers_see_tokens_and_only_verified_users_have_one() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    assert!(bench.user(&id).await.get("networkToken").is_none());
    bench.spinwheel.choose(|choices| choices.network_token_producer = true);
    let (waiting, code) = bench.start("+12025550141", BORN).await;
    assert!(bench.user(&waiting).await.get("networkToken").is_none());
    let verified = bench.verify(&waiting, &code).await;
    assert_eq!(verified.data("networkToken"), bench.user(&waiting).await["networkToken"]);
}

#[tokio::test]
async fn a_token_lives_for_five_years() {
    let bench = Bench::new().await;
    let (id, token) = produced(&bench).await;
    bench.advance(1826 * 86_400 - 1);
    assert_eq!(connect(&bench, &body(&token)).await.status, 200);
    bench.advance(1);
    let mut late = body(&token);
    late["extUserId"] = json!("network-2");
    let reply = connect(&bench, &late).await;
    assert_eq!((reply.status, reply.desc()), (401, "NETWORK_TOKEN_EXPIRED".to_owned()));
    assert!(bench.rests_on("network_token_days"));
    let renewed = bench.user(&id).await["networkToken"].as_str().unwrap().to_owned();
    assert_ne!(renewed, token);
    assert_eq!(
        connect(&bench, &{
            let mut it = body(&renewed);
            it["extUserId"] = json!("network-2");
            it
        })
        .await
        .status,
        200
    );
}

#[tokio::test]
async fn the_person_must_be_the_one_behind_the_token() {
    let bench = Bench::new().await;
    let (id, token) = produced(&bench).await;
    for (field, value) in [("ssnLastFourDigits", "9999"), ("dateOfBirth", "1990-03-01")] {
        let mut other = body(&token);
        other[field] = json!(value);
        let reply = connect(&bench, &other).await;
        assert_eq!((reply.status, reply.desc()), (406, "NETWORK_TOKEN_NOT_ACCEPTABLE".to_owned()));
    }
    let mut other = body(&token);
    other["extUserId"] = json!(format!("ext-{PHONE}-{BORN}"));
    assert_eq!(connect(&bench, &other).await.status, 409);
    assert_eq!(bench.delete(&format!("/v1/users/{id}")).await.status, 200);
    let reply = connect(&bench, &body(&token)).await;
    assert_eq!((reply.status, reply.desc()), (404, "NETWORK_TOKEN_NOT_FOUND".to_owned()));
    assert_eq!(bench.spinwheel.users().len(), 0);
}

#[tokio::test]
async fn the_partners_configuration() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.network_enabled = false);
    let reply = connect(&bench, &body("any")).await;
    assert_eq!((reply.status, reply.desc()), (403, "NETWORK_ACCESS_DISABLED".to_owned()));
    bench.spinwheel.choose(|choices| {
        choices.network_configured = false;
        choices.own_token_desc.insert("NETWORK_CONFIGURATION_MISSING".to_owned(), "Bad partner".to_owned());
    });
    let reply = connect(&bench, &body("any")).await;
    assert_eq!((reply.status, reply.desc()), (400, "Bad partner".to_owned()));
    for choice in ["network_configured", "own_token_desc", "own_token_status"] {
        assert!(bench.rests_on(choice), "{choice}");
    }
}

#[tokio::test]
async fn what_must_be_sent() {
    let bench = Bench::new().await;
    let reply = connect(&bench, &json!({})).await;
    assert_eq!((reply.status, reply.desc()), (400, "Bad Request".to_owned()));
    for field in ["extUserId", "networkToken", "ssnLastFourDigits", "dateOfBirth", "audit.userConsentDate"] {
        assert!(reply.messages().contains(&format!("{field} is missing")), "{field}: {}", reply.messages());
    }
    let mut odd = body("any");
    odd["ssnLastFourDigits"] = json!("12a4");
    odd["audit"]["userConsentDate"] = json!("15.01.2026");
    let reply = connect(&bench, &odd).await;
    assert!(reply.messages().contains("four digits") && reply.messages().contains("YYYY-MM-DD"));
}
