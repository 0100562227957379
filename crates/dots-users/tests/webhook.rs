//! Everything that can be wrong with a webhook, and what is not wrong with it.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::{Duration, SystemTime};

use dots_users::webhook::{Receiver, Rejected, TOLERANCE};
use dots_users::{ErrorKind, MessageId, Secret, UserId};
use http::{HeaderMap, HeaderName, HeaderValue};
use verify_testkit::ManualClock;

// The example that Svix prints; nobody's secret.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "whsec_b3RoZXItc2lnbmluZy1zZWNyZXQ=";
const BODY: &[u8] = br#"{"event":"user.updated","user_id":"143c7e1c-2295-42c0-9fc9-23756ac26250"}"#;

fn receiver_of(secrets: &[&str], clock: &ManualClock) -> Receiver {
    Receiver::new(secrets.iter().copied()).unwrap().clock(clock.clone())
}

fn receiver() -> Receiver {
    receiver_of(&[SECRET], &ManualClock::frozen())
}

fn other() -> Receiver {
    receiver_of(&[OTHER], &ManualClock::frozen())
}

fn id() -> MessageId {
    MessageId::new("msg_1").unwrap()
}

fn signed(body: &[u8]) -> HeaderMap {
    receiver().sign(&id(), body).unwrap()
}

fn with(headers: &HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.insert(name, HeaderValue::from_str(value).unwrap());
    headers
}

fn without(headers: &HeaderMap, name: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.remove(name).unwrap();
    headers
}

/// The same headers, by the other names.
fn white_labelled(headers: &HeaderMap) -> HeaderMap {
    let renamed = |name: &HeaderName| name.as_str().replace("svix-", "webhook-").parse().unwrap();
    headers.iter().map(|(name, value)| (renamed(name), value.clone())).collect()
}

fn signature(headers: &HeaderMap) -> String {
    headers["svix-signature"].to_str().unwrap().to_owned()
}

#[test]
fn the_example_that_svix_prints_fits() {
    let clock = ManualClock::frozen_at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_614_265_330));
    let receiver = receiver_of(&[SECRET], &clock);
    let (id, body) = (MessageId::new("msg_p5jXN8AQM9LWM0D4loKWxJek").unwrap(), br#"{"test": 2432232314}"#);
    let headers = receiver.sign(&id, body).unwrap();
    assert_eq!(headers["svix-id"], id.as_str());
    assert_eq!(headers["svix-timestamp"], "1614265330");
    assert_eq!(headers["svix-signature"], "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_eq!(receiver.verify(&headers, body), Ok(id));
}

#[test]
fn both_spellings_of_the_headers_are_read_and_never_mixed() {
    let (svix, webhook) = (signed(BODY), white_labelled(&signed(BODY)));
    assert_eq!(receiver().verify(&webhook, BODY), Ok(id()));

    // With both, those of Svix decide, whichever came first.
    let mut both = svix.clone();
    both.extend(white_labelled(&other().sign(&id(), BODY).unwrap()));
    assert_eq!(receiver().verify(&both, BODY), Ok(id()));
    let mut both = other().sign(&id(), BODY).unwrap();
    both.extend(webhook.clone());
    assert_eq!(receiver().verify(&both, BODY), Err(Rejected::Mismatch));

    // One that is not complete does not count, and lends nothing to the other.
    let mut half = webhook.clone();
    half.insert("svix-id", HeaderValue::from_static("msg_other"));
    assert_eq!(receiver().verify(&half, BODY), Ok(id()));
    let mut mixed = without(&svix, "svix-id");
    mixed.insert("webhook-id", svix["svix-id"].clone());
    assert_eq!(receiver().verify(&mixed, BODY), Err(Rejected::Missing));
}

#[test]
fn the_names_of_headers_have_no_case() {
    for prefix in ["Svix", "SVIX", "Webhook"] {
        let mut headers = HeaderMap::new();
        for (name, value) in &signed(BODY) {
            let name = name.as_str().replace("svix", prefix);
            headers.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.clone());
        }
        assert_eq!(receiver().verify(&headers, BODY), Ok(id()), "{prefix}");
    }
}

