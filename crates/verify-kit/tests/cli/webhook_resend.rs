//! `verify-kit webhook list` and `webhook resend`.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::application::Application;
use crate::support::{Bench, kit, settings};
use crate::webhook_listen_dots::paid_by;

/// A sandbox that has delivered one webhook.
async fn delivered(application: &Application) -> Bench {
    let bench = Bench::new().await;
    bench.tenant.dots().set_webhook_url(&application.url("/hooks")).unwrap();
    paid_by(&bench, "paypal").await;
    bench.tenant.webhooks().wait(1).await;
    bench
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_delivered_can_be_delivered_again() {
    let broken = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&broken);
    let application = Application::answering(move |_| {
        if flag.load(Ordering::Relaxed) { "500 Internal Server Error" } else { "200 OK" }
    });
    let bench = delivered(&application).await;
    let again = bench.kit(&["webhook", "resend", "--last"]).await;
    again.assert_code(0);
    let first = bench.tenant.webhooks().deliveries()[0].id.to_string();
    let by_id = bench.kit(&["webhook", "resend", "--id", &first, "--json"]).await;
    by_id.assert_code(0);
    assert_eq!((&by_id.json()["attempt"], &by_id.json()["acknowledged"]), (&3.into(), &true.into()));
    broken.store(true, Ordering::Relaxed);
    let refused = bench.kit(&["webhook", "resend", "--last", "--event", "user.updated.payout_method"]).await;
    refused.assert_code(3);
    let came = application.requests();
    assert_eq!(came.len(), 4);
    assert!(
        came.iter().all(|one| one.header("svix-id") == came[0].header("svix-id") && one.body == came[0].body)
    );
    let listed = bench.kit(&["webhook", "list"]).await;
    let shown = format!("{}{}{}", again.shown(), refused.shown(), listed.shown());
    settings().bind(|| insta::assert_snapshot!("resent", shown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deliveries_are_listed_and_filtered() {
    let empty = Bench::new().await.kit(&["webhook", "list"]).await;
    empty.assert_code(0);
    assert_eq!(
        (empty.stdout.as_str(), empty.stderr.as_str()),
        ("", "The sandbox has delivered no such webhook; what `webhook send` posts is not kept there.\n")
    );
    let application = Application::answering(|_| "200 OK");
    let bench = delivered(&application).await;
    let first = bench.tenant.webhooks().deliveries()[0].id.to_string();
    for (filter, count) in [
        (&[][..], 1),
        (&["--event", "user.updated.payout_method"], 1),
        (&["--event", "added"], 0),
        (&["--since", &first], 0),
        (&["--tenant", "another"], 0),
    ] {
        let ran = bench.kit(&[&["webhook", "list", "--json"], filter].concat()).await;
        assert_eq!(ran.json()["deliveries"].as_array().unwrap().len(), count, "{filter:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_cannot_be_delivered_again() {
    let bench = Bench::new().await;
    for (args, code, words) in [
        (&["--last"][..], 1, "the sandbox has delivered no such webhook"),
        (&["--id", "17"], 2, "there is no such delivery"),
        (&[], 2, "required"),
        (&["--id", "17", "--last"], 2, "cannot be used with"),
    ] {
        let ran = bench.kit(&[&["webhook", "resend"], args].concat()).await;
        ran.assert_code(code);
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deliveries_can_be_followed() {
    let application = Application::answering(|_| "200 OK");
    let bench = delivered(&application).await;
    let mut command = kit(&["webhook", "list", "--follow", "--json"]);
    command.env("VERIFY_SANDBOX_URL", bench.sandbox.control_url()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || -> Value {
        tokio::task::block_in_place(|| serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap())
    };
    assert_eq!(next()["attempt"], 1);
    bench.tenant.webhooks().resend(bench.tenant.webhooks().deliveries()[0].id).unwrap();
    assert_eq!(next()["attempt"], 2);
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(tokio::task::block_in_place(|| child.wait()).unwrap().code(), Some(0));
}
