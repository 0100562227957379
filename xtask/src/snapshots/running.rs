//! Running the snapshot tests.

use std::env;
use std::io::{self, Write};
use std::process::Command;

use super::pending;
use crate::tree::Tree;

/// `cargo test` in the workspace, by the cargo that runs this program.
pub(crate) fn cargo_test(tree: &Tree) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree.root()).args(["test", "--no-fail-fast"]);
    command
}

/// Runs the tests and lists what is pending; `true` if the tests passed and nothing is.
pub(crate) fn run(tree: &Tree, cargo: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let mut command = cargo_test(tree);
    command.args(default_scope(cargo)).args(cargo);
    command.envs(settings(env::var_os("CI").is_some()));
    let passed = command.status()?.success();
    let none = pending::list(tree, out)?;
    if !none {
        writeln!(out, "look at them with: cargo xtask snapshots review")?;
    }
    Ok(passed && none)
}

/// The tests of the whole workspace, unless something else was asked for.
fn default_scope(cargo: &[String]) -> &'static [&'static str] {
    if cargo.is_empty() { &["--workspace", "--tests"] } else { &[] }
}

/// On a build server differences fail; elsewhere they are written down.
fn settings(is_ci: bool) -> Vec<(&'static str, &'static str)> {
    if is_ci {
        vec![("INSTA_UPDATE", "no")]
    } else {
        vec![("INSTA_UPDATE", "new"), ("INSTA_FORCE_PASS", "1")]
    }
}

#[cfg(test)]
mod tests {
    use super::{default_scope, settings};

    #[test]
    fn differences_fail_on_a_build_server_only() {
        assert_eq!(settings(true), [("INSTA_UPDATE", "no")]);
        assert!(settings(false).contains(&("INSTA_FORCE_PASS", "1")));
    }

    #[test]
    fn the_scope_can_be_narrowed() {
        assert_eq!(default_scope(&[]), ["--workspace", "--tests"]);
        assert!(default_scope(&["-p".to_owned(), "a".to_owned()]).is_empty());
    }
}
