//! Webhooks of Connect: ping, signature, headers, repetition.

use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use verify_sandbox::finicity::{
    Acknowledged, GraceSecret, OwnPayload, Step, WebhookOrder, WebhookRetries, XmlWebhook,
};
use verify_sandbox::{Clock, Delivery, Outcome, WebhookError};

use crate::client::{Reply, request_text};
use crate::finicity_connect_stage::{FINBANK, Hub, Stage, reference_hmac};
use crate::listener::{Listener, Nobody};

async fn rotate(stage: &Stage, secret: &str, immediate: bool) {
    let body = json!({
        "partnerId": stage.finicity.partner_id(), "partnerSecret": stage.finicity.partner_secret(),
        "newPartnerSecret": secret, "immediate": immediate,
    });
    assert_eq!(stage.api("PUT", "/aggregation/v2/partners/authentication", &body).await.status, 204);
}

fn signature(request: &Reply) -> String {
    request.header("x-finicity-signature").unwrap()
}

/// Waits until the log has this many deliveries.
async fn log(stage: &Stage, count: usize) -> Vec<Delivery> {
    let deliveries = stage.tenant.webhooks().wait(count).await;
    assert_eq!(deliveries.len(), count, "{deliveries:#?}");
    deliveries
}

#[tokio::test]
async fn the_ping_is_signed_and_has_the_captured_headers() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["204 No Content"]).await);
    rotate(&stage, "Known-Secret-2026", true).await;
    let body = json!({
        "webhook": hub.url, "webhookData": {"loan": 7},
        "webhookHeaders": {"Authorization": "Bearer example", "X-Finicity-Signature": "forged", "Content-Length": "1"},
    });
    stage.link("generate", body).await;
    let ping = hub.after(&stage, 1).await[0].clone();
    assert!(ping.head.starts_with("POST "));
    assert_eq!(ping.text(), r#"{"eventType":"ping","payload":{}}"#);
    // Computed elsewhere: HMAC-SHA256 of that body under that secret.
    assert_eq!(signature(&ping), "247ead5f1e4a0e3b32f2d61630cf12d4f888f8f7059f635225317d55f0a77120");
    for (name, expected) in [
        ("content-type", "application/json"),
        ("accept", "application/json, text/plain, */*"),
        ("user-agent", "axios/0.25.0"),
        ("authorization", "Bearer example"),
        ("content-length", "33"),
    ] {
        assert_eq!(ping.header(name).as_deref(), Some(expected), "{name}");
    }
    assert!(ping.head.contains("x-finicity-signature:"), "lower case on the wire");
    let delivery = &log(&stage, 1).await[0];
    assert_eq!((delivery.event, delivery.registration, delivery.status), ("ping", None, Some(204)));
    assert!(delivery.headers.contains(&("x-finicity-signature".to_owned(), signature(&ping))));
}

#[tokio::test]
async fn an_event_is_waited_for_by_its_name() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["200 OK", "500 Internal Server Error"]).await);
    let webhooks = stage.tenant.webhooks();
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    assert_eq!(webhooks.wait_for("ping").await.unwrap().attempt, 1, "it has come already");

    let session = stage.finicity.open(&link).unwrap();
    session.choose(FINBANK).unwrap();
    let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { panic!("no accounts") };
    session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
    session.done().unwrap();
    assert!(webhooks.deliveries().iter().all(|delivery| delivery.event == "ping"), "the others come later");
    let done = webhooks.wait_for("done").await.unwrap();
    assert!(done.is_acknowledged() && (done.event, done.attempt) == ("done", 1));

    // The first attempt of `started` was refused: only the second one counts.
    let (waiting, clock) = (webhooks.clone(), stage.clock.clone());
    let started = tokio::spawn(async move { waiting.wait_for("started").await });
    clock.wait_for_sleepers(1).await;
    assert!(!started.is_finished());
    clock.advance(Duration::from_millis(12));
    let started = started.await.unwrap().unwrap();
    assert_eq!((started.attempt, started.status), (2, Some(200)));
}

#[tokio::test]
async fn a_name_that_nobody_sends_is_not_waited_for() {
    let stage = Stage::new().await;
    let webhooks = stage.tenant.webhooks();
    for name in ["finished", "Done", "*", ""] {
        let error = webhooks.wait_for(name).await.unwrap_err();
        let WebhookError::UnknownEvent { name: given, known } = &error else { panic!("{error:?}") };
        assert_eq!(given, name);
        assert!(known.contains(&"done") && known.contains(&"USER_LIABILITIES_CONNECTED"), "{known:?}");
        assert!(!known.contains(&"*"), "an event has a name");
    }
    // Addresses for Finicity's events come with links; there is nothing to register for.
    let error = webhooks.register("done", "http://127.0.0.1:9/", &[]).unwrap_err();
    assert!(error.to_string().starts_with("there is no event \"done\"; known are *, "), "{error}");
    assert!(!error.to_string().contains("started"), "{error}");
}

