//! `cargo xtask semver`: whether what users wrote against the last release still compiles, where the changelog says so.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;

use super::line::Line;
use super::published;
use super::stage::State;
use super::version::{Change, tag};
use crate::packages::members;
use crate::packages::{cargo, said};
use crate::problem::plural;
use crate::progress::{Tell, on_stderr};
use crate::tree::Tree;

const NAME: &str = "semver";
/// Reads the documentation of one compiler after the other: a newer compiler may need a newer one.
const TOOL: &str = "cargo-semver-checks";
const VERSION: &str = "0.51.0";

/// Nothing can be chosen.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Finds the tool, or says why it is not there.
pub(super) type Find<'a> = &'a dyn Fn(&Tree, Tell<'_>) -> io::Result<PathBuf>;

/// Compares; `true` if nothing breaks that must not, and before the first release.
pub(crate) fn run(tree: &Tree, _: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    check(tree, &installed, &on_stderr, out)
}

pub(super) fn check(tree: &Tree, find: Find<'_>, tell: Tell<'_>, out: &mut dyn Write) -> io::Result<bool> {
    let state = State::read(tree)?;
    let line = compare(tree, &state, state.change(None), find, tell)?;
    writeln!(out, "{line}")?;
    Ok(!line.is_refusal())
}

/// Compares what is here with the last release, which `change` may be apart.
pub(super) fn compare(
    tree: &Tree,
    state: &State,
    change: Change,
    find: Find<'_>,
    tell: Tell<'_>,
) -> io::Result<Line> {
    if let Some(missing) = state.missing_tag() {
        return Ok(Line::refused(NAME, missing));
    }
    let Some(last) = state.last() else {
        return Ok(Line::well(NAME, "nothing is tagged yet, so there is nothing to compare with"));
    };
    let tag = tag(last);
    let before = published::libraries_at(tree.root(), &tag)?;
    let now = members::published(&state.members).into_iter().filter(|package| package.is_library());
    let now: BTreeSet<_> = now.map(|package| package.name.clone()).collect();
    let both: Vec<_> = before.intersection(&now).map(|name| &**name).collect();
    let (ended, unsaid): (Vec<_>, Vec<_>) = before
        .difference(&now)
        .map(|name| &**name)
        .partition(|name| state.changelog.announces_break_of(name, last));
    if !unsaid.is_empty() {
        let todo =
            "publish it again, or announce its end in CHANGELOG.md: an entry of its own, **Breaking:**";
        let names = unsaid.join(", ");
        return Ok(Line::refused(NAME, format!("published at {tag}, and no more: {names} → {todo}")));
    }
    let mut beside = String::new();
    for (what, names) in [("new", now.difference(&before).map(|name| &**name).collect()), ("ended", ended)] {
        if !names.is_empty() {
            beside = format!("{beside}; {what}: {}", names.join(", "));
        }
    }
    if both.is_empty() {
        // Asked about no package, the tool would compare all there are.
        return Ok(Line::well(NAME, format!("no library of {tag} is left to be compared{beside}")));
    }
    tell(&format!("semver: {TOOL} compares {} with {tag}", plural(both.len(), "crate")));
    let program = match find(tree, tell) {
        Ok(program) => program,
        Err(error) => return Ok(Line::refused(NAME, format!("{TOOL} could not be run: {error}"))),
    };
    let (breaking, others): (Vec<_>, Vec<_>) =
        both.iter().partition(|name| state.changelog.announces_break_of(name, last));
    // What one crate announces allows no break of another.
    let groups = [(breaking, change), (others, change.min(Change::Additions))];
    for (names, change) in groups.into_iter().filter(|(names, _)| !names.is_empty()) {
        let mut command = Command::new(&program);
        command.current_dir(tree.root()).args(["semver-checks", "check-release", "--baseline-rev", &tag]);
        command.args(["--release-type", change.as_release_type()]);
        command.args(names.iter().flat_map(|name| ["--package", name]));
        if let Some(refusal) = refusal(command, &tag) {
            return Ok(Line::refused(NAME, refusal));
        }
    }
    Ok(Line::well(NAME, format!("{} compared with {tag}{beside}", plural(both.len(), "crate"))))
}

/// What the tool found wrong.
fn refusal(mut command: Command, tag: &str) -> Option<String> {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return Some(format!("{TOOL} could not be run: {error}")),
    };
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    if output.status.success() {
        return None;
    }
    if said.contains("semver requires new") {
        let todo = "take it back, or give the crate an entry in CHANGELOG.md that begins with **Breaking:**";
        return Some(format!("what was written against {tag} breaks → {todo}\n{said}"));
    }
    Some(format!("{TOOL} has compared nothing ({})\n{said}", output.status))
}

/// The tool from the registry, in a folder of its own; built by the first who needs it.
pub(super) fn installed(tree: &Tree, tell: Tell<'_>) -> io::Result<PathBuf> {
    let root = tree.full(&format!("target/tools/{TOOL}-{VERSION}"));
    let program = root.join("bin").join(TOOL);
    if !program.is_file() {
        tell(&format!("semver: {TOOL} {VERSION} is built, once"));
        let mut install = cargo(tree.root());
        install.args(["install", TOOL, "--version", &format!("={VERSION}"), "--locked", "--debug", "--root"]);
        install.arg(&root).arg("--target-dir").arg(root.join("build"));
        said(&mut install, "it cannot be installed")?;
    }
    Ok(program)
}
