//! From a phone number to debts.

use serde_json::json;

use crate::client::{BORN, Bench, PHONE};

#[tokio::test]
async fn the_journey_of_the_seed() {
    let bench = Bench::new().await;
    let connected = bench.connect(PHONE, BORN).await;
    assert_eq!(connected.status, 201);
    let body = connected.json();
    assert_eq!(body["status"], json!({"code": 201, "desc": "success"}));
    assert_eq!(body["data"]["connectionStatus"], "IN_PROGRESS");
    assert_eq!(body["data"]["extUserId"], format!("ext-{PHONE}-{BORN}"));
    assert_eq!(
        body["data"]["sms"],
        json!({"codeExpiresAt": 1_768_478_700_000_u64, "codeTimeoutSeconds": 300})
    );

    let id = connected.data("userId");
    let before = bench.user(&id).await;
    assert_eq!(before["profile"], json!({"dob": BORN, "phoneNumber": PHONE}));
    let refused = bench.order(&id).await;
    assert_eq!((refused.status, refused.desc().as_str()), (400, "USER_NOT_CONNECTED"));

    let verified = bench.verify(&id, &bench.code(PHONE)).await;
    assert_eq!(verified.status, 200);
    let data = &verified.json()["data"];
    assert_eq!(data["connectionStatus"], "SUCCESS");
    assert_eq!(data["connectionId"], connected.json()["data"]["connectionId"]);
    assert_eq!(data["profile"]["firstName"], "Aldo");
    assert_eq!(data["profile"]["dateOfBirth"], BORN);
    assert_eq!(data["profile"]["ssnLastFourDigits"], "0001");
    assert_eq!(data["profile"]["addresses"][0]["state"], "CA");

    let only_profile = bench.user(&id).await;
    assert_eq!(only_profile["profile"]["lastName"], "Cherry");
    assert!(only_profile.get("creditCards").is_none() && only_profile.get("creditReports").is_none());

    let ordered = bench.order(&id).await;
    assert_eq!((ordered.status, ordered.data("userId")), (200, id.clone()));
    let running = bench.user(&id).await;
    assert_eq!(running["creditReports"][0]["connectionStatus"]["statusCode"], 2001);
    assert!(running.get("creditCards").is_none());

    bench.advance(2);
    let done = bench.user(&id).await;
    assert_eq!(done["creditReports"][0]["connectionStatus"]["statusCode"], 2000);
    assert_eq!(done["creditReports"][0]["connectionStatus"]["dataStatus"], "COMPLETED");
    assert_eq!(done["creditCards"].as_array().unwrap().len(), 2);
    assert_eq!(bench.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn a_slash_at_the_end_of_connect_makes_no_difference() {
    let bench = Bench::new().await;
    let body = Bench::connect_body(PHONE, BORN, "slash");
    let reply = bench.post("/v1/users/connect/sms/", &body).await;
    assert_eq!(reply.status, 201);
    assert_eq!(bench.tenant.journal().requests("spinwheel.connect_sms"), 1);
}

#[tokio::test]
async fn both_ids_find_the_user_and_unknown_ones_do_not() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let by_ext = bench.get(&format!("/v1/users?extUserId=ext-%2B12025550140-{BORN}")).await;
    assert_eq!(by_ext.data("userId"), id);
    for unknown in ["/v1/users?userId=nobody", "/v1/users?extUserId=nobody"] {
        let reply = bench.get(unknown).await;
        assert_eq!((reply.status, reply.desc().as_str()), (404, "USER_NOT_FOUND"));
    }
    for path in ["/v1/users/nobody/connect/sms/verify", "/v1/users/nobody/creditReports/order"] {
        let reply = bench.post(path, &json!({"code": "123456"})).await;
        assert_eq!((reply.status, reply.desc().as_str()), (404, "USER_NOT_FOUND"));
    }
}

#[tokio::test]
async fn connecting_again_keeps_the_user_and_gives_a_new_connection() {
    let bench = Bench::new().await;
    let first = bench.connect(PHONE, BORN).await;
    bench.advance(31);
    let second = bench.connect(PHONE, BORN).await;
    assert_eq!(first.data("userId"), second.data("userId"));
    assert_ne!(first.data("connectionId"), second.data("connectionId"));
    let body = json!({"phoneNumber": PHONE, "dateOfBirth": BORN, "userId": first.data("userId")});
    assert_eq!(bench.post("/v1/users/connect/sms", &body).await.data("userId"), first.data("userId"));
    let messages = bench.tenant.outbox().messages();
    assert_eq!(messages.len(), 3);
    assert_ne!(messages[0].code(), messages[1].code());
}

#[tokio::test]
async fn a_second_order_within_a_day_is_too_much() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    assert_eq!(bench.order(&id).await.status, 200);
    let again = bench.order(&id).await;
    assert_eq!((again.status, again.desc().as_str()), (429, "DAILY_USER_REQUEST_LIMIT_REACHED"));
    bench.advance(86_400);
    assert_eq!(bench.order(&id).await.status, 200);
    let renewing = bench.user(&id).await;
    assert_eq!(renewing["creditReports"][0]["connectionStatus"]["statusCode"], 2001);
    assert_eq!(renewing["creditCards"].as_array().unwrap().len(), 2, "the older report stays meanwhile");
    assert_eq!(bench.spinwheel.users()[0].orders, 2);
}

#[tokio::test]
async fn an_order_needs_no_body() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let key = format!("Bearer {}", bench.spinwheel.api_key());
    let url = format!("{}/v1/users/{id}/creditReports/order", bench.spinwheel.base_url());
    let reply = crate::client::send("POST", &url, &[("authorization", &key)], "").await.unwrap();
    assert_eq!(reply.status, 200);
}
