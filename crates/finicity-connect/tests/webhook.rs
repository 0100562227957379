//! Webhooks as they were captured from the live service, and everything that can be wrong with one.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use finicity_connect::webhook::{Event, EventType, Payload, Receiver, Rejected, SIGNATURE_HEADER};
use finicity_connect::{CustomerId, InstitutionId, Secret};
use http::{HeaderMap, HeaderValue};

const SECRET: &str = "partner-secret-1";

fn receiver() -> Receiver {
    Receiver::new([Secret::new(SECRET)]).unwrap()
}

fn body(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/webhook");
    std::fs::read(folder.join(name).with_extension("json")).unwrap()
}

fn signed(signature: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(SIGNATURE_HEADER, HeaderValue::from_str(signature).unwrap());
    headers
}

fn receive(name: &str) -> Event {
    let body = body(name);
    receiver().receive(&signed(&receiver().sign(&body)), &body).unwrap()
}

#[test]
fn every_documented_event_is_typed() {
    let rows = [
        "ping",
        "started",
        "institution_supported",
        "institution_not_supported",
        "institution_not_found",
        "adding",
        "unable_to_connect",
        "processing",
        "discovered",
        "added",
        "credentials_updated",
        "accounts_deleted",
        "done",
    ];
    let lines: Vec<_> = rows.iter().map(|name| format!("{name}: {:?}", receive(name))).collect();
    insta::assert_snapshot!("events", lines.join("\n"));
    for name in rows {
        let event = receive(name);
        assert!(event.event_type.listed().is_some(), "{name}");
        assert!(!matches!(event.payload, Payload::Other(_)), "{name}");
    }
}

#[test]
fn accounts_arrive_whole() {
    let Payload::Added(added) = receive("added").payload else { panic!("not the payload of added") };
    assert_eq!((added.institution_id, added.oauth), (Some(InstitutionId::new(102_176)), Some(true)));
    assert_eq!(added.accounts.len(), 1);
}

#[test]
fn what_is_unknown_is_kept() {
    for name in ["unknown_type", "mfa"] {
        let event = receive(name);
        assert!(event.id.is_some());
        let Payload::Other(payload) = event.payload else { panic!("{name}: the form is not published") };
        assert!(payload.expose().is_object());
    }
    assert_eq!(receive("unknown_type").event_type, EventType::from("somethingNew"));
}

#[test]
fn the_callers_own_data_comes_back() {
    let event = receive("with_data");
    assert_eq!(event.webhook_data.unwrap().expose()["order"], "order-17");
    assert!(event.consumer_id.is_some());
    assert_eq!(event.customer_id, Some(CustomerId::new("1005061234").unwrap()));
}

#[test]
fn a_ping_has_neither_id_nor_customer() {
    let ping = receive("ping");
    assert_eq!((ping.id, ping.customer_id, ping.event_type), (None, None, EventType::Ping));
}