#[test]
fn what_is_wrong_is_told_apart() {
    let (good, fit) = (signed(BODY), Rejected::Mismatch);
    let written_anew = serde_json::from_slice::<serde_json::Value>(BODY).unwrap();
    let pretty = serde_json::to_vec_pretty(&written_anew).unwrap();
    let long = "9".repeat(30);
    let upper = signature(&good).to_uppercase().replace("V1", "v1");
    let cases: Vec<(&str, HeaderMap, &[u8], Rejected)> = vec![
        ("no headers", HeaderMap::new(), BODY, Rejected::Missing),
        ("no id", without(&good, "svix-id"), BODY, Rejected::Missing),
        ("no time", without(&good, "svix-timestamp"), BODY, Rejected::Missing),
        ("no signature", without(&good, "svix-signature"), BODY, Rejected::Missing),
        ("empty id", with(&good, "svix-id", ""), BODY, Rejected::Missing),
        ("empty signature", with(&good, "svix-signature", ""), BODY, Rejected::Missing),
        ("another id", with(&good, "svix-id", "msg_2"), BODY, fit),
        ("id in other case", with(&good, "svix-id", "MSG_1"), BODY, fit),
        (
            "time not in digits",
            with(&good, "svix-timestamp", "2026-01-15T12:00:00Z"),
            BODY,
            Rejected::Malformed,
        ),
        ("time with a sign", with(&good, "svix-timestamp", "+1768478400"), BODY, Rejected::Malformed),
        ("time beyond all time", with(&good, "svix-timestamp", &long), BODY, Rejected::Malformed),
        ("end of time", with(&good, "svix-timestamp", &u64::MAX.to_string()), BODY, Rejected::Malformed),
        ("no version", with(&good, "svix-signature", &signature(&good)[3..]), BODY, Rejected::Malformed),
        ("unknown version", with(&good, "svix-signature", "v1a,AAAA v2,AAAA"), BODY, Rejected::Malformed),
        ("not base64", with(&good, "svix-signature", "v1,%%%"), BODY, Rejected::Malformed),
        ("signature in other case", with(&good, "svix-signature", &upper), BODY, fit),
        ("cut signature", with(&good, "svix-signature", "v1,AAAA"), BODY, fit),
        ("signature of nothing", with(&good, "svix-signature", "v1,"), BODY, fit),
        ("another secret", other().sign(&id(), BODY).unwrap(), BODY, fit),
        ("written anew", good.clone(), &pretty, fit),
        ("cut body", good.clone(), &BODY[..BODY.len() - 1], fit),
        ("no body", good.clone(), b"", fit),
        ("another body", good.clone(), b"{}", fit),
        ("signed nothing", signed(b""), b"", Rejected::Unreadable),
        ("a list", signed(b"[]"), b"[]", Rejected::Unreadable),
        ("no JSON", signed(b"<event/>"), b"<event/>", Rejected::Unreadable),
        ("half a JSON", signed(b"{\"event\":"), b"{\"event\":", Rejected::Unreadable),
        ("no text", signed(b"{\"event\":\"\xff\"}"), b"{\"event\":\"\xff\"}", Rejected::Unreadable),
    ];
    for (what, headers, body, expected) in cases {
        assert_eq!(receiver().receive(&headers, body), Err(expected), "{what}");
    }
}

#[test]
fn id_and_time_stand_there_once() {
    for name in ["svix-id", "svix-timestamp"] {
        let mut headers = signed(BODY);
        headers.append(name, headers[name].clone());
        assert_eq!(receiver().verify(&headers, BODY), Err(Rejected::Malformed), "{name}");
        headers.insert(name, HeaderValue::from_bytes(b"\xff").unwrap());
        assert_eq!(receiver().verify(&headers, BODY), Err(Rejected::Malformed), "{name}");
    }
}

#[test]
fn one_of_several_signatures_is_enough() {
    let (good, wrong) = (signed(BODY), signature(&other().sign(&id(), BODY).unwrap()));
    let right = signature(&good);
    let wrongs = vec![wrong.as_str(); 15].join(" ");
    for list in [
        format!("{wrong} {right}"),
        format!("{right} {wrong}"),
        format!("v1a,whatever v2,{} {right}", &right[3..]),
        format!("nonsense , ,, v1,%% {right}"),
        format!("{wrong}  {right}"),
        format!("{wrongs} {right}"),
    ] {
        let headers = with(&good, "svix-signature", &list);
        assert_eq!(receiver().verify(&headers, BODY), Ok(id()), "{list}");
    }
    let mut two = with(&good, "svix-signature", &wrong);
    two.append("svix-signature", right.parse().unwrap());
    assert_eq!(receiver().verify(&two, BODY), Ok(id()));

    // Guessing by the dozen does not pay.
    let many = with(&good, "svix-signature", &format!("{wrongs} {wrong} {right}"));
    assert_eq!(receiver().verify(&many, BODY), Err(Rejected::Mismatch));
}

#[test]
fn five_minutes_either_way_are_in_time() {
    let (second, minutes) = (Duration::from_secs(1), Duration::from_secs(5 * 60));
    assert_eq!(TOLERANCE, minutes);
    let signed_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400);
    let headers = receiver_of(&[SECRET], &ManualClock::frozen_at(signed_at)).sign(&id(), BODY).unwrap();
    let cases = [
        (signed_at + minutes, Ok(id())),
        (signed_at + minutes + second, Err(Rejected::TooOld)),
        (signed_at - minutes, Ok(id())),
        (signed_at - minutes - second, Err(Rejected::TooNew)),
    ];
    for (now, expected) in cases {
        let receiver = receiver_of(&[SECRET], &ManualClock::frozen_at(now));
        assert_eq!(receiver.verify(&headers, BODY), expected);
        // A time that was not signed says nothing.
        let forged = with(&headers, "svix-timestamp", "1");
        assert_eq!(receiver.verify(&forged, BODY), Err(Rejected::Mismatch));
    }
}

