//! The front page of each provider crate: its program, run by the line of shell that stands below it.

use std::fs;
use std::path::Path;

use crate::consumer::exec_in;
use crate::support::Ran;

fn readme(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("README.md");
    fs::read_to_string(path).unwrap()
}

/// Runs the line that the README shows; `cargo run` is the program that the README shows.
fn run(name: &str) -> Ran {
    let readme = readme(name);
    let line = readme.lines().find_map(|line| line.strip_prefix("verify-kit sandbox exec -- ")).unwrap();
    assert!(line.contains("cargo run"), "{line}");
    let program = format!("cargo run --quiet --locked --package {name} --example {name}-first-call");
    let line = line.replace("cargo run", &program);
    let script = line.strip_prefix("sh -c '").map_or(line.as_str(), |quoted| quoted.trim_end_matches('\''));
    let ran = exec_in(Path::new("."), &["sh", "-c", script]);
    ran.assert_code(0);
    ran
}

/// What the README says that is printed.
fn assert_prints_what_is_shown(name: &str) {
    let ran = run(name);
    let readme = readme(name);
    let shown = readme.split_once("```text\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    assert_eq!(ran.stdout, shown, "{}", ran.shown());
}

#[test]
#[ignore = "builds a program"]
fn spinwheel_shows_debts() {
    assert_prints_what_is_shown("spinwheel-connect");
}

#[test]
#[ignore = "builds a program"]
fn debtcore_shows_debts() {
    assert_prints_what_is_shown("spinwheel-gql");
}

#[test]
#[ignore = "builds a program"]
fn dots_says_welcome() {
    let ran = run("dots-users");
    assert_eq!(ran.stdout, "A code was texted. Type it:\nSome(Verified)\nwelcome\n");
    assert!(readme("dots-users").contains("prints `Some(Verified)` and `welcome`"));
}

/// Nobody opens the link.
#[test]
#[ignore = "builds a program"]
fn finicity_shows_a_link_and_asks_for_the_accounts() {
    let ran = run("finicity-connect");
    let begin = "Connect an account, then press Enter: http://127.0.0.1:";
    assert!(ran.stdout.starts_with(begin), "{}", ran.shown());
    assert!(ran.stdout.ends_with("\n0 connected\n"), "{}", ran.shown());
}

/// The program looks after 10 seconds for the first time.
#[test]
#[ignore = "builds a program"]
fn signzy_says_welcome() {
    let ran = run("signzy-link");
    assert!(ran.stdout.ends_with("welcome\n"), "{}", ran.shown());
}
