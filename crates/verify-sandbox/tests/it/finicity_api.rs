//! Finicity's partner API: authentication and tokens.

use serde_json::{Value, json};
use verify_sandbox::finicity::{
    CodeType, ConnectEnvelope, FailedLogins, InvalidKeyBody, PartnerNotFoundBody, UnknownPartner,
};

use crate::finicity_client::{ACTIVE, AUTHENTICATION, GENERATE, Partner, TESTING, error, said};

const INVALID: &str = "Invalid credentials";

#[tokio::test]
async fn a_token_is_good_for_two_hours() {
    let partner = Partner::new().await;
    assert_eq!(partner.get("/aggregation/v1/customers").await.status, 200);
    partner.advance(7199);
    assert_eq!(partner.get("/aggregation/v1/customers").await.status, 200);
    partner.advance(1);
    let expired = partner.get("/aggregation/v1/customers").await;
    assert_eq!(error(&expired), said(401, "10023", "Expired (Finicity-App-Token)"));
    assert_eq!(partner.tenant.journal().requests("finicity.authenticate"), 1);
}

#[tokio::test]
async fn credentials_are_synthetic_and_stable() {
    let (one, two) = (Partner::new().await, Partner::new().await);
    assert_eq!(one.finicity.partner_id(), two.finicity.partner_id());
    assert_eq!(one.finicity.partner_secret(), two.finicity.partner_secret());
    let other = one.sandbox.tenant("other").finicity();
    assert_ne!(other.app_key(), one.finicity.app_key());
    let given = json!({"partnerId": other.partner_id(), "partnerSecret": other.partner_secret()});
    let elsewhere = one.authentication("POST", &given).await;
    assert_eq!(error(&elsewhere), said(404, 12401, "partner not found"));
}

#[tokio::test]
async fn app_key_and_token_are_needed() {
    let partner = Partner::new().await;
    let key = partner.finicity.app_key();
    let body = json!({"username": "somebody"});
    let call = async |headers: &[(&str, &str)], path: &str| {
        partner.with_headers("POST", path, headers, &body).await.unwrap()
    };
    for path in [AUTHENTICATION, TESTING, GENERATE] {
        let missing = call(&[("finicity-app-token", &partner.token)], path).await;
        assert_eq!(error(&missing), said(401, "10026", "Missing parameter (Finicity-App-Key)"), "{path}");
        let wrong = call(&[("finicity-app-key", "wrong")], path).await;
        assert_eq!((wrong.status, wrong.text().as_str()), (401, "Invalid (Finicity-App-Key)"), "{path}");
        assert_eq!(wrong.header("content-type").as_deref(), Some("text/plain"));
    }
    let key_alone = [("finicity-app-key", key.as_str())];
    for path in [TESTING, GENERATE] {
        let missing = call(&key_alone, path).await;
        assert_eq!(error(&missing), said(401, "10024", "Missing parameter (Finicity-App-Token)"), "{path}");
    }
    let with_wrong = [key_alone[0], ("finicity-app-token", "wrong")];
    let wrong = call(&with_wrong, TESTING).await;
    assert_eq!(error(&wrong), said(401, "10022", "Invalid (Finicity-App-Token)"));
    let of_connect = call(&with_wrong, GENERATE).await;
    assert_eq!(of_connect.status, 401);
    let expected = json!({"code": "10022", "status": "401", "message": "Invalid authorization credentials",
        "user_message": "The session has expired or is invalid", "tags": ""});
    assert_eq!(of_connect.json(), expected);

    partner.finicity.choose(|choices| {
        choices.invalid_key_body = InvalidKeyBody::Json;
        choices.connect_envelope = ConnectEnvelope::Always;
    });
    let wrong = call(&[("finicity-app-key", "wrong")], TESTING).await;
    assert_eq!(error(&wrong), said(401, "10027", "Invalid parameter (Finicity-App-Key)"));
    partner.finicity.choose(|choices| choices.invalid_key_is_rate_limited = true);
    let limited = call(&[("finicity-app-key", "wrong")], TESTING).await;
    assert_eq!((limited.status, limited.text().as_str()), (429, ""));
    let missing = call(&key_alone, GENERATE).await.json();
    assert_eq!((&missing["code"], &missing["status"]), (&json!("10024"), &json!("401")));
    assert_eq!(missing["user_message"], "The session has expired or is invalid");
}

