//! The steps, in their order.

use std::fs;
use std::io::{self, Write};

use semver::Version;

use super::Arguments;
use super::changelog;
use super::compatibility::{self, Find};
use super::edits::{Edits, Step};
use super::git;
use super::line::Line;
use super::stage::{Stage, State};
use super::version::tag;
use crate::packages::members::{self, Package};
use crate::packages::{cargo, said};
use crate::problem::plural;
use crate::progress::Tell;
use crate::tree::{Tree, file_name};

/// What publishes a crate; its name follows.
pub(super) const PUBLISH: [&str; 3] = ["publish", "--locked", "--package"];
const MAIN: &str = "main";

/// What is heavy, or cannot be taken back.
pub(super) struct Means<'a> {
    /// Packs, builds and runs what will be published.
    pub(super) verify: &'a dyn Fn(&Tree, Tell<'_>, &mut dyn Write) -> io::Result<bool>,
    pub(super) find: Find<'a>,
    /// Publishes one crate.
    pub(super) publish: &'a dyn Fn(&Tree, &str) -> io::Result<bool>,
    pub(super) today: &'a dyn Fn() -> String,
    /// Hears of each step that takes its time, as it begins.
    pub(super) tell: Tell<'a>,
}

/// One call of the command.
pub(super) struct Train<'a> {
    pub(super) tree: &'a Tree,
    pub(super) arguments: &'a Arguments,
    pub(super) means: &'a Means<'a>,
}

