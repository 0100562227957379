//! Our webhooks of Dots against Svix's own library, which nobody here wrote: each believes what the other signs, and both
//! refuse the same.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::sync::{Mutex, OnceLock};
use std::time::{Duration, SystemTime};

use dots_users::webhook::{Receiver, TOLERANCE};
use dots_users::{Clock, MessageId, Secret};
use http::{HeaderMap, HeaderName};
use serde_json::{Map, Value, json};
use verify_sandbox::Tenant;
use verify_sandbox::dots::WebhookHeaders;
use verify_testkit::ManualClock;
use verify_tests::hub::Received;
use verify_tests::{Hub, Peer, World};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "whsec_b3RoZXItc2lnbmluZy1zZWNyZXQ=";
const ID: &str = "msg_1";
const NOW: u64 = 1_768_478_400;
const BODIES: [&str; 5] = [
    "{}",
    r#"{"event":"user.updated","user_id":"143c7e1c-2295-42c0-9fc9-23756ac26250"}"#,
    "{ \"event\" : \"user.updated\",\r\n\t\"user_id\" : \"7\" }\n",
    r#"{"metadata":{"name":"Zoë 東京 \u00e9 🦀"}}"#,
    r#"{"metadata":"a.b.c"}"#,
];

/// One for all tests of this file.
static PEER: OnceLock<Mutex<Peer>> = OnceLock::new();

fn ask(request: &Value) -> Value {
    // A test that has failed leaves nothing half said.
    let peer = PEER.get_or_init(|| Mutex::new(Peer::start("svix.mjs"))).lock();
    peer.unwrap_or_else(std::sync::PoisonError::into_inner).ask(request)
}

/// The headers Svix sends, with a signature of its library.
fn signed_by_svix(secret: &str, id: &str, timestamp: u64, body: &str) -> HeaderMap {
    let answer =
        ask(&json!({"verb": "sign", "secret": secret, "message": id, "timestamp": timestamp, "body": body}));
    let signature = answer["signature"].as_str().unwrap().to_owned();
    headers(&[("svix-id", id), ("svix-timestamp", &timestamp.to_string()), ("svix-signature", &signature)])
}

/// Why Svix's library does not believe it, if it does not.
fn refused_by_svix(secret: &str, headers: &HeaderMap, body: &[u8], now: u64) -> Option<String> {
    let text = std::str::from_utf8(body).unwrap();
    let headers: Map<_, _> =
        headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().into())).collect();
    let request = json!({"verb": "verify", "secret": secret, "headers": headers, "body": text, "now": now});
    ask(&request)["refused"].as_str().map(str::to_owned)
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&str, &str)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
    pairs.iter().map(pair).collect()
}

fn renamed(headers: &HeaderMap, to: &str) -> HeaderMap {
    let name = |name: &HeaderName| name.as_str().replace("svix-", to).parse().unwrap();
    headers.iter().map(|(header, value)| (name(header), value.clone())).collect()
}

fn with(headers: &HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.insert(name, value.parse().unwrap());
    headers
}

fn without(headers: &HeaderMap, name: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.remove(name).unwrap();
    headers
}

fn receiver(secret: &str, now: u64) -> Receiver {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
    Receiver::new([Secret::new(secret)]).unwrap().clock(ManualClock::frozen_at(now))
}

#[test]
#[ignore = "needs node and tests/peers/node_modules"]
fn what_svix_signs_is_believed_here() {
    for body in BODIES {
        let svix = signed_by_svix(SECRET, ID, NOW, body);
        for headers in [svix.clone(), renamed(&svix, "webhook-")] {
            let message = receiver(SECRET, NOW).receive(&headers, body.as_bytes()).unwrap();
            assert_eq!(message.id.as_str(), ID, "{body}");
        }
        let bare = SECRET.trim_start_matches("whsec_");
        assert_eq!(signed_by_svix(bare, ID, NOW, body), svix);
        assert!(receiver(bare, NOW).verify(&svix, body.as_bytes()).is_ok());
    }
}

#[test]
#[ignore = "needs node and tests/peers/node_modules"]
fn what_is_signed_here_svix_believes() {
    for body in BODIES {
        let svix = receiver(SECRET, NOW).sign(&MessageId::new(ID).unwrap(), body.as_bytes()).unwrap();
        assert_eq!(svix, signed_by_svix(SECRET, ID, NOW, body));
        for headers in [svix.clone(), renamed(&svix, "webhook-")] {
            assert_eq!(refused_by_svix(SECRET, &headers, body.as_bytes(), NOW), None, "{body}");
        }
    }
}