#[tokio::test]
async fn tokens_can_be_let_expire_and_taken_back() {
    let mut partner = Partner::new().await;
    partner.finicity.expire_tokens();
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10023");
    partner.renew().await;
    assert_eq!(partner.get("/aggregation/v1/customers").await.status, 200);
    partner.finicity.revoke_tokens();
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10022");
    assert!(partner.why().contains("taken back"));
    partner.renew().await;
    assert_eq!(partner.log_in().await.status, 200);
    assert_eq!(partner.get("/aggregation/v1/customers").await.status, 200, "a new one leaves the older ones");
    partner.finicity.choose(|choices| choices.new_token_revokes_older = true);
    assert_eq!(partner.log_in().await.status, 200);
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10022");
}

#[tokio::test]
async fn fields_of_authentication() {
    let partner = Partner::new().await;
    let id = partner.finicity.partner_id();
    let refused = async |body: Value| error(&partner.authentication("POST", &body).await);
    assert_eq!(refused(json!({})).await, said(400, "10005", "Missing parameter (partnerId)"));
    assert_eq!(
        refused(json!({"partnerId": id})).await,
        said(400, "10005", "Missing parameter (partnerSecret)")
    );
    for body in [json!([]), json!("x"), json!({"partnerId": 1, "partnerSecret": "x"})] {
        assert_eq!(refused(body).await, said(400, "14020", "Bad request."));
    }
    let unknown = json!({"partnerId": "1", "partnerSecret": "x"});
    assert_eq!(refused(unknown.clone()).await, said(404, 12401, "partner not found"));
    assert_eq!(partner.finicity.wrong_logins(), 0);
    partner.finicity.choose(|choices| choices.partner_not_found_body = PartnerNotFoundBody::ErrorsList);
    let listed = partner.authentication("POST", &unknown).await.json();
    assert_eq!(listed["Errors"]["Error"][0]["code"], 12401);
    partner.finicity.choose(|choices| choices.unknown_partner = UnknownPartner::InvalidCredentials);
    assert_eq!(refused(unknown).await, said(401, 10001, INVALID));
    let key = partner.finicity.app_key();
    let url = format!("{}{AUTHENTICATION}", partner.finicity.base_url());
    let plain = crate::client::send("POST", &url, &[("finicity-app-key", &key)], "{}").await.unwrap();
    assert_eq!(error(&plain), said(415, "14020", "Bad request."));
    partner.finicity.choose(|choices| choices.content_type_status = 400);
    let plain = crate::client::send("POST", &url, &[("finicity-app-key", &key)], "{}").await.unwrap();
    assert_eq!(error(&plain), said(400, "14020", "Bad request."));
}

#[tokio::test]
async fn five_wrong_logins_lock_the_account() {
    let partner = Partner::new().await;
    for _ in 0..4 {
        assert_eq!(error(&partner.log_in_with("wrong").await), said(401, 10001, INVALID));
    }
    assert_eq!(partner.log_in().await.status, 200, "a right one starts the count over");
    for _ in 0..5 {
        assert_eq!(error(&partner.log_in_with("wrong").await), said(401, 10001, INVALID));
    }
    assert!(partner.finicity.is_locked());
    assert_eq!(partner.finicity.logins(), 11);
    assert_eq!(partner.get("/aggregation/v1/customers").await.status, 200, "tokens stay good");
    partner.finicity.choose(|choices| choices.lock_refuses_tokens = true);
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "24302");
    assert_eq!(error(&partner.log_in().await), said(401, "24302", "Bad credentials"));
    partner.advance(100_000_000);
    assert_eq!(partner.log_in().await.json()["code"], "24302", "nothing but support unlocks");
    partner.finicity.unlock();
    assert_eq!(partner.log_in().await.status, 200);
    assert_eq!(partner.tenant.journal().requests("finicity.authenticate"), 14);

    partner.finicity.choose(|choices| choices.failed_logins = FailedLogins::Total);
    for _ in 0..4 {
        partner.log_in_with("wrong").await;
    }
    assert_eq!(partner.log_in().await.status, 200);
    assert_eq!(partner.log_in_with("wrong").await.json()["code"], 10001);
    assert_eq!(partner.log_in().await.json()["code"], "24302");
}

