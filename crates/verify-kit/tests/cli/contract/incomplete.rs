//! Commands that lack something: what they say, and that nothing is sent.

use std::net::TcpListener;

use super::exceptions;
use super::process::{STUCK, alone, unread, without_stdin};
use super::tree::{Complaints, each, leaves, typed, values};
use crate::support::{Nobody, Ran};

/// It ended because of the command line or credentials, in words for people.
fn refused(ran: &Ran, wrong: &mut Complaints) {
    wrong.unless([2, 4].contains(&ran.code), "it is not exit code 2 or 4", ran.shown());
    wrong.unless(ran.stdout.is_empty(), "an error is not for stdout", ran.shown());
    explained(ran, wrong);
}

fn explained(ran: &Ran, wrong: &mut Complaints) {
    let Ran { code, stderr, .. } = ran;
    wrong.unless(*code != STUCK, "it had to be stopped", ran.shown());
    wrong.unless(!stderr.contains("panicked"), "it panicked", ran.shown());
    let (errors, others): (Vec<_>, Vec<_>) = stderr.lines().partition(|line| line.starts_with("error: "));
    wrong.unless(errors.len() == 1, "it is not one line that says what is wrong", ran.shown());
    let helps = |line: &&str| line.starts_with(" next: ") || line.contains("--help");
    // A line that names the missing flag says what to do by that.
    let names_flag = errors.first().is_some_and(|line| line.contains("--") && line.contains("missing"));
    wrong.unless(names_flag || others.iter().any(helps), "what to do is not said", ran.shown());
}

#[test]
fn with_nothing_at_all_it_is_said_what_is_missing() {
    each(&leaves(), |leaf, wrong| {
        if exceptions::is_endless(leaf) && leaf.flag("sandbox").is_none() {
            return;
        }
        for ran in [alone(&leaf.path, &[]), without_stdin(&leaf.path)] {
            if exceptions::is_content(leaf) {
                wrong.unless(ran.code == 0 && !ran.stdout.is_empty(), "it is not content", ran.shown());
            } else {
                refused(&ran, wrong);
            }
        }
    });
}

/// Everything that leaves for a real provider goes through a proxy of the environment, and here nobody may come.
#[test]
fn without_credentials_nothing_is_sent() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let environment = [("HTTPS_PROXY", address.as_str()), ("HTTP_PROXY", &address), ("ALL_PROXY", &address)];
    each(&leaves(), |leaf, wrong| {
        let Some(live) = leaf.flag("live") else { return };
        let places = values(live);
        let lines = if places.is_empty() {
            vec![vec!["--live".to_owned()]]
        } else {
            places.iter().map(|place| typed(live, place)).collect()
        };
        for line in lines {
            let words = [line, leaf.required()].concat();
            refused(&alone(&leaf.with(&words), &environment), wrong);
            let agreed = leaf.flag("yes").map(|_| "--yes".to_owned());
            refused(&alone(&leaf.with(words.into_iter().chain(agreed)), &environment), wrong);
        }
    });
    assert!(proxy.accept().is_err(), "somebody called a provider");
}

#[test]
fn where_no_sandbox_is_it_is_said_what_to_start() {
    let nobody = Nobody::new();
    each(&leaves(), |leaf, wrong| {
        if leaf.flag("sandbox").is_none() || exceptions::is_report(leaf) {
            return;
        }
        let place = [format!("--sandbox={}", nobody.url())];
        // It waits for somebody to come; the others must not be out of patience before they have found nobody.
        let patience = if leaf.path == ["sandbox", "wait"] { leaf.impatient() } else { leaf.patience("2m") };
        let line = leaf.with(leaf.required().into_iter().chain(place).chain(patience));
        let ran = alone(&line, &[]);
        explained(&ran, wrong);
        if !leaf.required().is_empty() && !ran.stderr.contains("no sandbox") {
            // What was made up for it is looked at before the sandbox.
            return;
        }
        wrong.unless(ran.code == 1 && ran.stdout.is_empty(), "it is not exit code 1", ran.shown());
        wrong.unless(
            ran.stderr.contains("`verify-kit sandbox up`"),
            "it names nothing to start",
            ran.shown(),
        );
        let unread = unread(&line, &[]);
        wrong.unless(
            unread.code == 1 && unread.stderr == ran.stderr,
            "minds a reader who left",
            unread.shown(),
        );
    });
}
