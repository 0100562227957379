//! Subscriptions, and what they tell.

use serde_json::{Value, json};
use verify_sandbox::Webhooks;
use verify_sandbox::spinwheel::WebhookPayload;

use crate::client::{BORN, Bench, PHONE, Reply, send};
use crate::listener::Listener;

const DAY: u64 = 86_400;

fn path(id: &str) -> String {
    format!("/v1/users/{id}/creditProfile/equifax/subscriptions")
}

fn liabilities_path(id: &str) -> String {
    format!("{}/liabilities", path(id))
}

fn new_liabilities() -> Value {
    json!([{"subscriptionType": "NEW_LIABILITIES"}])
}

fn debt_profile(frequency: &str) -> Value {
    json!({"subscriptions": [{
        "subscriptionType": "DEBT_PROFILE.REFRESH",
        "configuration": {
            "refreshFrequency": frequency,
            "creditReport": {"type": "1_BUREAU.FULL"},
            "creditScore": {"model": "VANTAGE_SCORE_3_0"},
        },
    }]})
}

async fn subscribe(bench: &Bench, id: &str, frequency: &str) -> Reply {
    bench.post(&path(id), &debt_profile(frequency)).await
}

/// A registered receiver of everything.
async fn listening(bench: &Bench) -> (Listener, Webhooks) {
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    webhooks.register("*", &listener.url(), &[]).unwrap();
    (listener, webhooks)
}

#[tokio::test]
async fn a_new_liability_is_told_as_published() {
    let bench = Bench::new().await;
    let (listener, webhooks) = listening(&bench).await;
    let (id, _) = bench.reported(PHONE, BORN).await;
    let made = bench.post(&liabilities_path(&id), &new_liabilities()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let row = made.json()["data"][0].clone();
    assert_eq!(
        (row["subscriptionType"].as_str(), row["userId"].as_str()),
        (Some("NEW_LIABILITIES"), Some(id.as_str()))
    );
    assert_eq!(
        (row["createdOn"].as_u64(), row["updatedOn"].as_u64()),
        (Some(1_768_478_400_000), Some(1_768_478_400_000))
    );
    let listed = bench.get(&liabilities_path(&id)).await;
    assert_eq!((listed.status, listed.json()["data"].clone()), (200, json!([row])));
    let second = bench.post(&liabilities_path(&id), &new_liabilities()).await;
    assert_eq!((second.status, second.desc()), (409, "SUBSCRIPTION_EXISTS".to_owned()));

    let before = bench.user(&id).await;
    let reported = bench.spinwheel.report_new_liability(&id).unwrap();
    let told = listener.receive("200 OK").await.json();
    let user = bench.user(&id).await;
    let card = user["creditCards"][2].clone();
    assert_eq!(
        told,
        json!({
            "webhookId": told["webhookId"],
            "subscriptionId": row["subscriptionId"],
            "eventType": "NEW_LIABILITIES_REPORTED",
            "userId": id,
            "data": {"creditCards": [{
                "creditCardId": card["creditCardId"],
                "displayName": card["displayName"],
                "logoUrl": card["logoUrl"],
                "cardProfile": {"creditCardNumberMasked": card["cardProfile"]["creditCardNumberMasked"]},
            }]},
        }),
        "exactly the published fields"
    );
    assert!(told["webhookId"].is_string() && card["logoUrl"].is_string());
    assert_eq!(
        (card["creditCardId"].as_str(), row["subscriptionId"].as_str()),
        (Some(reported.credit_card_id.as_str()), reported.subscription_id.as_deref())
    );
    assert_eq!(user["creditCards"][0], before["creditCards"][0], "the others stay");
    assert_eq!(user["creditCardSummary"]["noOfCreditCards"], 3);
    assert_ne!(user["creditReports"][0]["summary"], before["creditReports"][0]["summary"]);
    bench.spinwheel.report_new_liability(&id).unwrap();
    let next = listener.receive("200 OK").await.json();
    assert_ne!(next["webhookId"], told["webhookId"], "at the same moment");
    assert_ne!(next["data"]["creditCards"][0]["creditCardId"], card["creditCardId"]);
    assert_eq!(webhooks.wait(2).await.len(), 2);
}

#[tokio::test]
async fn it_can_be_let_happen_over_http() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let url = |id: &str| {
        format!("{}/tenants/default/spinwheel/report-new-liability?userId={id}", bench.sandbox.control_url())
    };
    let reply = send("POST", &url(&id), &[], "").await.unwrap();
    let reported = reply.json()["reported"].clone();
    assert_eq!((reply.status, reported["subscriptionId"].is_null()), (200, true), "nobody has subscribed");
    assert_eq!(send("POST", &url("nobody"), &[], "").await.unwrap().status, 404);
    assert_eq!(send("GET", &url(&id), &[], "").await.unwrap().status, 404);
    assert_eq!(bench.spinwheel.report_new_liability("nobody"), None);
    assert!(bench.user(&id).await.get("creditCards").is_none(), "no report yet");
    bench.debt_profile(&id, &json!({})).await;
    assert_eq!(bench.user(&id).await["creditCards"][2]["creditCardId"], reported["creditCardId"]);
}

