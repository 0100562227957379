//! All places that name the version, and what they become.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use semver::Version;

use super::git;
use crate::tree::{Tree, extension, file_name};

/// From one version to another, for these members.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub(super) names: Vec<&'a str>,
    pub(super) from: &'a Version,
    pub(super) to: &'a Version,
}

/// Texts to be written, by their paths.
#[derive(Debug, Default)]
pub(super) struct Edits {
    texts: BTreeMap<String, String>,
    places: usize,
}

impl Edits {
    /// Goes through the manifests, lock files, documents and snapshots that git knows; writes nothing.
    pub(super) fn of(tree: &Tree, step: &Step<'_>) -> io::Result<Self> {
        let mut edits = Self::default();
        for path in git::files(tree.root())?.into_iter().filter(|path| tree.has_file(path)) {
            let change = match (file_name(&path), extension(&path)) {
                ("Cargo.lock", _) => Step::locked,
                ("Cargo.toml", _) => Step::manifest,
                (_, "md" | "rs") => Step::document,
                (_, "snap") => Step::snapshot,
                _ => continue,
            };
            let old = fs::read_to_string(tree.full(&path))?;
            let (new, places) = change(step, &old);
            if places > 0 {
                edits.texts.insert(path, new);
                edits.places += places;
            }
        }
        Ok(edits)
    }

    pub(super) fn write(&self, tree: &Tree) -> io::Result<()> {
        self.texts.iter().try_for_each(|(path, text)| fs::write(tree.full(path), text))
    }

    /// How many places in how many files.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.places, self.texts.len())
    }
}

impl Step<'_> {
    /// The version of `[workspace.package]`, and what members ask of each other.
    fn manifest(&self, text: &str) -> (String, usize) {
        let own = format!("version = \"{}\"", self.from);
        let mut shared = false;
        each_line(text, |line, _| {
            if line.starts_with('[') {
                shared = line.trim_end() == "[workspace.package]";
            }
            if shared && line.trim_end() == own {
                return Some(line.replace(&self.from.to_string(), &self.to.to_string()));
            }
            self.requirement(line)
        })
    }

    /// The lines below the members' names; what comes from a registry has other names.
    fn locked(&self, text: &str) -> (String, usize) {
        let old = format!("version = \"{}\"", self.from);
        each_line(text, |line, before| {
            let name = before.strip_prefix("name = \"")?.strip_suffix('"')?;
            let ours = self.names.contains(&name) && line.trim_end() == old;
            ours.then(|| format!("version = \"{}\"\n", self.to))
        })
    }

    /// What readers are told to put into their manifests.
    fn document(&self, text: &str) -> (String, usize) {
        each_line(text, |line, _| self.requirement(line))
    }

    /// The name that clients give themselves, and the version that the demo prints.
    fn snapshot(&self, text: &str) -> (String, usize) {
        let names = self.names.iter();
        let mut pairs: Vec<_> =
            names.map(|name| (format!("{name}/{}", self.from), format!("{name}/{}", self.to))).collect();
        pairs.push((format!("\"version\":\"{}\"", self.from), format!("\"version\":\"{}\"", self.to)));
        each_line(text, |line, _| {
            Some(pairs.iter().fold(line.to_owned(), |line, (old, new)| line.replace(old, new)))
        })
    }

    /// `verify-core = "0.1"` or `verify-core = { …, version = "0.1.0" }` with as many numbers of the new version.
    fn requirement(&self, line: &str) -> Option<String> {
        let asked = ["//! ", "/// "].iter().find_map(|mark| line.trim_start().strip_prefix(mark));
        let (name, value) = asked.unwrap_or(line).split_once('=')?;
        let (name, value) = (name.trim(), value.trim_start());
        let quoted = if value.starts_with('{') { value.split_once("version = ")?.1 } else { value };
        let old = quoted.strip_prefix('"')?.split('"').next()?;
        if !self.names.contains(&name) {
            return None;
        }
        let numbers = old.trim_start_matches(['=', '^', '~']);
        let from = self.from.to_string();
        let rest = from.strip_prefix(numbers)?;
        let new = if rest.is_empty() {
            self.to.to_string()
        } else if rest.starts_with('.') {
            let count = numbers.split('.').count();
            self.to.to_string().split('.').take(count).collect::<Vec<_>>().join(".")
        } else {
            return None;
        };
        let (old, new) = (format!("\"{old}\""), format!("\"{}\"", old.replace(numbers, &new)));
        Some(line.replacen(&old, &new, 1))
    }
}

/// Each line, with the one before; how many have become others.
fn each_line(text: &str, mut change: impl FnMut(&str, &str) -> Option<String>) -> (String, usize) {
    let (mut changed, mut count, mut before) = (String::with_capacity(text.len()), 0, "");
    for line in text.split_inclusive('\n') {
        let new = change(line, before).filter(|new| new != line);
        count += usize::from(new.is_some());
        changed.push_str(new.as_deref().unwrap_or(line));
        before = line.trim_end();
    }
    (changed, count)
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::Step;

    fn changed(to: &str, change: impl Fn(&Step<'_>) -> (String, usize)) -> (String, usize) {
        let (from, to): (Version, Version) = ("0.1.0".parse().unwrap(), to.parse().unwrap());
        change(&Step { names: vec!["core", "some-api"], from: &from, to: &to })
    }

    #[test]
    fn a_manifest_moves_its_own_version_and_those_of_members() {
        let text = "[workspace.package]\nversion = \"0.1.0\"\n[workspace.dependencies]\n\
            core = { path = \"crates/core\", version = \"0.1.0\", default-features = false }\n\
            some-api = \"=0.1.0\"\nserde = \"0.1.0\"\ncore2 = \"0.1.0\"\n[package]\nversion = \"0.1.0\"\n";
        let (new, places) = changed("0.2.0", |step| step.manifest(text));
        let expected = "[workspace.package]\nversion = \"0.2.0\"\n[workspace.dependencies]\n\
            core = { path = \"crates/core\", version = \"0.2.0\", default-features = false }\n\
            some-api = \"=0.2.0\"\nserde = \"0.1.0\"\ncore2 = \"0.1.0\"\n[package]\nversion = \"0.1.0\"\n";
        assert_eq!((new.as_str(), places), (expected, 3));
    }

    #[test]
    fn a_lock_file_moves_members_only() {
        let text = "[[package]]\nname = \"core\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"serde\"\nversion = \"0.1.0\"\n";
        let (new, places) = changed("0.2.0", |step| step.locked(text));
        assert_eq!((new, places), (text.replacen("0.1.0", "0.2.0", 1), 1));
    }

    #[test]
    fn documents_ask_for_as_many_numbers_as_before() {
        let text =
            "core = \"0.1\"\n//! some-api = { version = \"0.1\", features = [\"x\"] }\nA 0.1.0 = old.\n";
        let (new, places) = changed("0.2.0", |step| step.document(text));
        assert_eq!((new, places), (text.replace("\"0.1\"", "\"0.2\""), 2));
        assert_eq!(changed("0.1.1", |step| step.document(text)).1, 0);
        assert_eq!(changed("0.2.0", |step| step.document("core = \"0.10\"\n")).1, 0);
    }

    #[test]
    fn snapshots_show_the_new_version() {
        let text = "user-agent: some-api/0.1.0\n{\"version\":\"0.1.0\"}\nother/0.1.0\n";
        let (new, places) = changed("0.2.0", |step| step.snapshot(text));
        assert_eq!(
            (new.as_str(), places),
            ("user-agent: some-api/0.2.0\n{\"version\":\"0.2.0\"}\nother/0.1.0\n", 2)
        );
    }
}