impl Train<'_> {
    /// Prints each step; `false` if something must be done first.
    pub(super) fn go(&self, out: &mut dyn Write) -> io::Result<bool> {
        let state = State::read(self.tree)?;
        let mut well = show(&self.surroundings()?, out)?;
        let task = match state.stage(&self.arguments.chosen()) {
            Ok(task) => task,
            Err(refusal) => {
                show(&[Line::refused("version", refusal)], out)?;
                return end(false, out);
            }
        };
        well &= show(&self.announced(&state, &task), out)?;
        if !well || task == Stage::Nothing {
            return end(well, out);
        }
        if let Stage::Write(next) = &task {
            show(&self.write(&state, next)?, out)?;
        }
        if !(show(&[self.locks()?], out)? && self.checks(&state, &task, out)?) {
            return end(false, out);
        }
        self.finish(&state, &task, out)
    }

    /// What must not be in the way.
    fn surroundings(&self) -> io::Result<Vec<Line>> {
        let root = self.tree.root();
        let uncommitted = git::uncommitted(root)?;
        let tree = match uncommitted.first() {
            None => Line::well("tree", "nothing is uncommitted"),
            Some(first) => {
                let files = plural(uncommitted.len(), "file");
                Line::refused("tree", format!("{files} not committed, {first} first → commit or stash them"))
            }
        };
        let branch = git::branch(root)?;
        let place = branch.as_deref().unwrap_or("a commit without a branch");
        let branch = if branch.as_deref() == Some(MAIN) {
            Line::well("branch", MAIN)
        } else if self.arguments.dry_run {
            Line::open("branch", format!("{place}; the release itself is made on {MAIN}"))
        } else {
            Line::refused("branch", format!("{place} → git switch {MAIN}"))
        };
        Ok(vec![tree, branch])
    }

    /// What this call is about.
    fn announced(&self, state: &State, task: &Stage) -> Vec<Line> {
        let (current, arguments) = (&state.current, self.arguments);
        let version = match task {
            Stage::Write(next) if next == current => {
                Line::well("version", format!("{next}, the first release"))
            }
            Stage::Write(next) => Line::well("version", format!("{current} → {next}")),
            Stage::Tag => Line::well("version", format!("{current}, written down and not tagged")),
            Stage::Publish => Line::well("version", format!("{current}, tagged and checked out")),
            Stage::Nothing if arguments.dry_run => {
                Line::well("version", format!("{current} is released, and nothing is new"))
            }
            Stage::Nothing => Line::refused("version", "Unreleased is empty → there is nothing to release"),
        };
        let mut lines = vec![version];
        if arguments.publish && *task != Stage::Publish {
            let todo = "call this without --publish first: it says what is to be done";
            lines.push(Line::refused("publish", format!("no tag of {current} is checked out → {todo}")));
        }
        lines.push(self.address(state));
        lines
    }

    /// The registry shows it on each page; one that leads nowhere must not get there.
    fn address(&self, state: &State) -> Line {
        let mut addresses = members::published(&state.members).into_iter().map(|package| &package.repository);
        let reserved = |address: &Option<String>| {
            let host = address.as_deref().and_then(|address| address.split('/').nth(2));
            host.is_none_or(|host| host.ends_with(".example") || host.ends_with("example.com"))
        };
        match addresses.find(|address| reserved(address)) {
            None => Line::well("repository", "its address is set"),
            Some(address) => {
                let address = address.as_deref().unwrap_or("none");
                let text = format!("{address} is nobody's → put the real one into [workspace.package]");
                if self.arguments.publish {
                    Line::refused("repository", text)
                } else {
                    Line::open("repository", text)
                }
            }
        }
    }

    /// Writes the version and the changelog, or says what would be written.
    fn write(&self, state: &State, next: &Version) -> io::Result<Vec<Line>> {
        let names = state.members.iter().filter(|member| member.version == state.current.to_string());
        let names = names.map(|member| &*member.name).collect();
        let edits = Edits::of(self.tree, &Step { names, from: &state.current, to: next })?;
        let day = self.arguments.date.clone().unwrap_or_else(self.means.today);
        if !self.arguments.dry_run {
            edits.write(self.tree)?;
            fs::write(self.tree.full(changelog::PATH), state.changelog.with(next, &day))?;
        }
        let moved = match edits.counts() {
            (0, _) => "all name it already".to_owned(),
            (places, files) => format!("{} in {} move", plural(places, "place"), plural(files, "file")),
        };
        let entries = match state.changelog.entries() {
            1 => "1 entry".to_owned(),
            entries => format!("{entries} entries"),
        };
        Ok(vec![
            Line::well("places", moved),
            Line::well("changelog", format!("{entries} of Unreleased: [{next}] - {day}")),
        ])
    }

    /// Whether cargo takes each lock file as it is.
    fn locks(&self) -> io::Result<Line> {
        (self.means.tell)("lock files: cargo reads them");
        let files = git::files(self.tree.root())?;
        let locks: Vec<_> = files.into_iter().filter(|path| file_name(path) == "Cargo.lock").collect();
        for lock in &locks {
            let manifest = lock.replace("Cargo.lock", "Cargo.toml");
            let mut command = cargo(self.tree.root());
            command.args(["metadata", "--locked", "--format-version", "1", "--manifest-path", &manifest]);
            if let Err(error) = said(&mut command, &format!("{lock} does not fit its manifests")) {
                let todo = format!("cargo update --workspace --manifest-path {manifest}, and commit it");
                return Ok(Line::refused("lock files", format!("{error} → {todo}")));
            }
        }
        Ok(Line::well("lock files", format!("{} fit", locks.join(", "))))
    }

    /// What takes minutes.
    fn checks(&self, state: &State, task: &Stage, out: &mut dyn Write) -> io::Result<bool> {
        let next = if let Stage::Write(next) = task { Some(next) } else { None };
        let packages = if (self.means.verify)(self.tree, self.means.tell, out)? {
            Line::well("packages", "build and run by themselves")
        } else {
            Line::refused("packages", "do not, see above → cargo xtask packages")
        };
        let well = show(&[packages], out)?;
        let change = state.change(next);
        let semver = compatibility::compare(self.tree, state, change, self.means.find, self.means.tell)?;
        Ok(show(&[semver], out)? && well)
    }

    /// What is left: for this command, or for a person.
    fn finish(&self, state: &State, task: &Stage, out: &mut dyn Write) -> io::Result<bool> {
        let next = if let Stage::Write(next) = task { next } else { &state.current };
        let (tag, dry_run) = (tag(next), self.arguments.dry_run);
        let published = members::published(&state.members);
        let order = members::in_order(&published)?;
        if self.arguments.publish {
            return self.publish(&order, out);
        }
        if *task == Stage::Tag && !dry_run {
            git::put_tag(self.tree.root(), &tag, &format!("Release {next}"))?;
        }
        let line = match task {
            Stage::Write(_) if dry_run => {
                Line::open("tag", format!("{tag}, once the version is written down and on {MAIN}"))
            }
            Stage::Write(_) => Line::open(
                "tag",
                format!(
                    "{tag} → git commit --all --message \"Release {next}\", have it land on {MAIN}, then cargo xtask release"
                ),
            ),
            Stage::Tag if dry_run => Line::open("tag", format!("{tag} → cargo xtask release")),
            _ => Line::well("tag", format!("{tag} → git push origin {tag}")),
        };
        show(
            &[line, Line::open("publish", "what `cargo xtask release --publish` does, in this order:")],
            out,
        )?;
        for package in order {
            writeln!(out, "    cargo {} {}", PUBLISH.join(" "), package.name)?;
        }
        end(true, out)
    }

    /// One after the other; the first that fails ends it.
    fn publish(&self, order: &[&Package], out: &mut dyn Write) -> io::Result<bool> {
        let from = self.arguments.from.as_deref();
        let Some(first) = from.map_or(Some(0), |from| order.iter().position(|package| package.name == from))
        else {
            let names: Vec<_> = order.iter().map(|package| &*package.name).collect();
            let wrong = format!("--from: there is no such crate → one of {}", names.join(", "));
            show(&[Line::refused("publish", wrong)], out)?;
            return end(false, out);
        };
        for package in &order[first..] {
            (self.means.tell)(&format!("publish: {}", package.label()));
            if !(self.means.publish)(self.tree, &package.name)? {
                let again = format!("cargo xtask release --publish --from {}", package.name);
                let todo = format!("{} → mend what cargo says above, then {again}", package.label());
                show(&[Line::refused("publish", todo)], out)?;
                return end(false, out);
            }
            show(&[Line::well("publish", package.label())], out)?;
        }
        end(true, out)
    }
}

/// Prints lines; whether none of them is a refusal.
fn show(lines: &[Line], out: &mut dyn Write) -> io::Result<bool> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(!lines.iter().any(Line::is_refusal))
}

fn end(well: bool, out: &mut dyn Write) -> io::Result<bool> {
    writeln!(out, "release: {}", if well { "all is well" } else { "stopped, see ✗ above" })?;
    Ok(well)
}