#[test]
fn a_message_that_comes_again_has_the_same_id() {
    let clock = ManualClock::frozen();
    let receiver = receiver_of(&[SECRET], &clock);
    let second_body = br#"{"event":"flow.updated","flow_id":"d48d42ca-efdf-4b41-b3a7-aa3cdd6c129f"}"#;
    let (first, second) = (MessageId::new("msg_1").unwrap(), MessageId::new("msg_2").unwrap());
    let early = receiver.sign(&first, BODY).unwrap();
    clock.advance(Duration::from_secs(5));
    let later = receiver.sign(&second, second_body).unwrap();
    let again = receiver.sign(&first, BODY).unwrap();
    assert_ne!(early["svix-timestamp"], again["svix-timestamp"]);

    // Out of order, and one of them twice.
    let come = [(&later, &second_body[..]), (&early, BODY), (&again, BODY)];
    let messages = come.map(|(headers, body)| receiver.receive(headers, body).unwrap());
    assert_eq!(messages.each_ref().map(|message| message.id.as_str()), ["msg_2", "msg_1", "msg_1"]);
    assert_eq!(messages[1], messages[2]);
}

#[test]
fn a_huge_body_is_read() {
    let text = "x".repeat(4 << 20);
    let body = format!(r#"{{"event":"user.updated","user_id":"7","metadata":{{"note":"{text}"}}}}"#);
    let message = receiver().receive(&signed(body.as_bytes()), body.as_bytes()).unwrap();
    assert_eq!(message.event.user_id(), Some(UserId::new("7").unwrap()));
    let deep = format!(r#"{{"metadata":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let refused = receiver().receive(&signed(deep.as_bytes()), deep.as_bytes());
    assert_eq!(refused, Err(Rejected::Unreadable));
}

#[test]
fn during_a_rotation_both_secrets_are_accepted_and_afterwards_one() {
    let (old, new) = (receiver(), other());
    let both = receiver_of(&[OTHER, SECRET], &ManualClock::frozen());
    for signer in [&old, &new] {
        assert_eq!(both.verify(&signer.sign(&id(), BODY).unwrap(), BODY), Ok(id()));
    }
    // Svix signs with both for a while: who knows one of them believes it.
    let two = format!("{} {}", signature(&new.sign(&id(), BODY).unwrap()), signature(&signed(BODY)));
    let headers = with(&signed(BODY), "svix-signature", &two);
    for receiver in [&old, &new, &both] {
        assert_eq!(receiver.verify(&headers, BODY), Ok(id()));
    }
    assert_eq!(new.verify(&signed(BODY), BODY), Err(Rejected::Mismatch));
}

#[test]
fn a_running_receiver_and_its_clones_take_another_secret() {
    let receiver = receiver();
    let clone = receiver.clone();
    for unusable in [&[][..], &[""], &["whsec_"], &["whsec_?"]] {
        assert!(receiver.replace_secrets(unusable.iter().copied()).is_err(), "and keeps the old one");
    }
    assert!(clone.verify(&signed(BODY), BODY).is_ok());
    receiver.replace_secrets([Secret::new(OTHER)]).unwrap();
    assert_eq!(clone.verify(&signed(BODY), BODY), Err(Rejected::Mismatch));
    assert!(clone.verify(&other().sign(&id(), BODY).unwrap(), BODY).is_ok());
}

#[test]
fn the_prefix_of_a_secret_may_be_left_out() {
    let bare = receiver_of(&[SECRET.trim_start_matches("whsec_")], &ManualClock::frozen());
    assert_eq!(bare.verify(&signed(BODY), BODY), Ok(id()));
}

#[test]
fn what_is_no_secret_is_said_without_repeating_it() {
    let wrong = [
        "whsec_not base64 at all",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
        "whsec_whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_YQ", // without padding
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ];
    for secret in wrong {
        let error = Receiver::new([SECRET, secret]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{secret}");
        let printed = format!("{error} {error:?}");
        assert!(printed.contains("Svix portal"), "{printed}");
        assert!(!printed.contains("MfKQ") && !printed.contains("at all"), "{printed}");
    }
    for empty in [&[][..], &[""], &["whsec_"]] {
        let error = Receiver::new(empty.iter().copied()).unwrap_err();
        assert!(error.to_string().contains("not empty"), "{error}");
    }
    assert_eq!(format!("{:?}", Secret::new(SECRET)), "Secret(***)");
    assert!(!format!("{:?}", receiver()).contains("MfKQ"));
}

#[test]
fn an_id_that_cannot_stand_in_a_header_is_not_signed() {
    let error = receiver().sign(&MessageId::new("msg\n1").unwrap(), BODY).unwrap_err();
    assert!(error.to_string().contains("MessageId"), "{error}");
}
