//! `verify-kit fault`.

use serde_json::{Value, json};

use crate::support::Bench;

const ARM: [&str; 4] = ["fault", "arm", "--operation", "spinwheel.connect_sms"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_is_armed_strikes_and_is_taken_back() {
    let bench = Bench::new().await;
    let ran = bench.kit(&[&ARM[..], &["--kind", "status", "--status", "503", "--times", "1"]].concat()).await;
    ran.assert_code(0);
    assert_eq!(ran.stdout, "1\n");
    assert_eq!(ran.stderr, "It strikes spinwheel.connect_sms. Take it back with: verify-kit fault clear 1\n");
    let sms = ["connect-sms", "--phone", "+12025550140", "--birth-date", "1990-01-01", "--ext-user-id", "me"];
    assert_ne!(bench.spinwheel(&sms).await.code, 0);
    let listed = bench.kit(&["fault", "list"]).await;
    insta::assert_snapshot!("fault_list", listed.shown());
    let cleared = bench.kit(&["fault", "clear", "1"]).await;
    cleared.assert_code(0);
    assert_eq!((cleared.stdout.as_str(), cleared.stderr.as_str()), ("", "The fault is taken back.\n"));
    assert_eq!(bench.kit(&["fault", "list"]).await.stderr, "No fault is armed.\n");
    let again = bench.kit(&["fault", "clear", "1"]).await;
    insta::assert_snapshot!("fault_clear_unknown", again.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kind_is_listed_as_it_was_typed() {
    let bench = Bench::new().await;
    for (typed, listed) in [
        (&["no_answer"][..], "no_answer "),
        (&["status", "--status", "503"], "status 503 "),
        (&["too_many_requests", "--retry-after", "1m"], "too_many_requests 60s "),
        (&["too_many_requests", "--retry-after", "date:60s"], "too_many_requests date:60s "),
        (&["too_many_requests"], "too_many_requests absent "),
        (&["slow", "--pause", "20ms"], "slow 20ms "),
        (&["missing_field", "--field", "data.userId"], "missing_field data.userId "),
    ] {
        bench.kit(&[&ARM[..], &["--kind"], typed].concat()).await.assert_code(0);
        let list = bench.kit(&["fault", "list"]).await.stdout;
        assert!(list.lines().last().is_some_and(|line| line.contains(&format!("  {listed}"))), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_arrives_as_it_was_meant() {
    let bench = Bench::new().await;
    let forms: [(&[&str], Value); 7] = [
        (&["--kind", "accepted_then_lost"], json!("accepted_then_lost")),
        (&["--kind", "slow", "--pause", "20ms"], json!({"slow": {"pause_ms": 20}})),
        (&["--kind", "refusal", "--token", "INVALID_NUMBER"], json!({"refusal": "INVALID_NUMBER"})),
        (&["--kind", "too_many_requests"], json!({"too_many_requests": "absent"})),
        (
            &["--kind", "too_many_requests", "--retry-after", "5s"],
            json!({"too_many_requests": {"seconds": 5}}),
        ),
        (
            &["--kind", "too_many_requests", "--retry-after", "date:1m"],
            json!({"too_many_requests": {"date": 60}}),
        ),
        (&["--kind", "missing_field", "--field", "data.userId"], json!({"missing_field": "data.userId"})),
    ];
    for (number, (form, kind)) in (1..).zip(forms) {
        let ran = bench.kit(&[&ARM[..], form, &["--json"]].concat()).await;
        ran.assert_code(0);
        assert_eq!(ran.json(), json!({"id": number}));
        let listed = bench.kit(&["fault", "list", "--json"]).await.json();
        assert_eq!(listed["faults"][number - 1]["kind"], kind);
    }
    for operation in ["*", "finicity.*", "connect_sms"] {
        bench.kit(&["fault", "arm", "--operation", operation, "--kind", "no_answer"]).await.assert_code(0);
    }
    assert_eq!(bench.kit(&["fault", "clear", "--json"]).await.json(), json!({"cleared": "all"}));
    assert!(bench.tenant.faults().list().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_unknown_is_refused_with_what_there_is() {
    let bench = Bench::new().await;
    let kind = ["--kind", "no_answer"];
    for (args, said, listed) in [
        (
            [&["--operation", "spinwheel.conect_sms"][..], &kind].concat(),
            "did you mean spinwheel.connect_sms?",
            "\n  spinwheel.verify_sms_code",
        ),
        (
            [&["--operation", "conect_sms"][..], &kind].concat(),
            "did you mean spinwheel.connect_sms?",
            "\n  finicity.authenticate",
        ),
        (
            [&["--operation", "nobody.*"][..], &kind].concat(),
            "there is no such operation",
            "\n  finicity.authenticate",
        ),
        (
            vec!["--operation", "*", "--kind", "acepted_then_lost"],
            "a similar value exists: 'accepted_then_lost'",
            "close_before_reading",
        ),
        (
            vec!["--operation", "*", "--kind", "refusal", "--token", "INVALID_NUMBR"],
            "did you mean INVALID_NUMBER?",
            "There are:",
        ),
        (vec!["--operation", "*", "--kind", "status"], "--kind status needs --status", "fault arm --help"),
        (vec!["--operation", "*", "--kind", "status", "--status", "99"], "200 to 599", ""),
        (
            vec!["--operation", "*", "--kind", "no_answer", "--pause", "1s"],
            "--pause does not go with --kind no_answer",
            "it is for slow",
        ),
    ] {
        let ran = bench.kit(&[&["fault", "arm"], &args[..]].concat()).await;
        ran.assert_code(2);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains(said) && ran.stderr.contains(listed), "{args:?}: {}", ran.stderr);
    }
    assert!(bench.tenant.faults().list().is_empty());
}
