//! The help texts, as snapshots.

use crate::support::run;

#[track_caller]
fn help(name: &str, command: &[&str]) {
    let ran = run(&[command, &["--help"]].concat());
    ran.assert_code(0);
    assert_eq!(ran.stderr, "");
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 100), "{}", ran.stdout);
    insta::assert_snapshot!(name, ran.stdout);
}

#[test]
fn top_level() {
    help("help", &[]);
    help("help_demo", &["demo"]);
    help("help_sandbox", &["sandbox"]);
    help("help_sandbox_up", &["sandbox", "up"]);
}

#[test]
fn spinwheel_connect() {
    help("help_spinwheel_connect", &["spinwheel-connect"]);
    let operations = [
        "connect-sms",
        "verify-sms-code",
        "start-kba",
        "answer-kba",
        "order-credit-report",
        "wait-for-liabilities",
        "retrieve-user",
    ];
    for operation in operations {
        help(&format!("help_spinwheel_connect_{operation}"), &["spinwheel-connect", operation]);
    }
}

#[test]
fn what_is_unknown_is_refused() {
    for args in [&["frobnicate"][..], &["demo", "--colour"], &["sandbox"], &[]] {
        run(args).assert_code(2);
    }
}
