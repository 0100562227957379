//! Projects of their own under `sandbox exec`, as users have them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{Ran, kit, run_with};

/// `verify-kit sandbox exec --fail-on-double-send --json -- COMMAND` in a folder of the project outside the workspace. The
/// program is found as an installed one is.
fn exec(folder: &str, command: &[&str]) -> Ran {
    exec_in(&Path::new("tests/consumer-example").join(folder), command)
}

/// The same in a folder below the root of the workspace.
pub(crate) fn exec_in(folder: &Path, command: &[&str]) -> Ran {
    let flags = ["sandbox", "exec", "--fail-on-double-send", "--json", "--"];
    run_with(building(kit(&[&flags, command].concat()), folder))
}

/// Cargo at the root of the workspace, as `exec_in` has it.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.env_clear().args(arguments);
    building(cargo, Path::new("."))
}

/// Where everything is built: one folder for all, so that each dependency is built once.
pub(crate) fn target() -> PathBuf {
    let program = PathBuf::from(kit(&[]).get_program());
    program.parent().and_then(Path::parent).unwrap().to_owned()
}

/// The command with what cargo needs, in a folder below the root of the workspace.
fn building(mut command: Command, folder: &Path) -> Command {
    let program = PathBuf::from(kit(&[]).get_program());
    let programs = program.parent().unwrap().display().to_string();
    command.env("PATH", format!("{programs}:{}", std::env::var("PATH").unwrap()));
    for variable in ["HOME", "CARGO_HOME", "RUSTUP_HOME"] {
        command.envs(std::env::var_os(variable).map(|value| (variable, value)));
    }
    command.env("CARGO_TARGET_DIR", target());
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder));
    command
}

/// What the sandbox saw, which is the last line of stderr.
fn report(ran: &Ran) -> Value {
    ran.assert_code(0);
    serde_json::from_str(ran.stderr.lines().last().unwrap()).unwrap()
}

#[test]
#[ignore = "builds a project of its own"]
fn a_crate_outside_the_workspace_tests_itself() {
    let ran = exec(".", &["cargo", "test", "--quiet", "--locked"]);
    let report = report(&ran);
    // A code for each of two people, one of them mistyped, and a link.
    assert_eq!((&report["messages"], &report["double_sends"]), (&3.into(), &serde_json::json!([])));
    assert!(ran.stdout.contains("3 passed"), "{}", ran.shown());
    let calls = report["calls"].as_u64().unwrap();
    assert!((8..20).contains(&calls), "{}", ran.shown());
}

#[test]
#[ignore = "needs python3"]
fn a_script_without_our_crates_verifies_a_phone() {
    let ran = exec("python", &["python3", "verify_phone.py"]);
    assert_eq!(report(&ran), serde_json::json!({"calls": 2, "messages": 1, "double_sends": []}));
    assert_eq!(ran.stdout, "SUCCESS\n");
}
