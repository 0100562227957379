//! Webhooks to a listener of our own.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::spinwheel::WebhookPayload;
use verify_sandbox::{Clock, WebhookError};

use crate::client::{BORN, Bench, PHONE};
use crate::listener::{Listener, Nobody};

async fn ordered(bench: &Bench, phone: &str) -> String {
    let id = bench.verified(phone, BORN).await;
    assert_eq!(bench.order(&id).await.status, 200);
    id
}

/// Lets the delivery task come to its wait, then moves the clock to its end.
async fn let_it_come(bench: &Bench, seconds: u64) {
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(seconds);
}

#[tokio::test]
async fn a_report_is_announced_when_it_is_there() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    webhooks.register("USER_LIABILITIES_CONNECTED", &listener.url(), &[("x-shared", "example")]).unwrap();
    let id = ordered(&bench, PHONE).await;
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(1);
    assert!(webhooks.deliveries().is_empty());
    bench.advance(1);
    let request = listener.receive("204 No Content").await;
    assert!(request.head.starts_with("POST "));
    assert_eq!(request.header("x-shared").as_deref(), Some("example"));
    assert_eq!(request.header("content-type").as_deref(), Some("application/json"));
    assert_eq!(
        request.json(),
        json!({
            "webhookId": "1768478402000-0", "eventType": "USER_LIABILITIES_CONNECTED",
            "userId": id, "extUserId": format!("ext-{PHONE}-{BORN}"),
        })
    );
    let deliveries = webhooks.wait(1).await;
    assert_eq!((deliveries[0].status, deliveries[0].attempt, webhooks.acknowledged()), (Some(204), 1, 1));
}

#[tokio::test]
async fn a_failed_report_is_announced_as_such() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    bench.spinwheel.choose(|choices| choices.webhook_payload = WebhookPayload::Minimal);
    webhooks.register("*", &listener.url(), &[]).unwrap();
    ordered(&bench, "+12025550122").await;
    ordered(&bench, "+12025550121").await;
    let_it_come(&bench, 2).await;
    let body = listener.receive("200 OK").await.json();
    assert_eq!(body["eventType"], "USER_LIABILITIES_CONNECTION_FAILED");
    assert_eq!(body.get("extUserId"), None);
    assert_eq!(webhooks.wait(1).await.len(), 1);
}

#[tokio::test]
async fn no_retries_unless_chosen_and_resends_on_request() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    bench.spinwheel.choose(|choices| choices.webhook_retry_schedule_seconds = vec![60]);
    webhooks.register("*", &listener.url(), &[]).unwrap();
    ordered(&bench, PHONE).await;
    let_it_come(&bench, 2).await;
    listener.receive("500 No").await;
    webhooks.wait(1).await;
    let_it_come(&bench, 60).await;
    listener.receive("503 No").await;
    let deliveries = webhooks.wait(2).await;
    assert_eq!(
        (deliveries[0].status, deliveries[1].status, webhooks.acknowledged()),
        (Some(500), Some(503), 0)
    );
    webhooks.resend(deliveries[1].id).unwrap();
    let body = listener.receive("200 OK").await.json();
    assert_eq!(serde_json::from_slice::<Value>(&deliveries[0].body).unwrap(), body);
    assert_eq!((webhooks.wait(3).await[2].attempt, webhooks.acknowledged()), (3, 1));
    assert_eq!(webhooks.resend(99), Err(WebhookError::NoSuchDelivery(99)));
}