#[tokio::test]
async fn data_and_headers_go_with_every_event() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let body = json!({"webhook": hub.url, "webhookData": {"loan": 7}, "webhookHeaders": {"x-loan": "seven"}});
    stage.open(&stage.link("generate", body).await).await;
    let received = hub.after(&stage, 2).await;
    assert_eq!(received[1].header("x-loan").as_deref(), Some("seven"));
    assert!(
        received[1].text().ends_with(r#""payload":{},"webhookData":{"loan":7}}"#),
        "{}",
        received[1].text()
    );
    assert_eq!(received[1].json().get("consumerId"), None);
}

#[tokio::test]
async fn a_ping_that_is_refused_fails_the_call() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["500 No", "301 Moved"]).await);
    for count in [1, 2] {
        let reply = stage.order("generate", json!({"webhook": hub.url})).await;
        assert_eq!(reply.status, 400, "{}", reply.text());
        log(&stage, count).await;
    }
    let why = stage.tenant.journal().last().unwrap().why;
    assert!(why.contains("301"), "{why}");
    let nobody = Nobody::new();
    let reply = stage.order("generate", json!({"webhook": nobody.url()})).await;
    assert_eq!(reply.status, 400, "nobody listens there");
    assert_eq!(stage.order("generate", json!({"webhook": "https://hooks.example/"})).await.status, 400);
    assert_eq!(log(&stage, 3).await.len(), 3, "nothing is repeated, nothing leaves this machine");
    assert_eq!(stage.order("generate", json!({"webhook": hub.url})).await.status, 200);
}

#[tokio::test]
async fn a_ping_is_waited_for_by_the_clock_and_holds_nothing_up() {
    let (stage, silent) = (Stage::new().await, Listener::new().await);
    let waiting = stage.order("generate", json!({"webhook": silent.url()}));
    let meanwhile = async {
        let (stream, _) = silent.0.accept().await.unwrap();
        stage.link("generate", json!({})).await;
        stage.clock.wait_for_sleepers(1).await;
        stage.advance(10);
        stream
    };
    let (reply, _stream) = tokio::join!(waiting, meanwhile);
    assert_eq!(reply.status, 400);
    let delivery = &log(&stage, 1).await[0];
    assert!(delivery.error.as_deref().unwrap().contains("10s"), "{delivery:?}");
}

/// Sends the request and leaves once the ping has arrived.
async fn leaves_at_the_ping(stage: &Stage, listener: &Listener) {
    let url = format!("{}/connect/v2/generate", stage.finicity.base_url());
    let (key, token) = (stage.finicity.app_key(), stage.token.clone());
    let headers = [
        ("finicity-app-key", key.as_str()),
        ("finicity-app-token", &token),
        ("content-type", "application/json"),
    ];
    let body = json!({"partnerId": stage.finicity.partner_id(), "customerId": stage.customer, "webhook": listener.url()});
    let (host, text) = request_text("POST", &url, &headers, &body.to_string());
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stage.clock.wait_for_sleepers(1).await;
    drop(stream);
}

#[tokio::test]
async fn a_client_that_leaves_during_the_ping_misses_only_the_answer() {
    let (stage, listener) = (Stage::new().await, Listener::new().await);
    leaves_at_the_ping(&stage, &listener).await;
    for _ in 0..500 {
        tokio::task::yield_now().await;
    }
    assert_eq!(listener.receive("200 OK").await.json()["eventType"], "ping");
    while stage.tenant.journal().last().unwrap().outcome == Outcome::Reading {
        tokio::task::yield_now().await;
    }
    let entry = stage.tenant.journal().last().unwrap();
    // The link may also have been made before the connection was seen to be closed.
    assert!(matches!(entry.outcome, Outcome::ClientLeft | Outcome::Answered(200)), "{entry:?}");
    assert!(entry.why.contains("link is made"), "{}", entry.why);
}

