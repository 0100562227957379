//! Which packages a crate brings along: by cargo's own word.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::unsafety;
use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// The same for everybody who looks.
pub(super) const TARGET: &str = "x86_64-unknown-linux-gnu";

/// A package of somebody else's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) build_script: bool,
    pub(crate) is_macro: bool,
    /// How often the word `unsafe` stands in its code.
    pub(crate) unsafe_words: usize,
    /// Which of our crates bring it along.
    pub(crate) users: BTreeSet<String>,
}

#[cfg(test)]
impl Package {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            build_script: false,
            is_macro: false,
            unsafe_words: 0,
            users: BTreeSet::new(),
        }
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    manifest_path: PathBuf,
    targets: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    kind: Vec<String>,
}

/// All packages below these crates, with their default features and `webhook` where they have it.
pub(super) fn below(tree: &Tree, crates: &[Member]) -> Outcome<Vec<Package>> {
    let mut users: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for member in crates {
        for package in tree_of(tree, member)? {
            users.entry(package).or_default().insert(member.name().to_owned());
        }
    }
    let metadata = cargo(tree, &["metadata", "--format-version", "1", "--locked"])?;
    let metadata: Metadata = serde_json::from_str(&metadata).map_err(|error| strange(&error.to_string()))?;
    let mut packages = Vec::new();
    for described in metadata.packages.into_iter().filter(|described| described.source.is_some()) {
        let key = (described.name.clone(), described.version.clone());
        if let Some(users) = users.remove(&key) {
            packages.push(package(described, users)?);
        }
    }
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(packages)
}

fn package(described: Described, users: BTreeSet<String>) -> Outcome<Package> {
    let is = |kind: &str| described.targets.iter().any(|part| part.kind.iter().any(|one| one == kind));
    let (build_script, is_macro) = (is("custom-build"), is("proc-macro"));
    let folder = described.manifest_path.parent().unwrap_or(Path::new("."));
    Ok(Package {
        build_script,
        is_macro,
        unsafe_words: unsafety::count(folder)?,
        licence: described.license.unwrap_or_else(|| "see its files".to_owned()),
        name: described.name,
        version: described.version,
        users,
    })
}

/// Names and versions of what a crate needs to be built and to run.
fn tree_of(tree: &Tree, member: &Member) -> Outcome<Vec<(String, String)>> {
    let features = member.manifest.get("features").and_then(toml::Value::as_table);
    let webhook = features.is_some_and(|features| features.contains_key("webhook"));
    let mut arguments = vec!["tree", "--locked", "--package", member.name(), "--edges", "normal,build"];
    arguments.extend(["--target", TARGET, "--prefix", "none", "--format", "{p}", "--no-dedupe"]);
    if webhook {
        arguments.extend(["--features", "webhook"]);
    }
    let said = cargo(tree, &arguments)?;
    Ok(said.lines().filter_map(name_and_version).collect())
}

/// Of `serde v1.0.228 (proc-macro)`.
fn name_and_version(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    Some((name.to_owned(), version.to_owned()))
}

fn cargo(tree: &Tree, arguments: &[&str]) -> Outcome<String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let said = command.current_dir(tree.root()).args(arguments).output();
    let said = said.map_err(|error| strange(&error.to_string()))?;
    if !said.status.success() {
        return Err(strange(&String::from_utf8_lossy(&said.stderr)));
    }
    Ok(String::from_utf8_lossy(&said.stdout).into_owned())
}

fn strange(said: &str) -> Problem {
    Problem::new(
        "Cargo.lock",
        1,
        format!("cargo does not tell what is in it: {}", said.trim()),
        "mend that first",
    )
}

#[cfg(test)]
mod tests {
    use super::name_and_version;

    #[test]
    fn lines_of_cargo_tree() {
        let serde = Some(("serde_derive".to_owned(), "1.0.228".to_owned()));
        assert_eq!(name_and_version("serde_derive v1.0.228 (proc-macro)"), serde);
        assert_eq!(name_and_version(""), None);
    }
}