#[tokio::test]
async fn every_event_follows_the_schedule_of_retries() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    bench.spinwheel.choose(|choices| choices.webhook_retry_schedule_seconds = vec![10, 60, 600]);
    let (id, _) = bench.reported(PHONE, BORN).await;
    let path = format!("/v1/users/{id}/creditProfile/equifax/subscriptions/liabilities");
    bench.post(&path, &json!([{"subscriptionType": "NEW_LIABILITIES"}])).await;
    let kept = webhooks.register("NEW_LIABILITIES_REPORTED", &listener.url(), &[]).unwrap();
    let started = bench.clock.now();
    bench.spinwheel.report_new_liability(&id).unwrap();
    let first = listener.receive("500 No").await.json();
    for (count, pause) in [(1, 10), (2, 60)] {
        webhooks.wait(count).await;
        let_it_come(&bench, pause - 1).await;
        assert_eq!(webhooks.deliveries().len(), count, "not before its time");
        bench.advance(1);
        assert_eq!(listener.receive("503 No").await.json(), first, "the same webhookId");
    }
    let log: Vec<_> = webhooks
        .wait(3)
        .await
        .iter()
        .map(|delivery| (delivery.attempt, delivery.status, delivery.at.duration_since(started).unwrap()))
        .collect();
    let seconds = Duration::from_secs;
    assert_eq!(log, [(1, Some(500), seconds(0)), (2, Some(503), seconds(10)), (3, Some(503), seconds(70))]);
    bench.clock.wait_for_sleepers(1).await;
    drop(listener);
    assert!(webhooks.unregister(kept), "who is no longer registered is left alone");
    let other = Listener::new().await;
    webhooks.register("NEW_LIABILITIES_REPORTED", &other.url(), &[]).unwrap();
    bench.advance(600);
    bench.spinwheel.report_new_liability(&id).unwrap();
    other.receive("200 OK").await;
    let log = webhooks.wait(4).await;
    assert_eq!((log.len(), log[3].attempt, webhooks.acknowledged()), (4, 1, 1));
}

#[tokio::test]
async fn a_receiver_that_is_silent_or_not_there_is_given_up() {
    let bench = Bench::new().await;
    let (silent, nobody) = (Listener::new().await, Nobody::new());
    let webhooks = bench.tenant.webhooks();
    webhooks.register("*", &nobody.url(), &[]).unwrap();
    webhooks.register("*", &silent.url(), &[]).unwrap();
    ordered(&bench, PHONE).await;
    let_it_come(&bench, 2).await;
    assert!(webhooks.wait(1).await[0].error.as_ref().unwrap().contains("connect"));
    let (_held, _) = silent.0.accept().await.unwrap();
    let_it_come(&bench, 10).await;
    let deliveries = webhooks.wait(2).await;
    assert!(deliveries[1].error.as_ref().unwrap().contains("no answer within 10s"), "{deliveries:?}");
}

#[tokio::test]
async fn only_this_machine_is_written_to() {
    let bench = Bench::new().await;
    let webhooks = bench.tenant.webhooks();
    for url in ["https://127.0.0.1/", "http://example.com/hook", "http://192.0.2.1/"] {
        let error = webhooks.register("*", url, &[]).unwrap_err();
        assert!(error.to_string().contains("localhost"), "{error}");
    }
    let error = webhooks.register("USER_LIABILITES_CONNECTED", "http://127.0.0.1:1/", &[]).unwrap_err();
    assert!(error.to_string().contains("USER_LIABILITIES_CONNECTED"), "{error}");
    assert!(webhooks.register("*", "http://127.0.0.1:1/", &[("a b", "c")]).is_err());
    assert!(webhooks.registrations().is_empty());
}

#[tokio::test]
async fn a_reset_forgets_what_was_to_be_delivered() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    ordered(&bench, PHONE).await;
    bench.clock.wait_for_sleepers(1).await;
    bench.tenant.reset();
    let kept = webhooks.register("*", &listener.url(), &[]).unwrap();
    bench.advance(10);
    // After a reset ids start over: with another user first, this one has another id than the forgotten one.
    bench.start("+12025550141", BORN).await;
    let id = ordered(&bench, PHONE).await;
    bench.clock.wait_for_sleepers(1).await;
    bench.clock.advance(Duration::from_secs(2));
    assert_eq!(listener.receive("200 OK").await.json()["userId"], id);
    assert_eq!(webhooks.wait(1).await.len(), 1);
    assert!(webhooks.unregister(kept) && !webhooks.unregister(kept));
}