#[tokio::test]
async fn a_shutdown_during_the_ping_ends_it() {
    let (stage, listener) = (Stage::new().await, Listener::new().await);
    let waiting = async {
        let body = json!({"partnerId": stage.finicity.partner_id(), "customerId": stage.customer, "webhook": listener.url()});
        let (key, url) =
            (stage.finicity.app_key(), format!("{}/connect/v2/generate", stage.finicity.base_url()));
        let headers = [
            ("finicity-app-key", key.as_str()),
            ("finicity-app-token", &stage.token),
            ("content-type", "application/json"),
        ];
        crate::client::send("POST", &url, &headers, &body.to_string()).await
    };
    let stopping = async {
        stage.clock.wait_for_sleepers(1).await;
        stage.sandbox.shutdown().await;
    };
    let (reply, ()) = tokio::join!(waiting, stopping);
    assert!(reply.is_none(), "closed without an answer");
    while stage.clock.sleepers() > 0 {
        tokio::task::yield_now().await;
    }
    assert!(stage.tenant.webhooks().deliveries().is_empty());
}

#[tokio::test]
async fn an_event_is_repeated_with_growing_pauses() {
    let (stage, hub) =
        (Stage::new().await, Hub::new(&["200 OK", "500 No", "204 No Content", "302 Found", "503 No"]).await);
    stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    log(&stage, 2).await;
    for (count, milliseconds) in [(2, 12), (3, 72), (4, 432)] {
        stage.clock.wait_for_sleepers(1).await;
        assert_eq!(stage.clock.next_due(), Some(Duration::from_millis(milliseconds)));
        stage.clock.advance(Duration::from_millis(milliseconds - 1));
        assert_eq!(stage.tenant.webhooks().deliveries().len(), count, "not before its time");
        stage.clock.advance(Duration::from_millis(1));
        log(&stage, count + 1).await;
    }
    stage.clock.wait_for_sleepers(1).await;
    assert_eq!(stage.clock.next_due(), Some(Duration::from_millis(2600)));
    stage.clock.advance(Duration::from_millis(2600));
    let deliveries = log(&stage, 6).await;
    let attempts: Vec<_> = deliveries[1..].iter().map(|delivery| delivery.attempt).collect();
    assert_eq!(attempts, [1, 2, 3, 4, 5]);
    assert!(deliveries[1..].iter().all(|delivery| delivery.body == deliveries[1].body), "the same eventId");
    let acknowledged: Vec<_> = deliveries.iter().map(Delivery::is_acknowledged).collect();
    assert_eq!(acknowledged, [true, false, false, false, false, true], "204 is no 200");
    assert_eq!((stage.clock.sleepers(), stage.tenant.webhooks().acknowledged()), (0, 2));
}

#[tokio::test]
async fn five_tries_then_one_a_day() {
    let (stage, hub) =
        (Stage::new().await, Hub::new(&[["200 OK"].as_slice(), &["500 No"; 8]].concat()).await);
    stage.finicity.choose(|choices| choices.webhook_retries = WebhookRetries::FiveThenDaily);
    stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    let began = stage.clock.now();
    log(&stage, 2).await;
    for (count, pause) in (2..).zip([75, 75, 75, 75, 86_400, 86_400, 86_400]) {
        stage.clock.wait_for_sleepers(1).await;
        assert_eq!(stage.clock.next_due(), Some(Duration::from_secs(pause)));
        stage.advance(pause);
        log(&stage, count + 1).await;
    }
    let took = stage.clock.now().duration_since(began).unwrap();
    assert_eq!((took, stage.clock.sleepers()), (Duration::from_secs(300 + 3 * 86_400), 0), "given up");
}

#[tokio::test]
async fn no_repetition_when_chosen() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["200 OK", "500 No"]).await);
    stage.finicity.choose(|choices| choices.webhook_retries = WebhookRetries::Never);
    stage.open(&stage.link("generate", json!({"webhook": hub.url})).await).await;
    log(&stage, 2).await;
    assert_eq!((stage.clock.sleepers(), stage.tenant.webhooks().acknowledged()), (0, 1));
}

#[tokio::test]
async fn a_slow_receiver_gets_the_events_in_order() {
    let (stage, listener) = (Stage::new().await, Listener::new().await);
    stage.finicity.choose(|choices| choices.webhook_retries = WebhookRetries::Never);
    let (link, ping) =
        tokio::join!(stage.link("generate", json!({"webhook": listener.url()})), listener.receive("200 OK"));
    assert_eq!(ping.json()["eventType"], "ping");
    let visitor = stage.open(&link).await;
    visitor.choose(FINBANK).await;
    let (silent, _) = listener.0.accept().await.unwrap();
    stage.clock.wait_for_sleepers(1).await;
    assert_eq!(log(&stage, 1).await.len(), 1, "the second event waits for the first");
    stage.advance(10);
    drop(silent);
    assert_eq!(listener.receive("200 OK").await.json()["eventType"], "institutionSupported");
    let deliveries = log(&stage, 3).await;
    assert_eq!((deliveries[1].event, deliveries[1].status), ("started", None));
    stage.finicity.choose(|choices| choices.webhook_order = WebhookOrder::AtOnce);
    let visitor = stage.open(&link).await;
    let (_silent, _) = listener.0.accept().await.unwrap();
    visitor.choose(FINBANK).await;
    assert_eq!(listener.receive("200 OK").await.json()["eventType"], "institutionSupported");
}

