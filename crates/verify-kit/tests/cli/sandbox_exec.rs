//! `verify-kit sandbox exec`.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{FINICITY_VARIABLES, Ran, kit, run, run_with};

/// A shell script beside a sandbox; `$KIT` is the program itself.
fn exec(flags: &[&str], script: &str) -> Command {
    let mut command = kit(&[&["sandbox", "exec"], flags, &["--", "sh", "-c", script]].concat());
    command.env("KIT", env!("CARGO_BIN_EXE_verify-kit"));
    command
}

fn exec_to_end(flags: &[&str], script: &str) -> Ran {
    run_with(exec(flags, script))
}

/// A text is sent, and the same request is sent again, in no time by the sandbox's clock.
const TWICE: &str = r#"
    "$KIT" clock freeze > /dev/null 2>&1 || exit 8
    for time in 1 2; do
        "$KIT" spinwheel-connect connect-sms --phone +12025550140 --birth-date 1990-01-01 --ext-user-id me \
            --consent-timestamp 2026-01-15T12:00:00Z > /dev/null 2>&1 || exit 9
    done"#;

#[test]
fn the_exit_code_is_the_commands() {
    for (script, code) in
        [("exit 0", 0), ("exit 1", 1), ("exit 42", 42), ("kill -9 $$", 137), ("kill -TERM $$", 143)]
    {
        let ran = exec_to_end(&[], script);
        ran.assert_code(code);
        assert_eq!(ran.stderr, "The sandbox saw 0 calls and sent 0 messages, 0 of them twice.\n");
    }
}

#[test]
fn stdin_and_stdout_are_the_commands() {
    let mut command = exec(&[], "cat; echo done");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"given\n").unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.stdout, b"given\ndone\n");
}

#[test]
fn a_command_that_cannot_be_run_is_explained() {
    let missing = run(&["sandbox", "exec", "--", "no-such-command"]);
    missing.assert_code(127);
    assert!(
        missing.stderr.contains("there is no such command") && missing.stderr.contains("next:"),
        "{}",
        missing.stderr
    );
    run(&["sandbox", "exec", "--", "/"]).assert_code(126);
    let none = run(&["sandbox", "exec"]);
    none.assert_code(2);
    assert!(none.stderr.contains("-- <COMMAND>..."), "{}", none.stderr);
}

/// The variables that the script prints as JSON.
fn environment(flags: &[&str]) -> Value {
    let ran = exec_to_end(flags, r#""$KIT" sandbox env --json && env"#);
    ran.assert_code(0);
    let (json, env) = ran.stdout.split_once('\n').unwrap();
    let json: Value = serde_json::from_str(json).unwrap();
    for (name, value) in json.as_object().unwrap() {
        let line = format!("{name}={}", value.as_str().unwrap());
        assert!(env.lines().any(|found| found == line), "{line} is not exported");
    }
    json
}

#[test]
fn the_environment_has_what_each_provider_needs() {
    let environment = environment(&[]);
    let text =
        |name: &str| environment[name].as_str().unwrap_or_else(|| panic!("{name} is missing")).to_owned();
    let url = text("VERIFY_SANDBOX_URL");
    assert_eq!(text("SPINWHEEL_BASE_URL"), format!("{url}/default/spinwheel"));
    assert_eq!(text("SPINWHEEL_SECURE_BASE_URL"), format!("{url}/default/spinwheel-secure"));
    assert_eq!(text("FINICITY_BASE_URL"), format!("{url}/default/finicity"));
    // As the commands read them for --live.
    for name in FINICITY_VARIABLES.into_iter().chain(["SPINWHEEL_SECRET_KEY"]) {
        assert!(!text(name).is_empty(), "{name}");
    }
    // Each provider that the sandbox simulates has at least its address.
    let ran = exec_to_end(&[], r#""$KIT" sandbox status --json"#);
    for provider in ran.json()["providers"].as_object().unwrap().keys() {
        let provider = provider.to_uppercase().replace('-', "_");
        let address =
            ["BASE_URL", "ENDPOINT"].map(|what| environment.get(format!("{provider}_{what}")).is_some());
        assert!(address.contains(&true), "{provider} has no address");
    }
}

#[test]
fn another_tenant_has_addresses_of_its_own() {
    let environment = environment(&["--tenant", "blue"]);
    let url = environment["VERIFY_SANDBOX_URL"].as_str().unwrap();
    assert!(url.ends_with("/blue"), "{url}");
    assert_eq!(environment["SPINWHEEL_BASE_URL"], format!("{url}/spinwheel"));
}

#[test]
fn real_credentials_are_not_passed_on() {
    let mut command = exec(&[], "echo $SPINWHEEL_SECRET_KEY");
    command.env("SPINWHEEL_SECRET_KEY", "real");
    let ran = run_with(command);
    assert!(ran.stdout.starts_with("sandbox-spinwheel-"), "{}", ran.stdout);
}

#[test]
fn a_message_sent_twice_fails_if_asked_to() {
    let ran = exec_to_end(&[], TWICE);
    ran.assert_code(0);
    assert_eq!(ran.stderr, "The sandbox saw 2 calls and sent 2 messages, 1 of them twice.\n");
    let ran = exec_to_end(&["--fail-on-double-send"], TWICE);
    insta::assert_snapshot!("exec_double_send", ran.shown());
    let other_tenant =
        TWICE.replace("--ext-user-id", r#"--sandbox "$VERIFY_SANDBOX_URL/green" --ext-user-id"#);
    let ran = exec_to_end(&["--fail-on-double-send"], &other_tenant);
    ran.assert_code(1);
    assert!(ran.stderr.contains("tenant green:"), "{}", ran.stderr);
    exec_to_end(&["--fail-on-double-send"], "exit 0").assert_code(0);
}

#[test]
fn a_reset_in_between_hides_no_double_send() {
    let script = format!("{TWICE}\n\"$KIT\" sandbox reset 2> /dev/null");
    let ran = exec_to_end(&["--fail-on-double-send"], &script);
    ran.assert_code(1);
    assert!(ran.stderr.contains("sent 0 messages, 1 of them twice"), "{}", ran.stderr);
    assert!(ran.stderr.contains("tenant default: spinwheel.connect_sms sent message 2"), "{}", ran.stderr);
}

#[test]
fn the_commands_own_failure_comes_first() {
    let ran = exec_to_end(&["--fail-on-double-send"], &format!("{TWICE}\nexit 7"));
    ran.assert_code(7);
    assert!(ran.stderr.contains("1 message was sent twice"), "{}", ran.stderr);
}

#[test]
fn the_report_can_be_json() {
    let ran = exec_to_end(&["--json"], TWICE);
    ran.assert_code(0);
    let report: Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!((&report["calls"], &report["messages"]), (&2.into(), &2.into()));
    let double = &report["double_sends"][0];
    assert_eq!((&double["tenant"], &double["second"]), (&"default".into(), &2.into()));
}

#[test]
fn signals_are_handed_on() {
    for (signal, code) in [("INT", 42), ("TERM", 43)] {
        let script = "trap 'exit 42' INT; trap 'exit 43' TERM; echo ready; while :; do sleep 0.05; done";
        let mut command = exec(&[], script);
        // A terminal would send the signal to both.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let sent =
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let mut talk = String::new();
        child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{talk}");
    }
}