#[test]
#[ignore = "needs node and tests/peers/node_modules"]
fn both_refuse_the_same() {
    let body = BODIES[1];
    let good = signed_by_svix(SECRET, ID, NOW, body);
    let at = |timestamp| signed_by_svix(SECRET, ID, timestamp, body);
    let by_other = signed_by_svix(OTHER, ID, NOW, body);
    let (right, wrong) =
        (good["svix-signature"].to_str().unwrap(), by_other["svix-signature"].to_str().unwrap());
    let listed = |list: &str| with(&good, "svix-signature", list);
    let both = |first: &HeaderMap, second: &HeaderMap| {
        let mut headers = first.clone();
        headers.extend(renamed(second, "webhook-"));
        headers
    };
    let (tolerance, spaced) = (TOLERANCE.as_secs(), body.replace(',', ", "));
    let (yes, no) = (true, false);
    let cases: Vec<(&str, HeaderMap, &str, bool)> = vec![
        ("nothing wrong", good.clone(), body, yes),
        ("another secret", by_other.clone(), body, no),
        ("another body", good.clone(), BODIES[2], no),
        ("a space more", good.clone(), &spaced, no),
        ("cut", good.clone(), &body[..body.len() - 1], no),
        ("another id", with(&good, "svix-id", "msg_2"), body, no),
        ("another time", with(&good, "svix-timestamp", &(NOW + 1).to_string()), body, no),
        ("just not too old", at(NOW - tolerance), body, yes),
        ("too old", at(NOW - tolerance - 1), body, no),
        ("just not too new", at(NOW + tolerance), body, yes),
        ("too new", at(NOW + tolerance + 1), body, no),
        ("time no number", with(&good, "svix-timestamp", "soon"), body, no),
        ("no headers", HeaderMap::new(), body, no),
        ("no id", without(&good, "svix-id"), body, no),
        ("no time", without(&good, "svix-timestamp"), body, no),
        ("no signature", without(&good, "svix-signature"), body, no),
        ("empty id", with(&good, "svix-id", ""), body, no),
        ("the right one last", listed(&format!("{wrong} {right}")), body, yes),
        ("the right one first", listed(&format!("{right} {wrong}")), body, yes),
        ("beside unknown versions", listed(&format!("v1a,x v2,x {right}")), body, yes),
        ("as another version", listed(&right.replace("v1,", "v2,")), body, no),
        ("without a version", listed(&right[3..]), body, no),
        ("no base64", listed("v1,%%%"), body, no),
        ("both spellings", both(&good, &good), body, yes),
        ("both, that of Svix right", both(&good, &by_other), body, yes),
        ("both, that of Svix wrong", both(&by_other, &good), body, no),
    ];
    for (what, headers, body, expected) in cases {
        let svix = refused_by_svix(SECRET, &headers, body.as_bytes(), NOW);
        let ours = receiver(SECRET, NOW).verify(&headers, body.as_bytes());
        assert_eq!(svix.is_none(), expected, "{what}: Svix says {svix:?}");
        assert_eq!(ours.is_ok(), expected, "{what}: ours is {ours:?}, Svix says {svix:?}");
    }
}

/// What Svix's library lets through, and signs nowhere: nothing real is lost by refusing it.
#[test]
#[ignore = "needs node and tests/peers/node_modules"]
fn here_is_refused_more_than_svix_refuses() {
    let body = BODIES[1];
    let good = signed_by_svix(SECRET, ID, NOW, body);
    let mut mixed = without(&good, "svix-id");
    mixed.insert("webhook-id", ID.parse().unwrap());
    let trailing = with(&good, "svix-timestamp", &format!("{NOW} or so"));
    for (what, headers) in [("spellings mixed", mixed), ("a time with words", trailing)] {
        assert_eq!(refused_by_svix(SECRET, &headers, body.as_bytes(), NOW), None, "{what}");
        assert!(receiver(SECRET, NOW).verify(&headers, body.as_bytes()).is_err(), "{what}");
    }
}

/// The headers a webhook is about.
fn of_webhook(received: &Received) -> HeaderMap {
    let of_webhook = |name: &str| name.starts_with("svix-") || name.starts_with("webhook-");
    let headers = received.headers.iter().filter(|(name, _)| of_webhook(name.as_str()));
    headers.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn emit(tenant: &Tenant, user_id: &str) -> String {
    let fields = [("user_id".to_owned(), json!(user_id)), ("metadata".to_owned(), json!("Zoë 東京"))];
    tenant.dots().emit_webhook("user.updated", fields.into_iter().collect()).unwrap()
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn what_the_sandbox_signs_svix_believes() {
    let (world, hub) = (World::start().await, Hub::start(&[]).await);
    let dots = world.tenant.dots();
    dots.set_webhook_url(&hub.url("/dots")).unwrap();
    let old = dots.webhook_secret();
    let mut ids = vec![emit(&world.tenant, "7")];
    world.tenant.webhooks().wait(1).await;
    dots.choose(|choices| choices.webhook_headers = WebhookHeaders::Webhook);
    ids.push(emit(&world.tenant, "8"));
    world.tenant.webhooks().wait(2).await;
    let new = dots.rotate_webhook_secret();
    ids.push(emit(&world.tenant, "9"));
    world.tenant.webhooks().wait(3).await;

    let now = world.clock.now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let believed = |webhook: &Received, secret: &str| {
        let refused = refused_by_svix(secret, &of_webhook(webhook), &webhook.body, now);
        let ours = receiver(secret, now).verify(&webhook.headers, &webhook.body);
        assert_eq!(ours.is_ok(), refused.is_none(), "{ours:?}, {refused:?}");
        refused.is_none()
    };
    let received = hub.received();
    let signers: Vec<_> =
        received.iter().map(|webhook| (believed(webhook, &old), believed(webhook, &new))).collect();
    assert_eq!(signers, [(true, false), (true, false), (true, true)]);
    let names = ["svix-id", "webhook-id", "webhook-id"];
    let sent: Vec<_> =
        received.iter().zip(names).map(|(webhook, name)| webhook.headers[name].to_str().unwrap()).collect();
    assert_eq!(sent, ids);
    assert!(received.iter().all(|webhook| !believed(webhook, OTHER)));
}