#[tokio::test]
async fn subscribing_to_new_liabilities_has_its_rules() {
    let bench = Bench::new().await;
    let (waiting, _) = bench.start(PHONE, BORN).await;
    for (body, what) in [
        (json!([]), "something in it"),
        (json!({"subscriptionType": "NEW_LIABILITIES"}), "something in it"),
        (json!([{"subscriptionType": "OLD_LIABILITIES"}]), "one of NEW_LIABILITIES"),
        (
            json!([{"subscriptionType": "NEW_LIABILITIES"}, {"subscriptionType": "NEW_LIABILITIES"}]),
            "one subscription",
        ),
    ] {
        let reply = bench.post(&liabilities_path(&waiting), &body).await;
        assert_eq!((reply.status, reply.desc()), (400, "Bad Request".to_owned()), "{body}");
        assert!(reply.messages().contains(what), "{body}: {}", reply.messages());
    }
    assert_eq!(
        bench.post(&liabilities_path(&waiting), &new_liabilities()).await.desc(),
        "USER_NOT_CONNECTED"
    );
    assert_eq!(bench.post(&liabilities_path("nobody"), &new_liabilities()).await.desc(), "USER_NOT_FOUND");
    assert_eq!(bench.get(&liabilities_path("nobody")).await.status, 404);
    assert_eq!(bench.get(&liabilities_path(&waiting)).await.json()["data"], json!([]));
    let id = bench.verified("+12025550141", BORN).await;
    let body = json!([{"subscriptionType": "NEW_LIABILITIES", "note": 1}]);
    assert_eq!(bench.post(&liabilities_path(&id), &body).await.status, 201);
    assert_eq!(bench.tenant.journal().last().unwrap().unread_fields, ["[0].note"]);
}

#[tokio::test]
async fn a_report_is_pulled_whenever_it_is_due() {
    let bench = Bench::new().await;
    let (listener, webhooks) = listening(&bench).await;
    let (id, _) = bench.reported(PHONE, BORN).await;
    let made = subscribe(&bench, &id, "WEEKLY").await;
    assert_eq!(made.status, 201, "{}", made.text());
    let row = made.json()["data"][0].clone();
    assert_eq!(
        (row["subscriptionType"].as_str(), row["configuration"]["refreshFrequency"].as_str()),
        (Some("DEBT_PROFILE.REFRESH"), Some("WEEKLY"))
    );
    assert!(bench.tenant.journal().last().unwrap().unread_fields.is_empty());
    assert!(bench.rests_on("subscription_status") && bench.rests_on("refresh_frequencies"));
    assert_eq!(bench.get(&path(&id)).await.json()["data"], json!([row]));
    assert_eq!(bench.get(&liabilities_path(&id)).await.json()["data"], json!([]), "of another kind");

    bench.clock.wait_for_sleepers(1).await;
    bench.advance(7 * DAY - 1);
    assert_eq!(bench.user(&id).await["creditReports"][0]["createdOn"], 1_768_478_400_000_u64);
    bench.advance(1);
    let told = listener.receive("200 OK").await.json();
    assert_eq!(
        (told["eventType"].as_str(), told["userId"].as_str()),
        (Some("USER_CREDIT_PROFILE_TRANSACTION"), Some(id.as_str()))
    );
    let report = bench.user(&id).await["creditReports"][0].clone();
    assert_eq!(
        told["data"],
        json!({"subscriptionId": row["subscriptionId"], "creditReportId": report["id"]})
    );
    assert_eq!(report["createdOn"], 1_768_478_400_000_u64 + 7 * DAY * 1000);
    assert_eq!(bench.debt_profile(&id, &json!({})).await.status, 200, "pulls are not orders of the day");
    assert_eq!(webhooks.wait(1).await.len(), 1);
}

