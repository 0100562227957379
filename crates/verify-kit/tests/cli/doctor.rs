//! `verify-kit doctor`: what is configured.

use std::process::Command;

use verify_testkit::assert_no_leak;
use verify_testkit::canary::SECRET;

use crate::support::{
    DEBTCORE_VARIABLES, DOTS_VARIABLES, DOTS_WEBHOOK_SECRET, FINICITY_VARIABLES, Ran, SIGNZY_PATHS,
    SIGNZY_VARIABLES, kit, run, run_with, settings,
};

fn with(args: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = kit(&[&["doctor"], args].concat());
    away_from_the_network(&mut command);
    command.envs(variables.iter().copied());
    run_with(command)
}

/// Whatever would leave this machine ends at a proxy that is not there.
pub(crate) fn away_from_the_network(command: &mut Command) {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, "http://127.0.0.1:9");
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
}

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

const DOTS: [(&str, &str); 2] = [("DOTS_CLIENT_ID", "pk_dev_1"), ("DOTS_API_KEY", "sk_dev_1")];

#[test]
fn with_nothing_to_look_at_it_says_how_to_name_something() {
    shown("nothing", &run(&["doctor"]));
    let ran = run(&["doctor", "--live", "production"]);
    ran.assert_code(2);
}

#[test]
fn what_is_configured_is_looked_at() {
    let all = [DOTS[0], DOTS[1], ("SPINWHEEL_SECRET_KEY", "key")];
    let ran = with(&[], &all);
    shown("configured", &ran);
    let ran = with(&["--provider", "dots-users"], &all);
    ran.assert_code(0);
    assert!(!ran.stdout.contains("spinwheel-connect"), "{}", ran.shown());
}

#[test]
fn what_is_wrong_is_named_with_its_fix() {
    let wrong = [
        ("SPINWHEEL_SECRET_KEY", "\"key\""),
        ("DOTS_CLIENT_ID", "sk_dev_1"),
        ("DOTS_API_KEY", "sk_prod_1\n"),
        ("FINICITY_PARTNER_ID", "<partner id>"),
        ("FINICITY_PARTNER_SECRET", "short"),
        ("DEBTCORE_ENDPOINT", "debtcore.example.com"),
        ("DEBTCORE_SCOPE", "credit"),
        ("SIGNZY_TOKEN", "Bearer token"),
    ];
    shown("wrong", &with(&["--offline"], &wrong));
}

#[test]
fn only_credentials_have_their_exit_code() {
    let ran = with(&["--offline", "--provider", "finicity-connect"], &[]);
    shown("credentials_are_missing", &ran);
    // A path is none.
    with(&["--offline"], &[("SIGNZY_TOKEN", "token")]).assert_code(1);
}

#[test]
fn a_key_of_another_environment_is_a_problem() {
    let ran = with(&["--offline", "--live", "production"], &DOTS);
    shown("other_environment", &ran);
    with(&["--offline", "--live", "sandbox"], &DOTS).assert_code(0);
}

#[test]
fn an_environment_that_is_not_there_is_named() {
    let ran = with(&["--live", "pre-production", "--provider", "dots-users"], &DOTS);
    ran.assert_code(2);
    assert!(ran.stderr.contains("Dots has no environment pre-production"), "{}", ran.stderr);
    assert!(ran.stderr.contains("it has sandbox and production"), "{}", ran.stderr);
    // Where it was not named it is not asked, and the others are.
    let ran = with(&["--live", "pre-production"], &DOTS);
    ran.assert_code(0);
    assert!(
        ran.stdout.contains("Dots has no environment pre-production, and was not asked"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_provider_that_is_out_of_reach_gets_no_credentials() {
    let finicity = FINICITY_VARIABLES.map(|name| (name, "Synthetic-Secret-1"));
    let ran = with(&["--live", "production", "--login"], &finicity);
    shown("out_of_reach", &ran);
}

#[test]
fn programs_get_a_line_for_each_check() {
    let ran = with(&["--offline", "--json", "--live", "production"], &DOTS);
    ran.assert_code(4);
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (summary, checks) = lines.split_last().unwrap();
    assert_eq!(summary, &serde_json::json!({"type": "summary", "ok": 3, "warnings": 0, "problems": 2}));
    let problem = checks.iter().find(|check| check["level"] == "problem").unwrap();
    let wanted = serde_json::json!({
        "type": "check",
        "about": "dots-users",
        "check": "environment",
        "level": "problem",
        "says": "DOTS_CLIENT_ID is a key of sandbox, and --live says production",
        "fix": "take the key of that environment, or name the other one",
        "credentials": true,
    });
    assert_eq!(problem, &wanted);
}

#[test]
fn no_value_is_ever_printed() {
    let names: Vec<&str> = ["SPINWHEEL_SECRET_KEY", DOTS_WEBHOOK_SECRET]
        .into_iter()
        .chain(FINICITY_VARIABLES)
        .chain(DOTS_VARIABLES)
        .chain(DEBTCORE_VARIABLES)
        .chain(SIGNZY_VARIABLES)
        .chain(SIGNZY_PATHS)
        .collect();
    let forms = [
        SECRET.to_owned(),
        format!("{SECRET}\n"),
        format!("\"{SECRET}\""),
        format!("Bearer {SECRET}"),
        format!("https://{SECRET}.example.com/{SECRET}"),
        format!("your-{SECRET}"),
        format!("whsec_{SECRET}"),
        format!("pk_dev_{SECRET}"),
    ];
    for form in &forms {
        let variables: Vec<_> = names.iter().map(|name| (*name, form.as_str())).collect();
        for args in
            [&["--offline"][..], &["--live", "production", "--login"], &["--live", "sandbox", "--json"]]
        {
            assert_no_leak("doctor", &with(args, &variables).shown());
        }
    }
    let callback = format!("https://{SECRET}.example.com/{SECRET}");
    for address in [callback.as_str(), SECRET, "http://127.0.0.1:9/canary-key-5f1d9a7c3b"] {
        assert_no_leak("doctor", &with(&["--callback", address, "--probe"], &[]).shown());
    }
    for args in [&["--provider", SECRET][..], &["--live", SECRET], &["--sandbox", SECRET], &[SECRET]] {
        let ran = with(args, &[]);
        ran.assert_code(2);
        assert_no_leak("doctor", &ran.shown());
    }
}
