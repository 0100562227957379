//! How far the release has come, by what git and the changelog say.

use std::io;

use semver::Version;

use super::changelog::{self, Changelog};
use super::git;
use super::version::{Change, Level, raised, tag};
use crate::packages::members::{self, Package};
use crate::tree::Tree;

/// What there is.
#[derive(Debug)]
pub(super) struct State {
    pub(super) members: Vec<Package>,
    /// The version of every member that is published.
    pub(super) current: Version,
    pub(super) changelog: Changelog,
    /// The versions that have a tag, the newest first.
    pub(super) tagged: Vec<Version>,
    /// Whether the tag of the version stands at what is checked out.
    is_at_tag: bool,
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Write this version down.
    Write(Version),
    /// It is written down: tag it.
    Tag,
    /// It is tagged, and what is checked out: publish it.
    Publish,
    /// There is nothing new.
    Nothing,
}

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) level: Option<Level>,
    pub(super) version: Option<Version>,
}

impl State {
    pub(super) fn read(tree: &Tree) -> io::Result<Self> {
        let members = members::all(tree.root())?;
        let current = shared_version(&members)?;
        let tagged = git::released(tree.root())?;
        let is_at_tag = tagged.contains(&current) && git::is_at(tree.root(), &tag(&current))?;
        let changelog = Changelog::read(tree).map_err(|problem| io::Error::other(problem.to_string()))?;
        Ok(Self { members, current, changelog, tagged, is_at_tag })
    }

    /// The last release; `None` before the first.
    pub(super) fn last(&self) -> Option<&Version> {
        self.tagged.first()
    }

    /// Whether the version has its section in the changelog, and no tag yet.
    fn is_written(&self) -> bool {
        !self.tagged.contains(&self.current) && self.changelog.released().contains(&self.current)
    }

    /// What users may expect of the release that comes next.
    pub(super) fn change(&self, next: Option<&Version>) -> Change {
        let next = next.or_else(|| self.is_written().then_some(&self.current));
        let step = self.last().zip(next).map(|(last, next)| Change::between(last, next));
        step.unwrap_or_else(|| self.changelog.announces())
    }

    /// A release that the changelog has and git has not: then nothing can be said about what came after it. The newest may be
    /// waiting for its tag, as long as nothing came after it.
    pub(super) fn missing_tag(&self) -> Option<String> {
        let waits = |version: &Version| *version == self.current && self.changelog.entries() == 0;
        let known = |version: &Version| self.tagged.contains(version) || waits(version);
        let missing = self.changelog.released().into_iter().find(|version| !known(version))?;
        let (file, tag) = (changelog::PATH, tag(&missing));
        let todo = "git fetch --tags; if it has none, tag the commit that has written it down";
        Some(format!("{file} has {missing}, and {tag} is not here → {todo}"))
    }

    /// What comes next, or why nothing can.
    pub(super) fn stage(&self, chosen: &Chosen) -> Result<Stage, String> {
        let entries = self.changelog.entries();
        let asked = chosen.level.is_some() || chosen.version.is_some();
        if let Some(missing) = self.missing_tag() {
            return Err(missing);
        }
        if self.is_written() {
            let (current, todo) = (&self.current, "leave --level and --version away to tag it");
            let refusal = format!("{current} is written down and not tagged → {todo}");
            return if asked { Err(refusal) } else { Ok(Stage::Tag) };
        }
        match (entries, asked) {
            (0, false) if self.is_at_tag => return Ok(Stage::Publish),
            (0, false) if self.tagged.contains(&self.current) => return Ok(Stage::Nothing),
            (0, _) => {
                return Err(format!("Unreleased in {} is empty → say there what is new", changelog::PATH));
            }
            _ => {}
        }
        let next = self.next(chosen);
        self.refusal(&next).map_or(Ok(Stage::Write(next)), Err)
    }

    /// What was asked for; a version that was never released as it stands; or the smallest step that says what the changelog says.
    fn next(&self, chosen: &Chosen) -> Version {
        let current = &self.current;
        let is_new = self.last().is_none_or(|last| last < current);
        match (&chosen.version, chosen.level) {
            (Some(version), _) => version.clone(),
            (None, Some(level)) => raised(current, level),
            (None, None) if is_new => current.clone(),
            (None, None) => raised(current, self.changelog.announces().level(current)),
        }
    }

    fn refusal(&self, next: &Version) -> Option<String> {
        if self.tagged.contains(next) {
            return Some(format!("the tag {} exists → take a larger version", tag(next)));
        }
        let newest = self.last().into_iter().chain([&self.current]).max()?;
        if next < newest {
            return Some(format!("{next} is not larger than {newest} → take a larger version"));
        }
        let last = self.last()?;
        let (announced, step) = (self.changelog.announces(), Change::between(last, next));
        (announced > step).then(|| {
            let level = format!("{:?}", announced.level(last)).to_lowercase();
            format!("Unreleased announces more than {last} → {next} may bring → --level {level} at newest")
        })
    }
}

/// One version for all crates: what is published has it from the workspace.
fn shared_version(members: &[Package]) -> io::Result<Version> {
    let published = members::published(members);
    let first = published.first().ok_or_else(|| io::Error::other("no member is published"))?;
    if let Some(other) = published.iter().find(|package| package.version != first.version) {
        let wrong = format!("{} and {} differ", first.label(), other.label());
        return Err(io::Error::other(format!("{wrong} → `version.workspace = true` in every crate")));
    }
    let wrong = |error| io::Error::other(format!("the version of {} is none: {error}", first.label()));
    first.version.parse().map_err(wrong)
}