#[tokio::test]
async fn a_long_time_holds_several_pulls_each_once() {
    let bench = Bench::new().await;
    let (listener, webhooks) = listening(&bench).await;
    let (id, _) = bench.reported(PHONE, BORN).await;
    subscribe(&bench, &id, "DAILY").await;
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(3 * DAY + 10);
    // Whoever looks first: nothing else has run since the clock was moved.
    assert_eq!(bench.spinwheel.users()[0].orders, 4);
    assert_eq!(
        bench.user(&id).await["creditReports"][0]["createdOn"],
        1_768_478_400_000_u64 + 3 * DAY * 1000
    );
    let mut reports = Vec::new();
    let mut ids = Vec::new();
    for _ in 0..3 {
        let told = listener.receive("200 OK").await.json();
        reports.push(told["data"]["creditReportId"].to_string());
        ids.push(told["webhookId"].to_string());
    }
    for list in [&mut reports, &mut ids] {
        list.sort();
        list.dedup();
        assert_eq!(list.len(), 3);
    }
    assert_eq!(webhooks.wait(3).await.len(), 3);
    assert_eq!(bench.spinwheel.users()[0].orders, 4);
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(DAY - 10);
    listener.receive("200 OK").await;
    bench.user(&id).await;
    assert_eq!((webhooks.wait(4).await.len(), bench.spinwheel.users()[0].orders), (4, 5));
}

#[tokio::test]
async fn for_some_every_pull_fails() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.webhook_payload = WebhookPayload::Minimal);
    let (listener, _webhooks) = listening(&bench).await;
    let (id, _) = bench.reported("+12025550136", BORN).await;
    subscribe(&bench, &id, "MONTHLY").await;
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(30 * DAY);
    let told = listener.receive("200 OK").await.json();
    assert_eq!(told["eventType"], "USER_CREDIT_PROFILE_TRANSACTION_FAILED");
    assert_eq!(told.as_object().unwrap().len(), 3, "{told}");
    let user = bench.user(&id).await;
    assert_eq!(user["creditReports"][0]["connectionStatus"]["statusCode"], 5000);
    assert!(user["creditCards"].is_array(), "the older report stays");
}

#[tokio::test]
async fn unsubscribing_ends_the_pulls() {
    let bench = Bench::new().await;
    let (_listener, webhooks) = listening(&bench).await;
    bench.spinwheel.choose(|choices| choices.debt_profile_subscription_limit = 3);
    let (id, _) = bench.reported(PHONE, BORN).await;
    bench.post(&liabilities_path(&id), &new_liabilities()).await;
    let mut made = Vec::new();
    for frequency in ["DAILY", "WEEKLY", "QUARTERLY"] {
        made.push(subscribe(&bench, &id, frequency).await.json()["data"][0].clone());
    }
    assert_eq!(subscribe(&bench, &id, "DAILY").await.desc(), "SUBSCRIPTION_EXISTS");
    assert!(bench.rests_on("debt_profile_subscription_limit"));
    let one = made[0]["subscriptionId"].as_str().unwrap();
    let ended = bench.delete(&format!("{}?subscriptionId={one}", path(&id))).await;
    assert_eq!((ended.status, ended.json()["data"].clone()), (200, json!([made[0]])));
    let again = bench.delete(&format!("{}?subscriptionId={one}", path(&id))).await;
    assert_eq!((again.status, again.desc()), (404, "SUBSCRIPTION_NOT_FOUND".to_owned()));
    assert_eq!(bench.get(&path(&id)).await.json()["data"], json!(made[1..]));
    let rest = bench.delete(&path(&id)).await;
    assert_eq!(rest.json()["data"].as_array().unwrap().len(), 2);
    assert_eq!(bench.delete(&path(&id)).await.status, 404);
    assert_eq!(bench.get(&liabilities_path(&id)).await.json()["data"].as_array().unwrap().len(), 1);
    bench.advance(1000 * DAY);
    assert_eq!(
        (bench.user(&id).await["creditReports"][0]["createdOn"].as_u64(), webhooks.deliveries().len()),
        (Some(1_768_478_400_000), 0)
    );
    assert_eq!(bench.delete(&path("nobody")).await.desc(), "USER_NOT_FOUND");
}

