//! `verify-kit dots-users …`: flows against a sandbox.

use crate::dots_users::{ADA, Twins};
use crate::support::{Bench, DOTS_VARIABLES, kit, run_with, settings};

async fn flow(bench: &Bench, args: &[&str]) -> (String, String) {
    let ran = bench.dots(&[&["create-flow", "--json"][..], args].concat()).await;
    ran.assert_code(0);
    let text = |field: &str| ran.json()[field].as_str().unwrap().to_owned();
    (text("id"), text("link"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_is_made_and_looked_at() {
    let twins = Twins::new().await;
    let steps = ["--step", "compliance", "--step", "manage-payouts", "--require-default-payout-method"];
    twins.shown(&[&["create-flow"][..], &steps, &["--metadata", r#"{"order":17}"#]].concat()).await;
    let ran = twins.lines.dots(&["list-flows", "--json"]).await;
    let id = ran.json()["data"][0]["id"].as_str().unwrap().to_owned();
    assert!(!ran.stdout.contains("link\":\""), "{}", ran.stdout);
    twins.shown(&["retrieve-flow", "--flow-id", &id]).await;
    let ran = twins.lines.dots(&["retrieve-flow", "--flow-id", &id, "--show-link"]).await;
    assert!(ran.stdout.contains("\nlink: http://127.0.0.1:"), "{}", ran.stdout);
    twins.shown(&["list-flows", "--limit", "10"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_for_a_user_has_one_from_the_start() {
    let bench = Bench::new().await;
    bench.dots(&ADA).await.assert_code(0);
    let user = bench.tenant.dots().users()[0].id.clone();
    let redirect = "redirect=https://app.example.com/done";
    let (id, link) = flow(
        &bench,
        &[
            "--step",
            "payout",
            "--step",
            redirect,
            "--user-id",
            &user,
            "--fee-party",
            "user",
            "--auto-payout",
            "false",
            "--hide-continue-button",
            "--require-auth",
        ],
    )
    .await;
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    let wait = ["wait-for-flow", "--flow-id", &id, "--until", "user"];
    let ran = bench.dots(&wait).await;
    ran.assert_code(0);
    assert!(ran.stdout.contains(&format!("user id: {user}\nopen: payout, redirect\n")), "{}", ran.stdout);
    let ran = bench.dots(&["wait-for-flow", "--flow-id", &id, "--for-at-most", "0"]).await;
    settings().bind(|| insta::assert_snapshot!("still_waiting", ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_steps_are_named_and_not_repeated() {
    let bench = Bench::new().await;
    let cases: [(&[&str], &str, &str); 7] = [
        (&[], "--step is missing", "-"),
        (&["--step", "pay-me"], "--step: the step must be one", "pay-me"),
        (&["--step", "redirect=connected"], "--step: the redirect_url must be an address", "connected"),
        (&["--step", "payout", "--step", "payout"], "--step: the steps must not hold the same", "-"),
        (
            &["--step", "payout", "--require-default-payout-method"],
            "there is no step that it belongs to",
            "-",
        ),
        (&["--step", "compliance", "--fee-party", "user"], "there is no step that it belongs to", "-"),
        (&["--step", "payout", "--metadata", "[17]"], "--metadata: the metadata must be a text", "[17]"),
    ];
    for (args, words, value) in cases {
        let ran = bench.dots(&[&["create-flow"][..], args].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
        assert!(value == "-" || !ran.stderr.contains(value), "{}", ran.stderr);
    }
    for command in ["retrieve-flow", "wait-for-flow"] {
        let ran = bench.dots(&[command]).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains("--flow-id is missing"), "{}", ran.stderr);
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
    let nobody = ["retrieve-flow", "--flow-id", "0d075000-0000-4000-8000-0000000000f1"];
    let ran = bench.dots(&nobody).await;
    settings().bind(|| insta::assert_snapshot!("unknown_flow", ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_made_up_person_goes_through_the_page() {
    let twins = Twins::new().await;
    let steps =
        ["--step", "compliance", "--step", "id-verification", "--step", "manage-payouts", "--step", "payout"];
    let options = ["--require-default-payout-method", "--require-auto-payout-method"];
    let mut id = String::new();
    for bench in twins.benches() {
        id = flow(bench, &[&steps[..], &options].concat()).await.0;
    }
    twins.shown(&["open-flow", "--flow-id", &id]).await;
    let ran = twins.lines.dots(&["wait-for-flow", "--flow-id", &id, "--json"]).await;
    ran.assert_code(0);
    let waited = ran.json();
    assert_eq!((waited["state"].as_str(), waited["flow"].get("link")), (Some("reached"), None));
    let user = &twins.lines.tenant.dots().users()[0];
    assert_eq!(waited["flow"]["user_id"], user.id.as_str());
    let ran = twins.lines.dots(&["retrieve-user", "--user-id", &user.id]).await;
    assert!(
        ran.stdout.contains("\nstatus: verified\n") && ran.stdout.contains("\npaid by: paypal\n"),
        "{}",
        ran.stdout
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_is_opened_in_sandboxes_only() {
    let bench = Bench::new().await;
    let ran = bench.dots(&["open-flow", "--flow-id", "0d075000-0000-4000-8000-0000000000f1"]).await;
    ran.assert_code(3);
    assert!(ran.stderr.contains("the sandbox says: ") && !ran.stderr.contains("0d075000"), "{}", ran.stderr);
    let mut live = kit(&["dots-users", "open-flow", "--flow-id", "1", "--live", "sandbox"]);
    for variable in DOTS_VARIABLES {
        live.env(variable, "synthetic");
    }
    let ran = run_with(live);
    ran.assert_code(2);
    assert!(ran.stderr.contains("open-flow is for a sandbox"), "{}", ran.stderr);
}
