//! `verify-kit signzy-link …` that goes wrong.

use std::process::Command;

use verify_sandbox::{Fault, FaultKind};

use crate::signzy_link::SEND;
use crate::support::{Bench, Ran, SIGNZY_PATHS, SIGNZY_VARIABLES, kit, run, run_with, settings};

const TOKEN: &str = SIGNZY_VARIABLES[0];
const USERNAME: &str = SIGNZY_VARIABLES[1];
const PASSWORD: &str = SIGNZY_VARIABLES[2];
const SEND_LINK_PATH: &str = SIGNZY_PATHS[0];
const LOGIN_PATH: &str = SIGNZY_PATHS[1];

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

fn to(phone: &'static str) -> [&'static str; 5] {
    [SEND[0], SEND[1], phone, SEND[3], SEND[4]]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let cases: [(&[&str], &str); 6] = [
        (&SEND[..1], "--phone"),
        (&SEND[..3], "--target-url"),
        (&["check-link"], "--request-id"),
        (&["check-link", "--request-id", "1"], "--session-id"),
        (&["wait-for-verdict", "--request-id", "1"], "--session-id"),
        (&["open-link"], "--request-id"),
    ];
    for (args, flag) in cases {
        let ran = bench.signzy(args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("{flag} is missing")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_input_is_named_and_not_repeated() {
    let bench = Bench::new().await;
    let cases: [(&[&str], [&str; 2]); 8] = [
        (&SEND[..1], ["--phone", "202-555-0143"]),
        (&SEND[..1], ["--phone", "+442079460143"]),
        (&SEND[..1], ["--phone", "+18765550143"]),
        (&SEND[..1], ["--phone", "+18005550143"]),
        (&SEND[..3], ["--target-url", "app.example.com/back"]),
        (&SEND[..3], ["--target-url", "https://app.example.com/a b"]),
        (&SEND, ["--source-ip", "192.0.2.300"]),
        (&["wait-for-verdict", "--request-id", "1", "--session-id", "2"], ["--every", "0"]),
    ];
    for (args, [flag, value]) in cases {
        let ran = bench.signzy(&[args, &[flag, value]].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(flag) && ran.stderr.contains("must"), "{flag} {value}: {}", ran.stderr);
        assert!(value == "0" || !ran.stderr.contains(value), "{flag}: {}", ran.stderr);
    }
    for wrong in [
        &[&SEND[..], &["--country", "MX"]].concat()[..],
        &[&SEND[..], &["--custom-sms", "Hello"]].concat(),
        &[&SEND[..], &["--business", "Example"]].concat(),
        &[&SEND[..], &["--send-link-path", "/x"]].concat(),
        &["open-link", "--request-id", "1", "--as", "carrier", "--preview"],
    ] {
        bench.signzy(wrong).await.assert_code(2);
    }
    assert_eq!((bench.tenant.journal().total_requests(), bench.tenant.outbox().len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_has_its_exit_code_and_a_next_step() {
    let bench = Bench::new().await;
    shown("refused_number", &bench.signzy(&to("+12025550101")).await);
    shown("blocked_number", &bench.signzy(&to("+12025550104")).await);
    shown("limited_number", &bench.signzy(&to("+12025550105")).await);
    shown("unavailable", &bench.signzy(&to("+12025550107")).await);
    shown("unknown_ids", &bench.signzy(&["check-link", "--request-id", "1", "--session-id", "2"]).await);
    assert_eq!(bench.tenant.outbox().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_credentials_have_their_exit_code() {
    let bench = Bench::new().await;
    let check = ["check-link", "--request-id", "1", "--session-id", "2", "--credentials-stdin"];
    shown("wrong_token", &bench.signzy_reading(&check, "wrong\n").await);
    let login = [&check[..], &["--login"]].concat();
    let lines = format!("{}\nwrong\n", bench.tenant.signzy().username());
    shown("wrong_password", &bench.signzy_reading(&login, &lines).await);
    for (args, lines, missing) in [
        (&check[..], "", "line 1 is missing, the access token"),
        (&login, "\n", "line 1 is missing, the username"),
        (&login, "somebody\n", "line 2 is missing, the password"),
    ] {
        let ran = bench.signzy_reading(args, lines).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("--credentials-stdin: {missing}")), "{}", ran.stderr);
    }
    bench.signzy_reading(&check, "Bearer x\n").await.assert_code(4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_delivery_has_its_exit_code_and_nothing_is_sent_twice() {
    let bench = Bench::new().await;
    let fault = Fault::new("signzy.send_link", FaultKind::AcceptedThenLost).times(1);
    let armed = bench.tenant.faults().arm(fault).unwrap();
    shown("unknown_delivery", &bench.signzy(&SEND).await);
    assert_eq!((armed.hits(), bench.tenant.outbox().len()), (1, 1));
}

/// A live command line with these variables set.
fn live(args: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command: Command = kit(&["signzy-link"]);
    command.args(args).args(["--live", "pre-production"]).envs(variables.iter().copied());
    run_with(command)
}

#[test]
fn live_needs_credentials() {
    let paths = [(SEND_LINK_PATH, "/send"), (LOGIN_PATH, "/login")];
    shown("live_without_credentials", &live(&SEND, &paths));
    let named = |variables: &[(&str, &str)], flags: &[&str]| {
        let ran = live(&[&SEND[..], flags].concat(), &[&paths, variables].concat());
        ran.assert_code(4);
        ran.stderr
    };
    assert!(named(&[(USERNAME, "somebody")], &[]).contains("credentials are missing: password\n"));
    assert!(named(&[(PASSWORD, "x")], &[]).contains("credentials are missing: username\n"));
    // A token is none of a login's.
    let both = named(&[(TOKEN, "x")], &["--login"]);
    assert!(both.contains("credentials are missing: username and password\n"), "{both}");
}

#[test]
fn live_needs_the_paths_that_have_no_default() {
    let unset = |ran: Ran, words: &str, next: &str| {
        ran.assert_code(2);
        assert!(ran.stderr.starts_with(&format!("error: {words}() is not set")), "{}", ran.stderr);
        assert!(ran.stderr.ends_with(&format!(" next: {next}\n")), "{}", ran.stderr);
    };
    let ran = live(&SEND, &[(TOKEN, "synthetic")]);
    unset(ran, "send_link_path", "set SIGNZY_SEND_LINK_PATH, or pass --send-link-path");
    let login = [(USERNAME, "somebody"), (PASSWORD, "synthetic")];
    let ran = live(&[&SEND[..], &["--send-link-path", "/send"]].concat(), &login);
    unset(ran, "login_path", "set SIGNZY_LOGIN_PATH, or pass --login-path");
    for bad in ["send", "/send?x=1", "/se nd", "/"] {
        let ran = live(&SEND, &[(TOKEN, "synthetic"), (SEND_LINK_PATH, bad)]);
        ran.assert_code(2);
        assert!(ran.stderr.contains("send_link_path() must be a path"), "{bad}: {}", ran.stderr);
    }
}

#[test]
fn live_needs_a_yes() {
    let token = [(TOKEN, "synthetic"), (SEND_LINK_PATH, "/send")];
    shown("live_without_a_yes", &live(&SEND, &token));
    let login = [(USERNAME, "somebody"), (PASSWORD, "synthetic")];
    let paths = ["--send-link-path", "/send", "--login-path", "/login"];
    let ran = live(&[&SEND[..], &paths].concat(), &login);
    ran.assert_code(2);
    assert!(ran.stderr.contains("--yes is missing"), "{}", ran.stderr);
}

#[test]
fn links_are_opened_in_sandboxes_only() {
    let token = [(TOKEN, "synthetic"), (SEND_LINK_PATH, "/send")];
    let ran = live(&["open-link", "--request-id", "1"], &token);
    ran.assert_code(2);
    assert!(ran.stderr.contains("open-link is for a sandbox"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_does_not_open_is_looked_for_under_its_id() {
    let bench = Bench::new().await;
    for way in [&["--preview"][..], &["--as", "carrier"]] {
        let ran = bench.signzy(&[&["open-link", "--request-id", "nope"], way].concat()).await;
        ran.assert_code(3);
        assert!(ran.stderr.contains(" next: check the request id"), "{}", ran.stderr);
    }
}

#[test]
fn without_a_sandbox_it_says_how_to_get_one() {
    run(&[&["signzy-link"][..], &SEND].concat()).assert_code(2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_that_is_refused_is_made_once() {
    let bench = Bench::new().await;
    let lines = format!("{}\nanother\n", bench.tenant.signzy().username());
    let ran = bench.signzy_reading(&["login", "--credentials-stdin"], &lines).await;
    shown("login_refused", &ran);
    assert_eq!(bench.tenant.journal().total_requests(), 1);
    bench.signzy_reading(&["login", "--credentials-stdin"], "somebody\n").await.assert_code(2);
}