#[tokio::test]
async fn subscribing_to_reports_has_its_rules() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let early = subscribe(&bench, &id, "DAILY").await;
    assert_eq!((early.status, early.desc()), (400, "USER_NOT_CONNECTED".to_owned()));
    assert!(bench.rests_on("subscription_needs_report"));
    for (pointer, value, desc, what) in [
        ("/subscriptions", json!([]), "Bad Request", "something in it"),
        (
            "/subscriptions/0/subscriptionType",
            json!("DEBT_PROFILE"),
            "Bad Request",
            "one of DEBT_PROFILE.REFRESH",
        ),
        ("/subscriptions/0/configuration", json!("DAILY"), "Bad Request", "must be an object"),
        (
            "/subscriptions/0/configuration/refreshFrequency",
            json!("daily"),
            "Bad Request",
            "one of DAILY, MONTHLY",
        ),
        (
            "/subscriptions/0/configuration/creditReport",
            json!({"sourceBureau": "TransUnion"}),
            "Bad Request",
            "one of Equifax",
        ),
        (
            "/subscriptions/0/configuration/creditScore/model",
            json!("FICO_SCORE_8"),
            "INVALID_SCORE_MODEL",
            "",
        ),
    ] {
        let mut body = debt_profile("DAILY");
        *body.pointer_mut(pointer).unwrap() = value;
        let reply = bench.post(&path(&id), &body).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, desc), "{pointer}");
        assert!(reply.messages().contains(what), "{pointer}: {}", reply.messages());
    }
    bench.debt_profile(&id, &json!({"creditReport": {"sourceBureau": "TransUnion"}})).await;
    let other = subscribe(&bench, &id, "DAILY").await;
    assert_eq!((other.status, other.desc()), (409, "BUREAU_SOURCE_CONFLICT".to_owned()));
    let (waiting, _) = bench.start("+12025550141", BORN).await;
    assert_eq!(subscribe(&bench, &waiting, "DAILY").await.desc(), "USER_NOT_CONNECTED");
    assert_eq!(subscribe(&bench, "nobody", "DAILY").await.status, 404);
    assert_eq!(bench.get(&path("nobody")).await.status, 404);
    let fresh = bench.verified("+12025550142", BORN).await;
    bench.spinwheel.choose(|choices| {
        choices.subscription_needs_report = false;
        choices.subscription_status = 200;
        choices.refresh_frequencies = [("EVERY_OTHER_DAY".to_owned(), 2)].into();
    });
    assert_eq!(subscribe(&bench, &fresh, "DAILY").await.desc(), "Bad Request");
    assert_eq!(subscribe(&bench, &fresh, "EVERY_OTHER_DAY").await.status, 200);
    bench.advance(2 * DAY);
    assert!(bench.user(&fresh).await["creditCards"].is_array(), "the first pull brings the report");
}

#[tokio::test]
async fn deleting_the_user_and_a_reset_end_the_pulls() {
    let bench = Bench::new().await;
    let (id, _) = bench.reported(PHONE, BORN).await;
    subscribe(&bench, &id, "DAILY").await;
    bench.delete(&format!("/v1/users/{id}")).await;
    let (other, _) = bench.reported(PHONE, BORN).await;
    subscribe(&bench, &other, "DAILY").await;
    bench.tenant.reset();
    let (_listener, webhooks) = listening(&bench).await;
    bench.advance(10 * DAY);
    bench.verified(PHONE, BORN).await;
    assert!(webhooks.deliveries().is_empty());
}
