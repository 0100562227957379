//! How Dots' webhooks are delivered: headers, signatures, repetition, the end of an endpoint.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use verify_sandbox::dots::WebhookHeaders;
use verify_sandbox::{Clock, Delivery, WebhookError};

use crate::client::Reply;
use crate::dots_client::{App, NUMBER};
use crate::finicity_connect_stage::{Hub, reference_hmac};
use crate::listener::Listener;

pub(crate) const TRANSFER: &str = "0190d7e1-2222-4222-8222-222222222222";
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// An app with a receiver that answers with these statuses, then with 200.
pub(crate) struct Hooked {
    pub(crate) app: App,
    pub(crate) hub: Hub,
}

impl Hooked {
    pub(crate) async fn new(statuses: &[&'static str]) -> Self {
        let (app, hub) = (App::new().await, Hub::new(statuses).await);
        app.dots.set_webhook_url(&hub.url).unwrap();
        Self { app, hub }
    }

    /// Sends `transfer.updated`; returns the message's id.
    pub(crate) fn emit(&self) -> String {
        self.app.dots.emit_webhook("transfer.updated", fields(&json!({"transfer_id": TRANSFER}))).unwrap()
    }

    pub(crate) async fn received(&self, count: usize) -> Vec<Reply> {
        self.hub.received(&self.app.tenant, count).await
    }

    /// Waits for the log, and for the pause that follows; then moves the clock to its end.
    async fn after_a_pause(&self, count: usize, seconds: u64) {
        self.app.tenant.webhooks().wait(count).await;
        self.app.clock.wait_for_sleepers(1).await;
        self.app.advance(seconds - 1);
        assert_eq!(self.app.tenant.webhooks().deliveries().len(), count, "not before its time");
        self.app.advance(1);
    }

    /// Lets all eight attempts of a message fail; 27 h 35 min 5 s have passed then.
    async fn fail_to_the_end(&self) -> Vec<Delivery> {
        for (count, pause) in (1..).zip([5, 5 * 60, 30 * 60, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]) {
            self.after_a_pause(count, pause).await;
        }
        self.app.tenant.webhooks().wait(8).await
    }

    fn now(&self) -> u64 {
        self.app.clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs()
    }
}

pub(crate) fn fields(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// Base64 in the standard alphabet, backwards.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("{text} is no base64"),
    };
    assert_eq!(text.len() % 4, 0, "{text} is padded");
    let digits: Vec<u8> = text.trim_end_matches('=').bytes().map(digit).collect();
    let bytes = |chunk: &[u8]| {
        let bits = (0..4).fold(0_u32, |bits, place| bits << 6 | u32::from(*chunk.get(place).unwrap_or(&0)));
        bits.to_be_bytes()[1..chunk.len()].to_vec()
    };
    digits.chunks(4).flat_map(bytes).collect()
}

/// Which of the signatures are by this secret, in order.
fn signed_by(request: &Reply, prefix: &str, secret: &str) -> Vec<bool> {
    let header = |name: &str| request.header(&format!("{prefix}-{name}")).expect(name);
    let key = decoded(secret.strip_prefix("whsec_").unwrap());
    let message =
        [format!("{}.{}.", header("id"), header("timestamp")).into_bytes(), request.body.clone()].concat();
    let expected = reference_hmac(&key, &message);
    let hex = |bytes: Vec<u8>| bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let signatures = header("signature");
    signatures
        .split(' ')
        .map(|signature| hex(decoded(signature.strip_prefix("v1,").unwrap())) == expected)
        .collect()
}

