//! The flags of each command: which there may be, and what is said about wrong ones.

use clap::Arg;
use verify_sandbox::{ManualClock, Sandbox};

use super::exceptions;
use super::process::alone;
use super::tree::{each, leaves, typed, values};

/// Stands for something that must not be repeated.
const PRIVATE: &str = "Qz9-private";

#[test]
fn an_unknown_flag_is_named_without_its_value() {
    each(&leaves(), |leaf, wrong| {
        let Some(long) = leaf.flags().find_map(Arg::get_long) else { return };
        let ran = alone(&leaf.with([format!("--{long}q={PRIVATE}")]), &[]);
        wrong.unless(ran.code == 2 && ran.stdout.is_empty(), "takes an unknown flag", ran.shown());
        wrong.unless(ran.stderr.contains(&format!("--{long}q")), "does not name it", ran.shown());
        wrong.unless(ran.stderr.contains(&format!("'--{long}'")), "suggests no other", ran.shown());
        wrong.unless(!ran.stderr.contains(PRIVATE), "repeats its value", ran.shown());
    });
}

#[test]
fn an_unknown_choice_is_refused_with_the_nearest() {
    each(&leaves(), |leaf, wrong| {
        for arg in leaf.command.get_arguments() {
            let Some(nearest) = values(arg).pop() else { continue };
            let typo = format!("{nearest}zq");
            let ran = alone(&leaf.with(typed(arg, &typo)), &[]);
            wrong.unless(ran.code == 2 && ran.stdout.is_empty(), "takes an unknown value", ran.shown());
            let flag = arg.get_long().map_or_else(|| "<".to_owned(), |long| format!("--{long}"));
            wrong.unless(ran.stderr.contains(&flag), "does not name the flag", ran.shown());
            wrong.unless(ran.stderr.contains(&format!("'{nearest}'")), "suggests no other", ran.shown());
            wrong.unless(!ran.stderr.contains(&typo), "repeats the value", ran.shown());
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_complaint_repeats_a_value() {
    let sandbox = Sandbox::builder().clock(ManualClock::frozen()).seed(7).start().await.unwrap();
    let url = sandbox.base_url();
    tokio::task::spawn_blocking(move || {
        each(&leaves(), |leaf, wrong| {
            if exceptions::is_endless(leaf) {
                return;
            }
            let asked = leaf.command.get_arguments().filter(|arg| arg.get_action().takes_values());
            for arg in asked.filter(|arg| values(arg).is_empty() && arg.get_long() != Some("sandbox")) {
                let impatient = leaf.impatient().filter(|_| arg.get_long() != Some("timeout"));
                let line = leaf.with(typed(arg, PRIVATE).into_iter().chain(impatient));
                let ran = alone(&line, &[("VERIFY_SANDBOX_URL", &url)]);
                let repeats = ran.stdout.contains(PRIVATE) || ran.stderr.contains(PRIVATE);
                wrong.unless(ran.code == 0 || !repeats, "a failure repeats a value", ran.shown());
                wrong.unless((0..=127).contains(&ran.code), &format!("is stuck with {arg}"), ran.shown());
            }
        });
    })
    .await
    .unwrap();
}

#[test]
fn no_flag_takes_a_credential() {
    each(&leaves(), |leaf, wrong| {
        for arg in leaf.flags().filter(|arg| arg.get_action().takes_values()) {
            let long = arg.get_long().unwrap_or_default();
            let is_one =
                ["secret", "key", "token", "password", "credential"].iter().any(|word| long.contains(word));
            let allowed = exceptions::is_no_credential(leaf, long);
            wrong.unless(!is_one || allowed, "takes a credential, which others can see", format!("--{long}"));
        }
        for arg in leaf.flags().filter(|arg| arg.get_long().is_some_and(|long| long.ends_with("-stdin"))) {
            wrong.unless(!arg.get_action().takes_values(), "reads from stdin, yet takes a value", arg);
        }
    });
}

#[test]
fn each_command_can_print_json() {
    each(&leaves(), |leaf, wrong| {
        let has = leaf.flag("json").is_some_and(|arg| !arg.get_action().takes_values());
        wrong.unless(has || exceptions::is_without_json(leaf), "there is no --json", "");
    });
}