#[tokio::test]
async fn the_secret_is_rotated() {
    let partner = Partner::new().await;
    let (id, first) = (partner.finicity.partner_id(), partner.finicity.partner_secret());
    let rotate = async |old: &str, new: &str, rest: Value| {
        let mut body = json!({"partnerId": id, "partnerSecret": old, "newPartnerSecret": new});
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        partner.authentication("PUT", &body).await
    };
    let second = "Another-Secret-2";
    let rotated = rotate(&first, second, json!({})).await;
    assert_eq!((rotated.status, rotated.text().as_str()), (204, ""));
    assert_eq!(partner.finicity.partner_secret(), second);
    assert_eq!(error(&partner.log_in_with(&first).await), said(401, 10001, INVALID));
    assert_eq!(partner.log_in_with(second).await.status, 200);
    assert_eq!(partner.get("/aggregation/v1/customers").await.status, 200, "tokens stay good");

    let third = "A+Third&Secret_3";
    assert_eq!(rotate(second, third, json!({"immediate": false})).await.status, 204);
    partner.advance(30 * 86_400 - 1);
    assert_eq!(partner.log_in_with(second).await.status, 200);
    assert_eq!(partner.log_in_with(third).await.status, 200);
    partner.advance(1);
    assert_eq!(partner.log_in_with(second).await.json()["code"], 10001);

    partner.finicity.unlock();
    assert_eq!(error(&rotate("wrong", second, json!({})).await), said(401, 10001, INVALID));
    assert_eq!(partner.finicity.wrong_logins(), 1);
    partner.finicity.choose(|choices| choices.failed_rotation_counts = false);
    rotate("wrong", second, json!({})).await;
    assert_eq!(partner.finicity.wrong_logins(), 1);
    let typed = rotate(third, second, json!({"immediate": "no"})).await;
    assert_eq!(error(&typed), said(400, "14020", "Bad request."));
}

#[tokio::test]
async fn the_policy_of_secrets() {
    let partner = Partner::new().await;
    let (id, secret) = (partner.finicity.partner_id(), partner.finicity.partner_secret());
    let rotate = async |new: &str| {
        let body = json!({"partnerId": id, "partnerSecret": secret, "newPartnerSecret": new});
        partner.authentication("PUT", &body).await
    };
    let long = "a1".repeat(128);
    for new in ["Short-pass1", "onlyletters-here", "123456789012", "with space 123", "ümlaut-123456", &long]
    {
        let refused = rotate(new).await;
        assert_eq!(error(&refused), said(400, "24437", "New password is not as per policy"), "{new}");
    }
    assert_eq!(rotate(&secret).await.status, 204, "the generated one conforms");
    partner.finicity.choose(|choices| choices.same_secret_allowed = false);
    assert_eq!(rotate(&secret).await.json()["code"], "24437");
    partner.finicity.choose(|choices| choices.rotation_revokes_tokens = true);
    assert_eq!(rotate("abcdefghijk1").await.status, 204);
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10022");
}

#[tokio::test]
async fn the_type_of_codes() {
    let partner = Partner::new().await;
    for (choice, wrong_secret, missing) in [
        (CodeType::SeenLive, json!(10001), json!("10005")),
        (CodeType::Documented, json!("10001"), json!("10005")),
        (CodeType::Numbers, json!(10001), json!(10005)),
    ] {
        partner.finicity.choose(|choices| choices.code_type = choice);
        partner.finicity.unlock();
        assert_eq!(partner.log_in_with("wrong").await.json()["code"], wrong_secret, "{choice:?}");
        assert_eq!(partner.authentication("POST", &json!({})).await.json()["code"], missing, "{choice:?}");
        assert_eq!(partner.post(GENERATE, &json!({})).await.json()["code"], "10010", "{choice:?}");
    }
}

#[tokio::test]
async fn active_customers_are_not_on_every_plan() {
    let partner = Partner::new().await;
    assert_eq!(partner.post(ACTIVE, &json!({"username": "active-one"})).await.status, 201);
    partner.finicity.choose(|choices| choices.plan = verify_sandbox::finicity::Plan::TestDrive);
    let refused = partner.post(ACTIVE, &json!({"username": "active-two"})).await;
    assert_eq!((refused.status, refused.text().as_str()), (401, "Invalid (Finicity-App-Key)"));
    assert!(partner.why().contains("not on the plan") && partner.rests_on("plan"), "{}", partner.why());
}