#[test]
fn a_payload_in_an_odd_form_does_not_cost_the_event() {
    for payload in ["null", "[]", "\"text\"", "7"] {
        let body = format!(r#"{{"customerId":7,"eventType":"added","eventId":"1-a","payload":{payload}}}"#);
        let event = Event::parse(body.as_bytes()).unwrap();
        assert_eq!(event.customer_id, Some(CustomerId::new("7").unwrap()));
        assert!(matches!(event.payload, Payload::Other(_)), "{payload}");
    }
    let without = Event::parse(br#"{"eventType":"added"}"#).unwrap();
    assert!(matches!(without.payload, Payload::Other(_)));
}

#[test]
fn a_changed_body_a_wrong_secret_and_a_missing_header_are_told_apart() {
    let body = body("added");
    let signature = receiver().sign(&body);
    let cases = [
        ("no header", HeaderMap::new(), body.clone(), Rejected::Missing),
        ("not hex", signed("sha256=abc"), body.clone(), Rejected::Malformed),
        ("empty", signed(""), body.clone(), Rejected::Mismatch),
        ("another secret", signed(&other().sign(&body)), body.clone(), Rejected::Mismatch),
        ("written anew", signed(&signature), pretty(&body), Rejected::Mismatch),
        ("cut", signed(&signature), body[..body.len() - 1].to_vec(), Rejected::Mismatch),
        ("another event", signed(&signature), self::body("done"), Rejected::Mismatch),
        ("XML", signed(&receiver().sign(b"<event/>")), b"<event/>".to_vec(), Rejected::Unreadable),
        ("no event", signed(&receiver().sign(b"{}")), b"{}".to_vec(), Rejected::Unreadable),
        ("a list", signed(&receiver().sign(b"[]")), b"[]".to_vec(), Rejected::Unreadable),
    ];
    for (what, headers, body, expected) in cases {
        assert_eq!(receiver().receive(&headers, &body), Err(expected), "{what}");
    }
}

fn other() -> Receiver {
    Receiver::new([Secret::new("partner-secret-2")]).unwrap()
}

fn pretty(body: &[u8]) -> Vec<u8> {
    let value: serde_json::Value = serde_json::from_slice(body).unwrap();
    serde_json::to_vec_pretty(&value).unwrap()
}

#[test]
fn during_a_rotation_both_secrets_are_accepted_and_afterwards_one() {
    let body = body("done");
    let (old, new) = (receiver(), other());
    let secrets = [Secret::new("partner-secret-2"), Secret::new(SECRET)];
    let both = Receiver::new(secrets).unwrap();
    for signer in [&old, &new] {
        assert!(both.receive(&signed(&signer.sign(&body)), &body).is_ok());
    }
    assert_eq!(new.receive(&signed(&old.sign(&body)), &body), Err(Rejected::Mismatch));
}

#[test]
fn a_running_receiver_and_its_clones_take_another_secret() {
    let body = body("done");
    let receiver = receiver();
    let clone = receiver.clone();
    let new = Secret::new("partner-secret-2");
    assert!(receiver.replace_secrets(<[Secret; 0]>::default()).is_err(), "and keeps the old one");
    assert!(clone.receive(&signed(&self::receiver().sign(&body)), &body).is_ok());
    receiver.replace_secrets([new]).unwrap();
    assert!(clone.receive(&signed(&other().sign(&body)), &body).is_ok());
    assert_eq!(clone.receive(&signed(&self::receiver().sign(&body)), &body), Err(Rejected::Mismatch));
}

#[test]
fn several_signatures_and_capital_digits_are_fine() {
    let body = body("done");
    let right = receiver().sign(&body);
    let mut headers = signed(&other().sign(&body));
    headers.append(SIGNATURE_HEADER, HeaderValue::from_str(&right.to_uppercase()).unwrap());
    assert!(receiver().receive(&headers, &body).is_ok());
}

#[test]
fn the_signature_is_the_one_another_program_computes() {
    // printf '{"eventType":"ping","payload":{}}' | openssl dgst -sha256 -hmac partner-secret-1
    let expected = "1e3f1e7ce6d5415821ebe7f3cac1eb1fe3e314dc509e3c1d60cd74f0021c6a1a";
    assert_eq!(receiver().sign(&body("ping")), expected);
}

#[test]
fn an_event_writes_itself_as_it_was_read() {
    for name in ["ping", "adding", "accounts_deleted", "credentials_updated", "unknown_type", "with_data"] {
        let sent: serde_json::Value = serde_json::from_slice(&body(name)).unwrap();
        let mut written = serde_json::to_value(receive(name)).unwrap();
        // Ids of institutions are numbers here, whatever they were on the way.
        if let Some(id) = written.pointer_mut("/payload/institutionId") {
            *id = id.to_string().into();
        }
        assert_eq!(written, sent, "{name}");
    }
}