#[tokio::test]
async fn a_resend_is_a_duplicate_signed_anew() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    stage.open(&link).await;
    let first = log(&stage, 2).await[1].clone();
    rotate(&stage, "Another-Secret-1", true).await;
    stage.tenant.webhooks().resend(first.id).unwrap();
    let received = hub.after(&stage, 3).await;
    assert_eq!(received[1].body, received[2].body, "the same eventId");
    assert_eq!(signature(&received[2]), reference_hmac(b"Another-Secret-1", &received[2].body));
    assert_ne!(signature(&received[1]), signature(&received[2]));
    assert_eq!(log(&stage, 3).await[2].attempt, 2);
}

#[tokio::test]
async fn which_secret_signs_in_a_grace_period() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let (old, new) = (stage.finicity.partner_secret(), "Another-Secret-1");
    rotate(&stage, new, false).await;
    stage.link("generate", json!({"webhook": hub.url})).await;
    stage.finicity.choose(|choices| choices.webhook_grace_secret = GraceSecret::Old);
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    stage.open(&link).await;
    log(&stage, 3).await;
    stage.advance(30 * 86_400);
    let id = log(&stage, 3).await[2].id;
    stage.tenant.webhooks().resend(id).unwrap();
    let received = hub.after(&stage, 4).await;
    let signer = |request: &Reply| {
        let by = |secret: &str| reference_hmac(secret.as_bytes(), &request.body) == signature(request);
        (by(&old), by(new))
    };
    let signers: Vec<_> = received.iter().map(signer).collect();
    assert_eq!(signers, [(false, true), (true, false), (true, false), (false, true)]);
}

#[tokio::test]
async fn xml_is_refused_or_json_all_the_same() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let body = json!({"webhook": hub.url, "webhookContentType": "application/xml"});
    let reply = stage.order("generate", body.clone()).await;
    assert_eq!(reply.status, 400);
    let why = stage.tenant.journal().last().unwrap().why;
    assert!(why.contains("webhook_xml"), "{why}");
    stage.finicity.choose(|choices| choices.webhook_xml = XmlWebhook::JsonAllTheSame);
    stage.link("generate", body).await;
    let ping = hub.after(&stage, 1).await[0].clone();
    assert_eq!(
        (ping.header("content-type").as_deref(), ping.json()["eventType"].as_str()),
        (Some("application/xml"), Some("ping"))
    );
}

#[tokio::test]
async fn choices_about_events() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["200 OK", "204 No Content"]).await);
    stage.finicity.choose(|choices| {
        choices.webhook_acknowledged_by = Acknowledged::AnySuccess;
        choices.own_webhook_payloads = OwnPayload::Empty;
        choices.webhook_oauth_false = true;
        choices.discovered_in_lite = true;
        choices.done_webhook_on_exit = true;
        choices.invalid_credentials_codes = vec![187];
    });
    let body = json!({"webhook": hub.url, "institutionId": FINBANK});
    let visitor = stage.open(&stage.link("generate/lite", body).await).await;
    visitor.sign_in("demo", "103").await;
    visitor.sign_in("tfa_text", "go").await;
    visitor.ok("mfa", json!({"answers": ["fail"]})).await;
    visitor.sign_in("demo", "go").await;
    visitor.ok("cancel", json!({})).await;
    let events = hub.events(&stage, 11).await;
    let expected = [
        "started",
        "institutionSupported",
        "adding",
        "unableToConnect",
        "adding",
        "mfa",
        "invalidCredentials",
        "adding",
        "discovered",
        "done",
    ];
    assert_eq!(events[1..], expected);
    let received = hub.after(&stage, 11).await;
    assert_eq!(received[3].json()["payload"], json!({"institutionId": "101732", "oauth": false}));
    assert_eq!((&received[6].json()["payload"], &received[7].json()["payload"]), (&json!({}), &json!({})));
    assert_eq!(stage.clock.sleepers(), 0, "204 acknowledges");
}