#[tokio::test]
async fn a_message_is_signed_over_its_id_its_time_and_its_bytes() {
    let hooked = Hooked::new(&["204 No Content"]).await;
    let dots = &hooked.app.dots;
    assert_eq!(decoded(dots.webhook_secret().strip_prefix("whsec_").unwrap()).len(), 24);
    let id = hooked.emit();
    assert!(id.starts_with("msg_") && id.len() == 31, "{id}");
    let request = hooked.received(1).await[0].clone();
    assert!(request.head.starts_with("POST "));
    assert_eq!(request.text(), format!(r#"{{"event":"transfer.updated","transfer_id":"{TRANSFER}"}}"#));
    assert_eq!(request.header("content-type").as_deref(), Some("application/json"));
    assert_eq!(request.header("svix-id"), Some(id));
    assert_eq!(request.header("svix-timestamp"), Some(hooked.now().to_string()));
    assert_eq!(signed_by(&request, "svix", &dots.webhook_secret()), [true]);
    assert_eq!(
        signed_by(&request, "svix", &hooked.app.sandbox.tenant("other").dots().webhook_secret()),
        [false]
    );
    let log = hooked.app.tenant.webhooks().deliveries();
    let signature = ("svix-signature".to_owned(), request.header("svix-signature").unwrap());
    assert!(log[0].headers.contains(&signature) && log[0].is_acknowledged(), "{log:?}");
    assert_eq!((log[0].event, log[0].attempt, log[0].status), ("transfer.updated", 1, Some(204)));
}

#[tokio::test]
async fn headers_can_be_white_labelled() {
    let hooked = Hooked::new(&[]).await;
    hooked.app.dots.choose(|choices| choices.webhook_headers = WebhookHeaders::Webhook);
    let id = hooked.emit();
    let request = hooked.received(1).await[0].clone();
    assert_eq!((request.header("webhook-id"), request.header("svix-id")), (Some(id), None));
    assert_eq!(signed_by(&request, "webhook", &hooked.app.dots.webhook_secret()), [true]);
}

#[tokio::test]
async fn seven_repeats_with_one_id_and_a_new_time_and_signature_each() {
    let hooked = Hooked::new(&["500 No"; 8]).await;
    let started = hooked.now();
    let id = hooked.emit();
    let log = hooked.fail_to_the_end().await;
    let seconds: Vec<_> =
        log.iter().map(|sent| sent.at.duration_since(UNIX_EPOCH).unwrap().as_secs() - started).collect();
    assert_eq!(seconds, [0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305]);
    let received = hooked.received(8).await;
    let secret = hooked.app.dots.webhook_secret();
    for (request, seconds) in received.iter().zip(seconds) {
        assert_eq!(request.header("svix-id").as_ref(), Some(&id), "one id, to know duplicates by");
        assert_eq!(request.header("svix-timestamp"), Some((started + seconds).to_string()));
        assert_eq!(signed_by(request, "svix", &secret), [true]);
        assert_eq!(request.body, received[0].body);
    }
    assert_eq!(hooked.app.clock.sleepers(), 0, "no ninth attempt");
    assert_ne!(hooked.emit(), id, "another message, another id");
    assert_eq!(hooked.app.tenant.webhooks().wait(9).await[8].attempt, 1);
}

#[tokio::test]
async fn any_2xx_within_15_seconds_settles_it_and_a_redirect_does_not() {
    let elsewhere = Listener::new().await;
    let redirect = format!("302 Found\r\nlocation: {}", elsewhere.url());
    let hooked = Hooked::new(&[redirect.leak(), "299 Fine"]).await;
    hooked.emit();
    hooked.after_a_pause(1, 5).await;
    let log = hooked.app.tenant.webhooks().wait(2).await;
    let settled = |sent: &Delivery| (sent.status, sent.is_acknowledged());
    assert_eq!((settled(&log[0]), settled(&log[1])), ((Some(302), false), (Some(299), true)));
    assert_eq!(hooked.app.clock.sleepers(), 0, "nothing is repeated");
    let nobody_came = tokio::select! {
        biased;
        _ = elsewhere.0.accept() => false,
        () = std::future::ready(()) => true,
    };
    assert!(nobody_came, "the redirect is not followed");

    let silent = Listener::new().await;
    hooked.app.dots.set_webhook_url(&silent.url()).unwrap();
    hooked.emit();
    let (_held, _) = silent.0.accept().await.unwrap();
    hooked.app.clock.wait_for_sleepers(1).await;
    hooked.app.advance(14);
    assert_eq!(hooked.app.tenant.webhooks().deliveries().len(), 2);
    hooked.app.advance(1);
    let late = hooked.app.tenant.webhooks().wait(3).await[2].clone();
    assert!(late.error.as_ref().unwrap().contains("no answer within 15s"), "{late:?}");
}

#[tokio::test]
async fn five_days_of_failures_disable_the_endpoint() {
    let hooked = Hooked::new(&["500 No"; 10]).await;
    let (dots, webhooks) = (&hooked.app.dots, hooked.app.tenant.webhooks());
    hooked.emit();
    hooked.fail_to_the_end().await;
    // The days are counted from the seventh attempt, the first one half a day after another; ten hours ago.
    hooked.app.advance(5 * DAY - 10 * HOUR - 1);
    hooked.emit();
    webhooks.wait(9).await;
    assert!(!dots.is_webhook_disabled(), "a second is missing");
    hooked.after_a_pause(9, 5).await;
    webhooks.wait(10).await;
    assert!(dots.is_webhook_disabled());
    hooked.emit();
    hooked.app.advance(DAY);
    while hooked.app.clock.sleepers() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(webhooks.deliveries().len(), 10, "neither old nor new");

    dots.enable_webhook();
    let id = hooked.emit();
    assert_eq!(hooked.received(11).await[10].header("svix-id"), Some(id));
    assert!(!dots.is_webhook_disabled());
}

#[tokio::test]
async fn a_success_ends_the_count_of_failures() {
    let mut statuses = vec!["500 No"; 8];
    statuses.extend(["200 OK", "500 No"]);
    let hooked = Hooked::new(&statuses).await;
    hooked.emit();
    hooked.fail_to_the_end().await;
    hooked.emit();
    hooked.app.tenant.webhooks().wait(9).await;
    hooked.app.advance(5 * DAY);
    hooked.emit();
    let log = hooked.app.tenant.webhooks().wait(10).await;
    assert_eq!((log[8].status, log[9].status), (Some(200), Some(500)));
    assert!(!hooked.app.dots.is_webhook_disabled());
}

#[tokio::test]
async fn two_secrets_sign_while_one_takes_over_from_the_other() {
    let hooked = Hooked::new(&[]).await;
    let dots = &hooked.app.dots;
    let old = dots.webhook_secret();
    let new = dots.rotate_webhook_secret();
    assert!(new != old && new == dots.webhook_secret());
    hooked.emit();
    let request = hooked.received(1).await[0].clone();
    assert_eq!(
        (signed_by(&request, "svix", &new), signed_by(&request, "svix", &old)),
        (vec![true, false], vec![false, true])
    );
    hooked.app.advance(DAY);
    hooked.emit();
    let request = hooked.received(2).await[1].clone();
    assert_eq!(signed_by(&request, "svix", &new), [true], "a day later the old one is out");
    dots.choose(|choices| choices.webhook_secret_overlap_seconds = 0);
    let newest = dots.rotate_webhook_secret();
    hooked.emit();
    let request = hooked.received(3).await[2].clone();
    assert_eq!(signed_by(&request, "svix", &newest), [true], "at once, when chosen");
}

#[tokio::test]
async fn a_repeat_is_signed_by_the_secrets_of_its_own_moment() {
    let hooked = Hooked::new(&["500 No"]).await;
    let old = hooked.app.dots.webhook_secret();
    hooked.emit();
    hooked.app.tenant.webhooks().wait(1).await;
    hooked.app.dots.choose(|choices| choices.webhook_secret_overlap_seconds = 0);
    let new = hooked.app.dots.rotate_webhook_secret();
    hooked.after_a_pause(1, 5).await;
    let received = hooked.received(2).await;
    assert_eq!(signed_by(&received[0], "svix", &old), [true]);
    assert_eq!(signed_by(&received[1], "svix", &new), [true]);
}

#[tokio::test]
async fn a_message_can_be_sent_again() {
    let hooked = Hooked::new(&[]).await;
    let webhooks = hooked.app.tenant.webhooks();
    hooked.emit();
    let first = webhooks.wait(1).await[0].id;
    hooked.app.advance(60);
    webhooks.resend(first).unwrap();
    let received = hooked.received(2).await;
    assert_eq!(received[0].header("svix-id"), received[1].header("svix-id"), "a duplicate");
    assert_eq!(received[1].header("svix-timestamp"), Some(hooked.now().to_string()));
    assert_eq!(signed_by(&received[1], "svix", &hooked.app.dots.webhook_secret()), [true]);
    assert_eq!(webhooks.wait(2).await[1].attempt, 2);
}

#[tokio::test]
async fn an_endpoint_that_is_taken_away_or_moved_gets_no_more() {
    let (hooked, other) = (Hooked::new(&["500 No"; 2]).await, Listener::new().await);
    let (dots, webhooks) = (&hooked.app.dots, hooked.app.tenant.webhooks());
    hooked.emit();
    webhooks.wait(1).await;
    hooked.app.clock.wait_for_sleepers(1).await;
    dots.set_webhook_url(&other.url()).unwrap();
    assert_eq!(dots.webhook_url(), Some(other.url()));
    hooked.app.advance(5);
    let id = hooked.emit();
    assert_eq!(other.receive("500 No").await.header("svix-id"), Some(id), "the new one, and nothing old");
    webhooks.wait(2).await;
    hooked.app.clock.wait_for_sleepers(1).await;
    dots.remove_webhook_url();
    hooked.app.advance(5);
    hooked.emit();
    hooked.app.user(NUMBER).await;
    assert_eq!((webhooks.deliveries().len(), dots.webhook_url()), (2, None));
    let error = dots.set_webhook_url("https://hooks.example.com/").unwrap_err();
    assert_eq!(error, WebhookError::NotLoopback("https://hooks.example.com/".to_owned()));
    assert_eq!(dots.webhook_url(), None);
}

#[tokio::test]
async fn a_reset_forgets_endpoint_and_rotation() {
    let hooked = Hooked::new(&["500 No"]).await;
    let (dots, webhooks) = (&hooked.app.dots, hooked.app.tenant.webhooks());
    let secret = dots.webhook_secret();
    let id = hooked.emit();
    webhooks.wait(1).await;
    dots.rotate_webhook_secret();
    hooked.app.tenant.reset();
    assert_eq!((dots.webhook_secret(), dots.webhook_url()), (secret, None));
    hooked.app.clock.advance(Duration::from_secs(5));
    dots.set_webhook_url(&hooked.hub.url).unwrap();
    assert_eq!(hooked.emit(), id, "ids start over");
    assert_eq!(webhooks.wait(1).await.len(), 1, "nothing of before the reset");
}
