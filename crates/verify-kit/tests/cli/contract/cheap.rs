//! What is said at once: help, and what is wrong with a command line. No clock is asked: where a program may open one file
//! at a time, there is no runtime, no socket and no sandbox to wait for.

use super::process::with_one_file;
use super::tree::{each, leaves};

#[test]
fn nothing_is_started_to_print_help() {
    each(&leaves(), |leaf, wrong| {
        let help = with_one_file(&leaf.with(["--help"]));
        wrong.unless(help.code == 0 && help.stderr.is_empty(), "starts something for its help", help.shown());
        let refused = with_one_file(&leaf.with(["--no-such-flag"]));
        wrong.unless(refused.code == 2, "starts something before it reads its flags", refused.shown());
    });
}

/// Else the test above would hold for anything.
#[test]
fn a_call_needs_more() {
    let line = ["outbox", "list", "--sandbox", "http://127.0.0.1:1"].map(str::to_owned);
    let ran = with_one_file(&line);
    assert_eq!(ran.code, 1, "{}", ran.shown());
    assert!(ran.stderr.starts_with("error: cannot start"), "{}", ran.shown());
}
