//! `cargo xtask semver`: whether what users wrote against the last release still compiles, where the changelog says so.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;

use super::git;
use super::line::Line;
use super::stage::State;
use super::version::{Change, tag};
use crate::packages::members;
use crate::packages::{cargo, said};
use crate::tree::Tree;

const NAME: &str = "semver";
/// Reads the documentation of one compiler after the other: a newer compiler may need a newer one.
const TOOL: &str = "cargo-semver-checks";
const VERSION: &str = "0.51.0";

/// Nothing can be chosen.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Finds the tool, or says why it is not there.
pub(super) type Find<'a> = &'a dyn Fn(&Tree) -> io::Result<PathBuf>;

/// Compares; `true` if nothing breaks that must not, and before the first release.
pub(crate) fn run(tree: &Tree, _: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    check(tree, &installed, out)
}

pub(super) fn check(tree: &Tree, find: Find<'_>, out: &mut dyn Write) -> io::Result<bool> {
    let state = State::read(tree)?;
    let line = compare(tree, &state, state.change(None), find)?;
    writeln!(out, "{line}")?;
    Ok(!line.is_refusal())
}

/// Compares what is here with the last release, which `change` may be apart.
pub(super) fn compare(tree: &Tree, state: &State, change: Change, find: Find<'_>) -> io::Result<Line> {
    if let Some(missing) = state.missing_tag() {
        return Ok(Line::refused(NAME, missing));
    }
    let Some(last) = state.last() else {
        return Ok(Line::well(NAME, "nothing is tagged yet, so there is nothing to compare with"));
    };
    let tag = tag(last);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for package in members::published(&state.members).into_iter().filter(|package| package.is_library()) {
        let folder = members::relative(tree, package)?;
        let is_old = git::has(tree.root(), &tag, &format!("{folder}/Cargo.toml"))?;
        if is_old { old.push(&*package.name) } else { new.push(&*package.name) }
    }
    let program = match find(tree) {
        Ok(program) => program,
        Err(error) => return Ok(Line::refused(NAME, format!("{TOOL} could not be run: {error}"))),
    };
    let mut command = Command::new(program);
    command.current_dir(tree.root()).args(["semver-checks", "check-release", "--baseline-rev", &tag]);
    command.args(["--release-type", change.as_release_type()]);
    command.args(old.iter().flat_map(|name| ["--package", name]));
    Ok(judge(command, &tag, old.len(), &new))
}

fn judge(mut command: Command, tag: &str, compared: usize, new: &[&str]) -> Line {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return Line::refused(NAME, format!("{TOOL} could not be run: {error}")),
    };
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    if output.status.success() {
        let new = if new.is_empty() { String::new() } else { format!("; new: {}", new.join(", ")) };
        return Line::well(NAME, format!("{compared} crates compared with {tag}{new}"));
    }
    if said.contains("semver requires new") {
        let todo = "take it back, or mark its entry in CHANGELOG.md **Breaking:**";
        return Line::refused(NAME, format!("what was written against {tag} breaks → {todo}\n{said}"));
    }
    Line::refused(NAME, format!("{TOOL} has compared nothing ({})\n{said}", output.status))
}

/// The tool from the registry, in a folder of its own; built by the first who needs it.
pub(super) fn installed(tree: &Tree) -> io::Result<PathBuf> {
    let root = tree.full(&format!("target/tools/{TOOL}-{VERSION}"));
    let program = root.join("bin").join(TOOL);
    if !program.is_file() {
        let mut install = cargo(tree.root());
        install.args(["install", TOOL, "--version", &format!("={VERSION}"), "--locked", "--debug", "--root"]);
        install.arg(&root).arg("--target-dir").arg(root.join("build"));
        said(&mut install, "it cannot be installed")?;
    }
    Ok(program)
}
