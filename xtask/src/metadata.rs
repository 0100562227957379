//! What cargo says about the workspace and about what it stands on.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    /// Absent where it was not asked for.
    pub(crate) resolve: Option<Resolve>,
    pub(crate) target_directory: PathBuf,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) rust_version: Option<String>,
    /// Each with what it switches on.
    pub(crate) features: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Resolve {
    pub(crate) nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) deps: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) pkg: String,
    pub(crate) dep_kinds: Vec<Kind>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Kind {
    /// `None` for what the code itself needs, else `build` or `dev`.
    pub(crate) kind: Option<String>,
}

impl Metadata {
    /// The members alone.
    pub(crate) fn of_members(tree: &Tree) -> Outcome<Self> {
        Self::ask(tree, &["--no-deps"])
    }

    /// All packages, with all features of the members, for all targets.
    pub(crate) fn of_all(tree: &Tree) -> Outcome<Self> {
        Self::ask(tree, &["--all-features", "--locked"])
    }

    fn ask(tree: &Tree, arguments: &[&str]) -> Outcome<Self> {
        let mut cargo = cargo(tree);
        let said = cargo.args(["metadata", "--format-version", "1"]).args(arguments).output();
        let said = said.map_err(|error| strange(&error.to_string()))?;
        if !said.status.success() {
            return Err(strange(&String::from_utf8_lossy(&said.stderr)));
        }
        serde_json::from_slice(&said.stdout).map_err(|error| strange(&error.to_string()))
    }
}

/// The cargo that runs this program, at the root of the workspace.
///
/// What it told this program about itself is left out: build scripts that look at it (ring's) would run again, and all that
/// stands on them would be compiled again, here and once more by the next cargo that is called by hand.
pub(crate) fn cargo(tree: &Tree) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(tree.root());
    for (name, _) in env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

fn strange(said: &str) -> Problem {
    Problem::new(
        "Cargo.toml",
        1,
        format!("cargo does not tell what is in it: {}", said.trim()),
        "mend that first",
    )
}
