//! What the events say: all of the registry, those of the published page, and what nobody knows yet.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::path::{Path, PathBuf};

use dots_users::webhook::{Event, EventType, Payload, Rejected};
use dots_users::{AppId, FlowId, PayoutLinkId, TransferId, UserId};
use serde_json::{Value, json};

const OLD: &str = "143c7e1c-2295-42c0-9fc9-23756ac26250";
const NEW: &str = "0d075000-0000-4000-8000-000000000002";
const FLOW: &str = "d48d42ca-efdf-4b41-b3a7-aa3cdd6c129f";
const TRANSFER: &str = "68db1237-3953-47b0-86aa-739a201dcb16";
const LINK: &str = "1324f3e4-aa5d-45f0-8128-a77a57c51cb3";

/// Events of users, flows, transfers, payout links and apps.
const TYPED: [&str; 22] = [
    "flow_updated",
    "flow_transaction_updated",
    "user_updated",
    "user_id_verified",
    "user_ide_verified",
    "user_background_check",
    "user_payout_method",
    "user_default_payout_method_changed",
    "user_merged",
    "user_manual_credit",
    "user_manual_debit",
    "user_profile_changed_external",
    "transfer_updated",
    "transfer_completed",
    "transfer_failed",
    "transfer_flagged",
    "payout_link_updated",
    "payout_link_claimed",
    "payout_link_sent",
    "payout_link_paid_out",
    "payout_link_failed",
    "app_updated",
];

/// Events that are about something else.
const OTHERS: [&str; 6] = [
    "organization_updated",
    "payment_method_updated",
    "payment_intent_updated",
    "payout_request_updated",
    "dispute_updated",
    "refund_updated",
];

/// Examples of the published page, which has no names in them.
const NAMELESS: [&str; 5] =
    ["nameless_app", "nameless_user", "nameless_merge", "nameless_transfer", "nameless_payout_link"];

/// What the lists above leave out.
const ODD: [&str; 3] = ["unknown", "nameless_refund", "payout_link_updated_as_published"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/webhook")
}

fn body(name: &str) -> String {
    std::fs::read_to_string(folder().join(name).with_extension("json")).unwrap()
}

fn event(name: &str) -> Event {
    Event::parse(body(name).as_bytes()).unwrap()
}

fn parse(body: &Value) -> Event {
    Event::parse(body.to_string().as_bytes()).unwrap()
}

fn user(id: &str) -> Option<UserId> {
    UserId::new(id).ok()
}

#[test]
fn every_event_is_read() {
    let names = TYPED.iter().chain(&OTHERS).chain(&NAMELESS);
    let lines: Vec<_> = names.map(|name| format!("{name}: {:?}", event(name))).collect();
    insta::assert_snapshot!("events", lines.join("\n"));
    for name in TYPED {
        let event = event(name);
        assert!(event.event_type.as_ref().is_some_and(|kind| kind.listed().is_some()), "{name}");
        assert!(!matches!(event.payload, Payload::Other(_)), "{name}");
    }
    for name in OTHERS {
        let event = event(name);
        assert!(event.event_type.is_some_and(|kind| kind.listed().is_some()), "{name}");
        assert!(matches!(event.payload, Payload::Other(_)), "{name}");
    }
}

#[test]
fn every_sample_is_on_a_list() {
    let listed = TYPED.len() + OTHERS.len() + NAMELESS.len() + ODD.len();
    assert_eq!(std::fs::read_dir(folder()).unwrap().count(), listed);
}

#[test]
fn an_event_writes_itself_as_it_was_read() {
    for name in TYPED.iter().chain(&OTHERS).chain(&NAMELESS).chain(&["unknown", "nameless_refund"]) {
        let mut sent: Value = serde_json::from_str(&body(name)).unwrap();
        if *name == "user_ide_verified" {
            sent["event"] = json!("user.updated.id_verified");
        }
        let written = serde_json::to_value(event(name)).unwrap();
        assert_eq!(written, sent, "{name}");
        assert_eq!(parse(&written), event(name), "{name}");
    }
}

#[test]
fn after_a_merge_the_user_is_the_new_one() {
    for name in ["user_merged", "nameless_merge"] {
        let event = event(name);
        assert_eq!(event.user_id(), user(NEW), "{name}");
        let Payload::UserMerged(merged) = event.payload else { panic!("{name}") };
        assert_eq!((Some(merged.old_user_id), Some(merged.new_user_id)), (user(OLD), user(NEW)), "{name}");
    }
    // `user_id` may be either of the two.
    let Payload::UserMerged(merged) = event("user_merged").payload else { panic!() };
    assert_eq!(merged.named_user_id, user(OLD));
}

#[test]
fn half_a_merge_names_no_user_but_a_new_one() {
    let half = |fields: Value| parse(&fields).user_id();
    let name = "user.updated.user_merged";
    assert_eq!(half(json!({"event": name, "user_id": OLD})), None);
    assert_eq!(half(json!({"event": name, "user_id": OLD, "new_user_id": NEW})), user(NEW));
    assert_eq!(half(json!({"user_id": OLD, "old_user_id": OLD})), None);
    assert_eq!(half(json!({"event": "user.joined", "user_id": OLD, "old_user_id": OLD})), None);
}

