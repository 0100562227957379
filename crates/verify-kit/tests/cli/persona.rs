//! `verify-kit persona`.

use serde_json::json;

use crate::support::{Bench, settings};

const PHONE: &str = "+12025550140";
const BORN: &str = "1990-01-01";

/// Adds somebody; the number is 1.
async fn add(bench: &Bench, more: &[&str]) {
    let ran = bench.kit(&[&["persona", "add", "--phone", PHONE], more].concat()).await;
    ran.assert_code(0);
    assert_eq!(ran.stdout, "1\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_added_shown_and_taken_away() {
    let bench = Bench::new().await;
    let none = bench.kit(&["persona", "list"]).await;
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("", "There is no persona.\n"));
    let email = ["--email", "riley@example.com", "--as", "returns-later", "--after", "20m", "--as", "late"];
    let added = bench.kit(&[&["persona", "add", "--phone", PHONE][..], &email].concat()).await;
    added.assert_code(0);
    assert_eq!(added.stdout, "1\n");
    let said = "It acts as: returns-later, late. See what it does with: verify-kit persona acts 1\n";
    assert_eq!(added.stderr, said);
    let second = bench.kit(&["persona", "add", "--email", "ada@example.com", "--json"]).await;
    assert_eq!(second.json(), json!({"id": 2}));
    let listed = bench.kit(&["persona", "list"]).await;
    insta::assert_snapshot!("persona_list", listed.shown());
    let shown = bench.kit(&["persona", "list", "--json"]).await.json();
    assert_eq!(shown["personas"][0]["returns_after_seconds"], 1200);
    let removed = bench.kit(&["persona", "remove", "1"]).await;
    assert_eq!((removed.code, removed.stderr.as_str()), (0, "The persona is taken away.\n"));
    let again = bench.kit(&["persona", "remove", "1"]).await;
    insta::assert_snapshot!("persona_remove_unknown", again.shown());
    assert_eq!(bench.kit(&["persona", "remove", "--json"]).await.json(), json!({"removed": "all"}));
    assert!(bench.tenant.personas().list().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_are_waited_for_wrong_then_right() {
    let bench = Bench::new().await;
    add(&bench, &["--as", "wrong-then-right"]).await;
    let early = bench.kit(&["persona", "code", "1", "--timeout", "10ms"]).await;
    insta::assert_snapshot!("persona_code_nothing_yet", early.shown());
    let (typed, user) =
        tokio::join!(bench.kit(&["persona", "code", "1", "--timeout", "60s"]), bench.connect(PHONE, BORN));
    typed.assert_code(0);
    let verify = async |code: &str| {
        bench.spinwheel(&["verify-sms-code", "--user-id", &user, "--code", code.trim()]).await.code
    };
    assert_eq!(verify(&typed.stdout).await, 3, "the first code is wrong");
    let right = bench.kit(&["persona", "code", "1", "--json"]).await.json();
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    assert_eq!(right, json!({"outcome": "code", "code": code}));
    assert_eq!(verify(&code).await, 0);
    let acts = bench.kit(&["persona", "acts", "1"]).await;
    insta::assert_snapshot!("persona_acts", acts.shown());
    assert_eq!(
        bench.kit(&["persona", "acts", "1", "--json"]).await.json()["acts"][2]["act"],
        "answered-right"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_abandons_is_told_apart_from_who_has_not_typed_yet() {
    let bench = Bench::new().await;
    add(&bench, &["--as", "abandons"]).await;
    let never = bench.kit(&["persona", "code", "1"]).await;
    insta::assert_snapshot!("persona_code_never", never.shown());
    let never = bench.kit(&["persona", "code", "1", "--json"]).await;
    assert_eq!((never.code, never.json()), (1, json!({"outcome": "never"})));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_in_a_text_is_opened_and_the_clock_brings_the_person_back() {
    let bench = Bench::new().await;
    add(&bench, &["--as", "preview-first", "--as", "returns-later", "--after", "60s"]).await;
    let target = "https://app.example.com/back/17";
    let sent = bench.signzy(&["send-link", "--phone", PHONE, "--target-url", target, "--json"]).await.json();
    let ids = [sent["requestId"].as_str().unwrap(), sent["sessionId"].as_str().unwrap()];
    let check = ["check-link", "--request-id", ids[0], "--session-id", ids[1], "--json"];
    assert_eq!(bench.signzy(&check).await.json()["verdict"], "not_clicked");
    bench.kit(&["clock", "advance", "60s"]).await.assert_code(0);
    assert_eq!(bench.signzy(&check).await.json()["verdict"], "verified");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_is_handed_over() {
    let bench = Bench::new().await;
    add(&bench, &[]).await;
    let customer =
        bench.finicity(&["create-testing-customer", "--username", "customer-17", "--json"]).await.json();
    let id = customer["id"].as_str().unwrap();
    let link = bench.finicity(&["generate-connect-url", "--customer-id", id, "--json"]).await.json();
    let link = link["link"].as_str().unwrap();
    let opened = bench.kit(&["persona", "open", "1", "--link", link]).await;
    settings().bind(|| insta::assert_snapshot!("persona_open", opened.shown()));
    assert_eq!(bench.tenant.finicity().accounts(id).len(), 3);
    let elsewhere = bench.kit(&["persona", "open", "1", "--link", "https://example.com/secret-17"]).await;
    elsewhere.assert_code(2);
    assert!(elsewhere.stderr.contains("the link leads to no page of this tenant"), "{}", elsewhere.stderr);
    assert!(!elsewhere.stderr.contains("secret"), "{}", elsewhere.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_unknown_or_contradicts_itself_is_refused() {
    let bench = Bench::new().await;
    add(&bench, &[]).await;
    let email = ["--email", "ada@example.com"];
    for (args, said, next) in [
        (
            [&email[..], &["--as", "wrong-then-rihgt"]].concat(),
            "a similar value exists: 'wrong-then-right'",
            "two-devices",
        ),
        (
            [&email[..], &["--as", "abandons", "--as", "returns-later"]].concat(),
            "does not go with",
            "leave one",
        ),
        ([&email[..], &["--after", "5m"]].concat(), "goes with --as returns-later alone", "add --as"),
        ([&email[..], &["--as", "returns-later", "--after", "20ms"]].concat(), "whole seconds", "90s"),
        (vec!["--phone", "5550177"], "a persona needs a phone number", "persona add --help"),
        (vec![], "--phone", "--email"),
    ] {
        let ran = bench.kit(&[&["persona", "add"], &args[..]].concat()).await;
        ran.assert_code(2);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains(said) && ran.stderr.contains(next), "{args:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("5550177"), "{}", ran.stderr);
    }
    let taken = bench.kit(&["persona", "add", "--phone", PHONE]).await;
    taken.assert_code(1);
    assert!(
        taken.stderr.contains("another persona") && taken.stderr.contains("persona remove"),
        "{}",
        taken.stderr
    );
    for args in [&["code", "9"][..], &["acts", "9"], &["open", "9", "--link", "x"]] {
        let ran = bench.kit(&[&["persona"], args].concat()).await;
        ran.assert_code(1);
        assert!(
            ran.stderr.contains("no such persona") && ran.stderr.contains("persona list"),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(bench.tenant.personas().list().len(), 1);
}
