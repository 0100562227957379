//! `verify-kit dots-users …` against a sandbox.

use serde_json::json;

use crate::support::{Bench, DOTS_VARIABLES, Ran, kit, run_with, settings};

/// Two sandboxes that are the same: one is asked for lines, the other for JSON.
pub(crate) struct Twins {
    pub(crate) lines: Bench,
    pub(crate) json: Bench,
}

impl Twins {
    pub(crate) async fn new() -> Self {
        Self { lines: Bench::new().await, json: Bench::new().await }
    }

    /// Runs the command at both, and holds what it prints.
    pub(crate) async fn shown(&self, args: &[&str]) {
        self.shown_reading(args, "").await;
    }

    pub(crate) async fn shown_reading(&self, args: &[&str], stdin: &str) {
        let lines = self.lines.dots_reading(args, stdin).await;
        let json = self.json.dots_reading(&[args, &["--json"]].concat(), stdin).await;
        lines.assert_code(0);
        json.assert_code(0);
        json.json();
        let name = args[0].replace('-', "_");
        settings()
            .bind(|| insta::assert_snapshot!(name, format!("{}=== --json\n{}", lines.shown(), json.shown())));
    }

    pub(crate) fn benches(&self) -> [&Bench; 2] {
        [&self.lines, &self.json]
    }

    /// The only user's id, which is the same at both.
    pub(crate) fn user(&self) -> String {
        self.lines.tenant.dots().users()[0].id.clone()
    }
}

pub(crate) const ADA: [&str; 9] = [
    "create-user",
    "--first-name",
    "Ada",
    "--last-name",
    "Example",
    "--email",
    "ada@example.com",
    "--phone",
    "+12025550143",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users() {
    let twins = Twins::new().await;
    let details = ["--username", "ada-17", "--birth-date", "1990-02-14", "--metadata", r#"{"order":17}"#];
    twins.shown(&[&ADA[..], &details, &["--exclude", "venmo", "--user-ip", "192.0.2.1"]].concat()).await;
    for bench in twins.benches() {
        let user = &bench.tenant.dots().users()[0];
        assert_eq!((user.username.as_str(), user.user_ip.as_deref()), ("ada-17", Some("192.0.2.1")));
        assert_eq!(user.metadata, Some(json!({"order": 17})));
    }
    let id = twins.user();
    twins.shown(&["list-users", "--status", "unverified", "--limit", "10"]).await;
    let none = twins.lines.dots(&["list-users", "--status", "verified"]).await;
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("There are no such users.\n", ""));
    twins.shown(&["retrieve-user", "--user-id", &id]).await;
    for bench in twins.benches() {
        assert!(bench.tenant.dots().connect_payout_method(&id, "paypal"));
    }
    let change = ["--default-payout-method", "paypal", "--auto-payout", "true", "--exclude-none"];
    twins.shown(&[&["update-user", "--user-id", &id][..], &change].concat()).await;
    twins.shown(&["delete-user", "--user-id", &id]).await;
    for bench in twins.benches() {
        assert!(bench.tenant.dots().users().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_texted_and_verified() {
    let twins = Twins::new().await;
    for bench in twins.benches() {
        bench.dots(&ADA).await.assert_code(0);
    }
    let id = twins.user();
    twins.shown(&["send-verification-token", "--user-id", &id]).await;
    let code = twins.lines.tenant.outbox().messages()[0].code().unwrap().to_owned();
    twins.shown_reading(&["verify-token", "--user-id", &id, "--token-stdin"], &format!("{code}\n")).await;
    let ran = twins.lines.dots(&["retrieve-user", "--user-id", &id]).await;
    assert!(ran.stdout.contains("\nstatus: verified\n"), "{}", ran.stdout);
    for bench in twins.benches() {
        assert_eq!((bench.tenant.outbox().len(), bench.tenant.dots().token_attempts(&id)), (1, Some(1)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_can_be_spoken() {
    let bench = Bench::new().await;
    bench.dots(&ADA).await.assert_code(0);
    let id = bench.tenant.dots().users()[0].id.clone();
    let ran = bench.dots(&["send-verification-token", "--user-id", &id, "--voice"]).await;
    ran.assert_code(0);
    assert_eq!(ran.stdout, "A call that speaks the code is on its way.\n");
    assert_eq!(bench.tenant.outbox().messages()[0].channel, verify_sandbox::Channel::Voice);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verified_user_who_comes_back_proves_nothing() {
    let bench = Bench::new().await;
    bench.dots(&ADA).await.assert_code(0);
    let id = bench.tenant.dots().users()[0].id.clone();
    let again = bench.dots(&ADA).await;
    assert!(again.stdout.contains(&id) && !again.stderr.contains("says nothing"), "{}", again.shown());
    bench.tenant.dots().set_status(&id, verify_sandbox::dots::UserStatus::Verified);
    let ran = bench.dots(&ADA).await;
    ran.assert_code(0);
    settings().bind(|| insta::assert_snapshot!("known_phone", ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_gone_through_part_by_part() {
    let bench = Bench::new().await;
    for (email, phone) in [("a@example.com", "+12025550143"), ("b@example.com", "+12025550144")] {
        let who = ["--first-name", "Ada", "--last-name", "Example", "--email", email, "--phone", phone];
        bench.dots(&[&["create-user"][..], &who].concat()).await.assert_code(0);
    }
    let ids: Vec<String> = bench.tenant.dots().users().into_iter().map(|user| user.id).collect();
    let first = bench.dots(&["list-users", "--limit", "1"]).await;
    let next = format!("There are more: --starting-after {}\n", ids[1]);
    assert!(first.stdout.ends_with(&next), "{}", first.stdout);
    let second = bench.dots(&["list-users", "--limit", "1", "--starting-after", &ids[1]]).await;
    assert!(second.stdout.contains(&ids[0]) && !second.stdout.contains("more"), "{}", second.stdout);
    let back = bench.dots(&["list-users", "--ending-before", &ids[0], "--json"]).await;
    assert_eq!(back.json()["data"][0]["id"], ids[1].as_str());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_can_come_from_stdin_before_the_code() {
    let bench = Bench::new().await;
    bench.dots(&ADA).await.assert_code(0);
    let dots = bench.tenant.dots();
    let id = dots.users()[0].id.clone();
    bench.dots(&["send-verification-token", "--user-id", &id]).await.assert_code(0);
    let code = bench.tenant.outbox().messages()[0].code().unwrap().to_owned();
    let lines = format!("{}\n{}\n{code}\n", dots.client_id(), dots.api_key());
    let verify = ["verify-token", "--user-id", &id, "--credentials-stdin", "--token-stdin"];
    bench.dots_reading(&verify, &lines).await.assert_code(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organization_acts_for_an_app() {
    let bench = Bench::new().await;
    bench
        .dots(&[&ADA[..], &["--app-id", "0d075000-0000-4000-8000-000000000009"]].concat())
        .await
        .assert_code(0);
    let app = bench.tenant.dots().users()[0].app_id.clone();
    assert_eq!(app.as_deref(), Some("0d075000-0000-4000-8000-000000000009"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_keys_are_never_sent_to_a_sandbox() {
    let bench = Bench::new().await;
    let mut command = kit(&["dots-users", "list-users", "--sandbox"]);
    command.arg(bench.sandbox.base_url());
    for variable in DOTS_VARIABLES {
        command.env(variable, "a-real-one");
    }
    let ran: Ran = tokio::task::spawn_blocking(move || run_with(command)).await.unwrap();
    ran.assert_code(0);
}
