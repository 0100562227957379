//! The document of a state: what is refused, what an import leaves alone, the reset to the seed, and the same over HTTP.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::{Clock, Fault, FaultKind, ManualClock, Sandbox, State};

use crate::client::{BORN, Bench, PHONE, send};

async fn exported() -> (Bench, Value) {
    let bench = Bench::new().await;
    bench.start(PHONE, BORN).await;
    bench.tenant.faults().arm(Fault::new("*", FaultKind::NoAnswer).times(0)).unwrap().keep();
    let document = serde_json::from_str(&bench.tenant.export().to_string()).unwrap();
    (bench, document)
}

fn refused(bench: &Bench, document: &Value) -> String {
    let state = document.to_string().parse::<State>();
    let error = state.and_then(|state| bench.tenant.import(&state)).expect_err("it is refused");
    assert!(!error.message().is_empty() && !error.what_to_do().is_empty());
    error.to_string()
}

#[tokio::test]
async fn a_document_says_what_it_is() {
    let (bench, document) = exported().await;
    assert_eq!((&document["format"], &document["version"]), (&json!("verify-sandbox-state"), &json!(1)));
    assert_eq!((&document["tenant"], &document["seed"]), (&json!("default"), &json!(7)));
    let providers: Vec<_> = document["providers"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(providers, ["debtcore", "dots", "finicity", "signzy", "spinwheel"]);
    let state = bench.tenant.export();
    assert_eq!(format!("{state:?}"), r#"State { tenant: "default", seed: 7, .. }"#);
    assert_eq!((state.tenant(), state.seed()), ("default", 7));
}

#[tokio::test]
async fn what_is_unknown_or_damaged_changes_nothing() {
    let (_, document) = exported().await;
    let bench = Bench::new().await;
    let (user, code) = bench.start("+12025550141", BORN).await;
    let before = bench.tenant.export();
    let but = |pointer: &str, value: Value| {
        let mut changed = document.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed
    };
    let without = |parent: &str, key: &str| {
        let mut changed = document.clone();
        changed.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        changed
    };
    let phone = document.pointer("/outbox/sent/0/to").unwrap().as_str().unwrap().to_owned();
    assert_eq!(phone, PHONE);
    let cases = [
        (json!([]), "this is no state of the sandbox"),
        (but("/format", json!("something")), "this is no state of the sandbox"),
        (but("/version", json!(2)), "the state has version 2; this sandbox reads version 1"),
        (but("/version", json!("1")), "damaged, at version"),
        (but("/seed", json!(8)), "the state is of a sandbox with seed 8; this one has seed 7"),
        (without("", "outbox"), "missing field `outbox`"),
        (without("", "personas"), "missing field `personas`"),
        (without("/providers", "dots"), "says nothing of the provider \"dots\""),
        (without("/providers/signzy/state", "rng"), "damaged, at signzy: missing field `rng`"),
        (but("/providers/spinwheel/state/added", json!(PHONE)), "damaged, at spinwheel: invalid type"),
        (
            but("/providers/finicity/choices", json!({"no_such_choice": 1})),
            "damaged, at finicity: unknown field",
        ),
        (but("/outbox/sent/0/operation", json!("spinwheel.nothing")), "damaged, at outbox"),
        (but("/faults/armed/0/1/operation", json!("nobody.nothing")), "damaged, at faults"),
        (but("/journal/counts", json!({"nobody.nothing": 1})), "damaged, at journal"),
        (but("/webhooks/log", json!(7)), "damaged, at webhooks"),
        (but("/outbox/sent/0/mono", json!({"monotonic": [0, 2_000_000_000]})), "damaged, at outbox"),
    ];
    for (changed, wanted) in cases {
        let said = refused(&bench, &changed);
        assert!(said.contains(wanted), "{wanted}: {said}");
        assert!(!said.contains(PHONE), "{said}");
        assert_eq!(bench.tenant.export(), before, "{wanted}");
    }
    let mut other = document.clone();
    other["providers"]["else"] = json!({});
    assert!(refused(&bench, &other).contains("which this one has not"));
    let text = document.to_string();
    let half = text[..text.len() / 2].parse::<State>().unwrap_err();
    assert!(half.to_string().starts_with("this is no JSON from line 1, column"), "{half}");
    assert_eq!(bench.verify(&user, &code).await.status, 200, "and what there was goes on");
}

#[tokio::test]
async fn an_import_replaces_everything() {
    let (first, document) = exported().await;
    let state: State = document.to_string().parse().unwrap();
    let bench = Bench::new().await;
    bench.start("+12025550141", BORN).await;
    let guard = bench.tenant.faults().arm(Fault::new("*", FaultKind::EmptyBody).times(0)).unwrap();
    bench.tenant.webhooks().register("*", "http://127.0.0.1:1/hook", &[]).unwrap();
    bench.tenant.import(&state).unwrap();
    let messages = bench.tenant.outbox().messages();
    assert_eq!((messages.len(), messages[0].to.as_str()), (1, PHONE));
    assert!(bench.tenant.webhooks().registrations().is_empty());
    drop(guard);
    assert_eq!(bench.tenant.faults().list().len(), 1, "a guard of before takes none of these back");
    let journal = bench.tenant.journal();
    assert_eq!((journal.total_requests(), journal.requests("connect_sms"), journal.dropped()), (1, 1, 1));
    assert!(journal.entries().is_empty(), "entries are not in a state");
    drop(first);
}

#[tokio::test]
async fn the_clock_is_moved_forward_and_never_back() {
    let (first, _) = exported().await;
    first.advance(100);
    let state = first.tenant.export();
    let (early, late) = (ManualClock::frozen(), ManualClock::frozen());
    late.advance(Duration::from_secs(500));
    for (clock, then) in [(&early, first.clock.now()), (&late, late.now())] {
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        sandbox.default_tenant().import(&state).unwrap();
        assert_eq!(clock.now(), then);
    }
    assert_eq!(early.monotonic(), first.clock.monotonic());
}

#[tokio::test]
async fn a_moment_of_the_past_comes_back_in_the_same_sandbox() {
    let bench = Bench::new().await;
    let (user, code) = bench.start(PHONE, BORN).await;
    let state = bench.tenant.export();
    bench.advance(301);
    assert_eq!(bench.verify(&user, &code).await.status, 400, "it is too old");
    bench.tenant.import(&state).unwrap();
    assert_eq!(bench.verify(&user, &code).await.status, 200, "as young as at the export");
}

#[tokio::test]
async fn a_reset_is_the_state_after_the_start() {
    let bench = Bench::new().await;
    let fresh = bench.tenant.export();
    let first = bench.start(PHONE, BORN).await;
    let hook = || bench.tenant.webhooks().register("*", "http://127.0.0.1:1/hook", &[]).unwrap();
    assert_eq!((hook(), hook()), (1, 2));
    bench.tenant.reset();
    let again: Value = serde_json::from_str(&bench.tenant.export().to_string()).unwrap();
    let fresh: Value = serde_json::from_str(&fresh.to_string()).unwrap();
    for part in ["providers", "outbox", "webhooks"] {
        assert_eq!(again[part], fresh[part], "{part}");
    }
    assert_eq!(bench.start(PHONE, BORN).await, first, "the same id and the same code");
    assert_eq!(hook(), 1);
}

#[tokio::test]
async fn the_same_over_http() {
    let (first, document) = exported().await;
    let url = |bench: &Bench, rest: &str| format!("{}/tenants/default/{rest}", bench.sandbox.control_url());
    let got = send("GET", &url(&first, "state"), &[], "").await.unwrap();
    assert_eq!((got.status, got.json()), (200, document));
    let bench = Bench::new().await;
    let json = [("content-type", "application/json")];
    // Longer than any other body may be.
    let mut long = got.json();
    long["outbox"]["sent"][0]["text"] =
        json!(format!("Your code is 004211. {}", "x".repeat(2 * 1024 * 1024)));
    let put = send("PUT", &url(&bench, "state"), &json, &long.to_string()).await.unwrap();
    assert_eq!((put.status, put.json()), (200, json!({})));
    assert_eq!(bench.tenant.outbox().latest_code_for(PHONE).unwrap(), "004211");
    let bad =
        send("PUT", &url(&bench, "state"), &json, r#"{"format": "verify-sandbox-state", "version": 9}"#)
            .await
            .unwrap();
    assert_eq!(bad.status, 400);
    assert_eq!(bad.json()["error"]["message"], "the state has version 9; this sandbox reads version 1");
    assert_eq!(send("POST", &url(&bench, "reset"), &[], "").await.unwrap().status, 200);
    assert!(bench.tenant.outbox().is_empty());
}
