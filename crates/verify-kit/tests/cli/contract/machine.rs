//! Each command with a sandbox and nothing else: it asks for what is missing before anything is sent, or does it, and says
//! so to programs, too.

use serde_json::Value;
use verify_sandbox::{ManualClock, Sandbox};

use super::exceptions;
use super::process::{STUCK, alone, unread};
use super::tree::{Complaints, Leaf, each, leaves};

/// A sandbox in this process, and each command with a tenant of its own.
async fn each_in_a_sandbox(check: fn(&Leaf, &Sandbox, &mut Complaints)) {
    let sandbox = Sandbox::builder().clock(ManualClock::frozen()).seed(7).start().await.unwrap();
    tokio::task::spawn_blocking(move || {
        let leaves: Vec<Leaf> = leaves().into_iter().filter(|leaf| leaf.flag("sandbox").is_some()).collect();
        each(&leaves, |leaf, wrong| {
            if !exceptions::is_endless(leaf) {
                check(leaf, &sandbox, wrong);
            }
        });
    })
    .await
    .unwrap();
}

fn tenant(leaf: &Leaf) -> String {
    leaf.path.join("-").replace(' ', "-")
}

/// With all that it cannot be read without, and as little patience as it can have.
fn line(leaf: &Leaf, sandbox: &Sandbox, more: &[&str]) -> Vec<String> {
    let place = format!("--sandbox={}/{}", sandbox.base_url(), tenant(leaf));
    let more = more.iter().map(|flag| (*flag).to_owned());
    leaf.with(leaf.required().into_iter().chain([place]).chain(leaf.impatient()).chain(more))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_incomplete_command_sends_nothing() {
    each_in_a_sandbox(|leaf, sandbox, wrong| {
        let ran = alone(&line(leaf, sandbox, &[]), &[]);
        wrong.unless(ran.code != STUCK, "it had to be stopped", ran.shown());
        wrong.unless(!ran.stderr.contains("panicked"), "it panicked", ran.shown());
        let tenant = sandbox.tenant(&tenant(leaf));
        let sent = tenant.journal().total_requests();
        wrong.unless(
            ran.code != 2 || sent == 0,
            "it was incomplete, and yet something was sent",
            ran.shown(),
        );
        wrong.unless(ran.code != 2 || ran.stdout.is_empty(), "an error is not for stdout", ran.shown());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_printed_as_json_is_json() {
    each_in_a_sandbox(|leaf, sandbox, wrong| {
        if leaf.flag("json").is_none() {
            return;
        }
        let ran = alone(&line(leaf, sandbox, &["--json"]), &[]);
        let is_json = |line: &str| serde_json::from_str::<Value>(line).is_ok();
        wrong.unless(ran.stdout.lines().all(is_json), "a line is no JSON", ran.shown());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_who_left_changes_nothing() {
    each_in_a_sandbox(|leaf, sandbox, wrong| {
        let (read, unread) = (alone(&line(leaf, sandbox, &[]), &[]), unread(&line(leaf, sandbox, &[]), &[]));
        wrong.unless(!unread.stderr.contains("panicked"), "it panicked", unread.shown());
        wrong.unless(read.code == unread.code, "it ends in another way", unread.shown());
    })
    .await;
}