#[test]
fn both_spellings_of_an_identity_that_was_verified_are_one_event() {
    assert_eq!(event("user_ide_verified"), event("user_id_verified"));
    assert_eq!(event("user_id_verified").event_type, Some(EventType::UserIdVerified));
}

#[test]
fn a_payout_link_comes_whole_or_as_its_id() {
    for name in ["payout_link_updated", "payout_link_updated_as_published"] {
        let event = event(name);
        assert_eq!(event.event_type, Some(EventType::PayoutLinkUpdated));
        assert_eq!(event.payout_link_id(), PayoutLinkId::new(LINK).ok(), "{name}");
        assert!(matches!(event.payload, Payload::PayoutLink(_)), "{name}");
    }
    assert_eq!(event("payout_link_claimed").user_id(), user(OLD));
    assert_eq!(event("payout_link_claimed").metadata.unwrap().expose(), "order-17");
}

#[test]
fn ids_are_found_wherever_they_stand() {
    let (flow, transfer) = (FlowId::new(FLOW).ok(), TransferId::new(TRANSFER).ok());
    for name in ["flow_updated", "flow_transaction_updated", "payout_link_sent"] {
        assert_eq!(event(name).flow_id(), flow, "{name}");
    }
    for name in ["transfer_failed", "user_manual_debit", "payout_link_sent", "payout_link_failed"] {
        assert_eq!(event(name).transfer_id(), transfer, "{name}");
    }
    assert_eq!(event("payout_link_failed").payout_link_id(), PayoutLinkId::new(LINK).ok());
    for name in ["user_updated", "user_manual_credit", "user_profile_changed_external", "nameless_user"] {
        assert_eq!(event(name).user_id(), user(OLD), "{name}");
        assert_eq!(event(name).flow_id(), None, "{name}");
    }
    let unknown = parse(&json!({
        "event": "thing.happened", "user_id": OLD, "flow_id": FLOW, "transfer_id": TRANSFER, "payout_link_id": LINK,
    }));
    assert_eq!((unknown.user_id(), unknown.flow_id(), unknown.transfer_id()), (user(OLD), flow, transfer));
    assert_eq!(unknown.payout_link_id(), PayoutLinkId::new(LINK).ok());
}

#[test]
fn what_the_application_has_stored_comes_back() {
    assert_eq!(event("user_updated").metadata.unwrap().expose()["customer"], "17");
    let app = AppId::new("5d9278aa-ddac-4df6-9063-696d32b3baf9").ok();
    assert_eq!(event("user_merged").app_id, app);
    let nulls = json!({"event": "user.updated", "user_id": OLD, "api_app_id": null, "metadata": null});
    assert_eq!((parse(&nulls).app_id, parse(&nulls).metadata), (None, None));
}

#[test]
fn what_is_unknown_is_kept() {
    let event = event("unknown");
    assert_eq!(event.event_type.as_ref().unwrap().as_str(), "user.updated.something_new");
    assert_eq!(event.user_id(), user(OLD));
    let Payload::Other(fields) = event.payload else { panic!("nobody knows its form") };
    assert_eq!(fields.expose()["thing_id"], "7");
}

#[test]
fn without_a_name_the_fields_decide_where_they_leave_no_doubt() {
    for name in NAMELESS {
        assert_eq!(event(name).event_type, None, "{name}");
        assert!(!matches!(event(name).payload, Payload::Other(_)), "{name}");
    }
    let refund = event("nameless_refund");
    assert!(matches!(refund.payload, Payload::Other(_)) && refund.event_type.is_none());
    // A user's id beside something else may belong to an event of another kind.
    let doubtful = parse(&json!({"user_id": OLD, "payout_request_id": "7"}));
    assert!(matches!(doubtful.payload, Payload::Other(_)));
    assert_eq!(doubtful.user_id(), user(OLD));
    assert!(matches!(parse(&json!({})).payload, Payload::Other(_)));
}

#[test]
fn an_odd_form_does_not_cost_the_event() {
    for odd in [json!({}), json!({"user_id": null}), json!({"user_id": [OLD]}), json!({"id": OLD})] {
        let mut fields = odd.clone();
        fields["event"] = json!("user.updated");
        let event = parse(&fields);
        assert_eq!(event.event_type, Some(EventType::UserUpdated));
        assert!(matches!(event.payload, Payload::Other(_)), "{odd}");
        assert_eq!(event.user_id(), None, "{odd}");
    }
    let number = parse(&json!({"event": "user.updated", "user_id": 7, "more": true}));
    assert_eq!(number.user_id(), user("7"));
}

#[test]
fn what_is_no_object_is_no_event() {
    for body in ["", "null", "[]", "\"text\"", "7", "{", "{} {}"] {
        assert_eq!(Event::parse(body.as_bytes()), Err(Rejected::Unreadable), "{body}");
    }
}
