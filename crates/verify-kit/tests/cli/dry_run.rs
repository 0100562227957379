//! `--dry-run`: what is shown, what is not, and that nothing leaves.

use std::net::TcpListener;
use std::process::Command;

use verify_testkit::assert_no_leak;
use verify_testkit::canary::{CODE, EXTERNAL_ID, SECRET, SSN};

use crate::samples::SAMPLES;
use crate::support::{
    DEBTCORE_VARIABLES, DOTS_VARIABLES, FINICITY_VARIABLES, Ran, SIGNZY_PATHS, SIGNZY_VARIABLES, kit, run,
    run_with,
};

/// `canary-key-5f1d9a7c3b:canary-key-5f1d9a7c3b` in base64.
const PAIR: &str = "Y2FuYXJ5LWtleS01ZjFkOWE3YzNiOmNhbmFyeS1rZXktNWYxZDlhN2MzYg";

fn command(args: &[String], flags: &[&str]) -> Command {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    kit(&[&args, flags].concat())
}

/// The same with a credential in every variable.
fn live(args: &[String], flags: &[&str]) -> Command {
    let mut command = command(args, flags);
    let environment: &[&str] = match args[0].as_str() {
        "spinwheel-connect" | "dots-users" => &["--live", "sandbox"],
        "signzy-link" => &["--live", "production"],
        _ => &["--live"],
    };
    command.args(environment);
    let ours = ["SPINWHEEL_SECRET_KEY"].into_iter().chain(FINICITY_VARIABLES).chain(DOTS_VARIABLES);
    for variable in ours.chain(SIGNZY_VARIABLES).chain(SIGNZY_PATHS).chain(DEBTCORE_VARIABLES) {
        command.env(variable, SECRET);
    }
    command
}

/// Guarded values are no flags for real people.
fn without_guarded(args: &[String]) -> Vec<String> {
    let guarded = ["--code", "--token", "--ssn", "--tax-id", "--account-number", "--network-token"];
    let name = |arg: &str| arg.split('=').next().unwrap_or_default().to_owned();
    args.iter()
        .map(
            |arg| {
                if guarded.contains(&name(arg).as_str()) {
                    format!("{}-stdin", name(arg))
                } else {
                    arg.clone()
                }
            },
        )
        .collect()
}

#[track_caller]
fn assert_shown(ran: &Ran, what: &str) {
    assert_eq!(ran.code, 0, "{what}: {}", ran.shown());
    assert_no_leak(what, &ran.shown());
    assert!(!ran.shown().contains(PAIR), "{what}");
}

#[test]
fn no_operation_shows_a_value() {
    for sample in SAMPLES {
        let what = format!("{} {}", sample.provider, sample.operation);
        for flags in [&["--dry-run"][..], &["--dry-run", "--json"]] {
            let ran = run_with(command(&sample.args(), flags));
            assert_shown(&ran, &what);
            assert!(ran.stdout.contains("redacted") || sample.path.is_empty(), "{what}: {}", ran.stdout);
            // A token of DebtCore's takes the place of what would be fetched.
            if sample.operation != "fetch-token" {
                assert_shown(
                    &run_with(live(&without_guarded(&sample.args()), flags)),
                    &format!("{what} --live"),
                );
            }
        }
    }
}

#[test]
fn nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let sandbox = format!("http://{}", listener.local_addr().unwrap());
    for sample in SAMPLES {
        for flag in ["--dry-run", "--curl"] {
            let mut command = command(&sample.args(), &[flag]);
            run_with_address(&mut command, &sandbox);
            run_with(command).assert_code(0);
            assert!(listener.accept().is_err(), "{} {} called somebody", sample.provider, sample.operation);
        }
    }
}

fn run_with_address(command: &mut Command, sandbox: &str) {
    command.env("VERIFY_SANDBOX_URL", sandbox);
    for proxy in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        command.env(proxy, sandbox);
    }
}

#[track_caller]
fn shown(name: &str, args: &[&str]) {
    insta::assert_snapshot!(name, run(args).shown());
}

#[test]
fn requests_are_shown_as_they_would_be_sent() {
    let connect = [
        "spinwheel-connect",
        "connect-sms",
        "--phone=+12025550140",
        "--birth-date=1990-01-01",
        "--ext-user-id=me",
    ];
    shown("dry_run_live", &[&connect[..], &["--dry-run", "--live", "production"]].concat());
    shown("dry_run_json", &[&connect[..], &["--dry-run", "--json"]].concat());
    let reports = ["spinwheel-gql", "credit-reports", "--contact-id=c", "--source=spinwheel", "--first=5"];
    shown("dry_run_graphql", &[&reports[..], &["--dry-run"]].concat());
    shown("dry_run_form", &["spinwheel-gql", "fetch-token", "--dry-run"]);
    let flow = ["dots-users", "create-flow", "--step=payout", "--fee-party=user", "--user-id=u"];
    shown("dry_run_basic", &[&flow[..], &["--dry-run"]].concat());
    let customers = ["finicity-connect", "list-customers", "--type=testing", "--search=Ada", "--limit=5"];
    shown("dry_run_login", &[&customers[..], &["--dry-run"]].concat());
    let wait = ["signzy-link", "wait-for-verdict", "--request-id=r", "--session-id=s"];
    shown("dry_run_repeats", &[&wait[..], &["--dry-run"]].concat());
}

#[test]
fn what_is_wrong_is_said_as_without_it() {
    let wrong = ["spinwheel-connect", "connect-sms", "--phone", "1", "--dry-run"];
    let ran = run(&wrong);
    ran.assert_code(2);
    assert!(ran.stderr.contains("error: --phone: the phone number"), "{}", ran.stderr);
    run(&["signzy-link", "check-link", "--dry-run", "--curl"]).assert_code(2);
    run(&["signzy-link", "open-link", "--request-id", "r", "--dry-run"]).assert_code(2);
}

#[test]
fn guarded_values_are_not_needed_and_flags_with_them_stay_refused() {
    let verify = ["spinwheel-connect", "verify-sms-code", "--user-id", "u", "--dry-run"];
    let ran = run(&verify);
    ran.assert_code(0);
    assert!(ran.stdout.contains(r#""code": "[redacted: $OTP_CODE]""#), "{}", ran.stdout);
    let flag = run(&[&verify[..], &["--live", "sandbox", "--code", CODE]].concat());
    flag.assert_code(2);
    assert!(flag.stderr.contains("--code is for the sandbox only"), "{}", flag.stderr);
    run(&[&verify[..], &["--code", "12a"]].concat()).assert_code(2);
    let rotate = ["finicity-connect", "rotate-partner-secret", "--new-secret", SSN, "--dry-run"];
    assert!(run(&rotate).stderr.contains("a new secret never comes from a flag"));
}

#[test]
fn an_address_of_ones_own_shows_its_host_alone() {
    let endpoint = "https://debtcore.example.com/tenant-17/graphql";
    let args =
        ["spinwheel-gql", "user-verification", "--contact-id", EXTERNAL_ID, "--live", "--endpoint", endpoint];
    let ran = run(&[&args[..], &["--dry-run"]].concat());
    assert!(
        ran.stdout.starts_with("POST https://debtcore.example.com/[redacted]/graphql\n"),
        "{}",
        ran.stdout
    );
}
