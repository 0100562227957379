//! `verify-kit webhook listen`, with Dots as the sender.

use serde_json::Value;

use crate::dots_users::ADA;
use crate::support::{Bench, DOTS_WEBHOOK_SECRET, kit, run_with, settings};
use crate::webhook_listen::Listener;

fn listen(bench: &Bench, args: &[&str]) -> Listener {
    tokio::task::block_in_place(|| Listener::start(bench, "dots-users", args))
}

/// A new user, who is paid like this: which is an event.
pub(crate) async fn paid_by(bench: &Bench, rail: &str) -> String {
    bench.dots(&ADA).await.assert_code(0);
    let dots = bench.tenant.dots();
    let user = dots.users()[0].id.clone();
    assert!(dots.connect_payout_method(&user, rail));
    user
}

/// The same at any time and with any ids.
fn without_ids() -> insta::Settings {
    let mut settings = settings();
    settings.add_filter(r"(?m)^\d\d:\d\d:\d\dZ  ", "[time]  ");
    settings.add_filter(r"msg_\w+", "msg_[id]");
    settings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_printed_once() {
    let bench = Bench::new().await;
    let listener = listen(&bench, &["--count", "2"]);
    let dots = bench.tenant.dots();
    let url = dots.webhook_url().unwrap();
    assert_eq!(listener.first_line, format!("listening on {url}\n"));
    let user = paid_by(&bench, "paypal").await;
    let webhooks = bench.tenant.webhooks();
    webhooks.wait(1).await;
    webhooks.resend(webhooks.deliveries()[0].id).unwrap();
    webhooks.wait(2).await;
    assert!(dots.connect_payout_method(&user, "venmo"));
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    without_ids().bind(|| insta::assert_snapshot!("listen", format!("{lines}--- stderr\n{talk}")));
    assert_eq!(dots.webhook_url(), None, "it takes its address away again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_line_is_json() {
    let bench = Bench::new().await;
    let listener = listen(&bench, &["--json", "--count", "1"]);
    let first: Value = serde_json::from_str(&listener.first_line).unwrap();
    assert_eq!(first["type"], "listening");
    assert_eq!(first["webhook"].as_str(), bench.tenant.dots().webhook_url().as_deref());
    let user = paid_by(&bench, "paypal").await;
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    let line: Value = serde_json::from_str(&lines).unwrap();
    assert_eq!(
        (line["type"].as_str(), line["event"]["event"].as_str()),
        (Some("event"), Some("user.updated.payout_method"))
    );
    assert!(line["eventId"].as_str().unwrap().starts_with("msg_") && line["at"].is_string(), "{line}");
    assert_eq!(line["event"]["user_id"], user.as_str());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_secret_signs_is_refused() {
    let bench = Bench::new().await;
    let mut command = kit(&["webhook", "listen", "--provider", "dots-users", "--live"]);
    command.env(DOTS_WEBHOOK_SECRET, "whsec_YW5vdGhlci1zZWNyZXQ=");
    let listener = tokio::task::block_in_place(|| Listener::spawn(command));
    let url = listener.first_line.trim().strip_prefix("listening on ").unwrap().to_owned();
    bench.tenant.dots().set_webhook_url(&url).unwrap();
    paid_by(&bench, "paypal").await;
    bench.tenant.webhooks().wait(1).await;
    assert_eq!(bench.tenant.webhooks().acknowledged(), 0);
    let sent =
        std::process::Command::new("kill").args(["-INT", &listener.pid().to_string()]).status().unwrap();
    assert!(sent.success());
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!((code, lines.as_str()), (Some(0), ""));
    assert!(talk.contains("Z  refused: ") && talk.ends_with("0 received.\n"), "{talk}");
    assert!(talk.contains("Svix portal") && talk.contains("public"), "{talk}");
}

#[test]
fn live_it_needs_the_signing_secret() {
    let listen = ["webhook", "listen", "--provider", "dots-users", "--live"];
    let ran = run_with(kit(&listen));
    ran.assert_code(4);
    assert!(ran.stderr.contains("credentials are missing: signing secret of the webhook"), "{}", ran.stderr);
    assert!(ran.stderr.contains("set DOTS_WEBHOOK_SECRET, or pass it with --secret-stdin"), "{}", ran.stderr);
    let mut command = kit(&listen);
    command.env(DOTS_WEBHOOK_SECRET, "no secret!");
    let ran = run_with(command);
    ran.assert_code(4);
    assert!(!ran.stderr.contains("no secret!") && ran.stdout.is_empty(), "{}", ran.shown());
}
