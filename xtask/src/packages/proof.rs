//! That the project is built from the packages, and from nothing of the workspace.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::consumer::Consumer;
use super::running::{cargo, said};
use crate::tree::Tree;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Used>,
}

/// A package that cargo would build.
#[derive(Debug, Deserialize)]
struct Used {
    name: String,
    /// `None` for what lies in a folder.
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Debug, Default, Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<Locked>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
}

/// Asks cargo what it would build, and goes through it; an error that names what comes from elsewhere.
pub(super) fn prove(consumer: &Consumer, tree: &Tree) -> io::Result<()> {
    let mut command = cargo(consumer.folder());
    command.args(["metadata", "--format-version", "1"]);
    let metadata = said(&mut command, "cargo cannot put the packages together")?;
    let mut metadata: Metadata = serde_json::from_str(&metadata)?;
    for package in &mut metadata.packages {
        package.manifest_path = fs::canonicalize(&package.manifest_path)?; // A link could lead anywhere.
    }
    let names: Vec<_> = consumer.packages().iter().map(|package| &*package.name).collect();
    let mut wrong = places(&metadata.packages, &names, consumer.folder());
    let ours = read(&tree.full("Cargo.lock"))?;
    wrong.extend(versions(&read(&consumer.folder().join("Cargo.lock"))?, &ours));
    if wrong.is_empty() { Ok(()) } else { Err(io::Error::other(wrong.join("\n"))) }
}

fn read(path: &Path) -> io::Result<Lock> {
    let text = fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

/// Ours that do not come out of a package, and those that do not come at all.
fn places(used: &[Used], ours: &[&str], folder: &Path) -> Vec<String> {
    let unpacked = folder.join("unpacked");
    let mut wrong = Vec::new();
    for package in used {
        let place = package.manifest_path.display();
        if ours.contains(&&*package.name) && !package.manifest_path.starts_with(&unpacked) {
            wrong.push(format!("{} is taken from {place} → it must come from its package", package.name));
        } else if package.source.is_none() && !package.manifest_path.starts_with(folder) {
            wrong.push(format!("{} is taken from {place} → publish it, or do without", package.name));
        }
    }
    let absent = ours.iter().filter(|name| !used.iter().any(|package| package.name == **name));
    wrong.extend(absent.map(|name| format!("{name} is used by no program → let one use it")));
    wrong
}

/// What is built from the registry and not in the workspace's lock file.
fn versions(built: &Lock, ours: &Lock) -> Vec<String> {
    let others = built.package.iter().filter(|package| package.source.is_some());
    let unknown = others.filter(|package| !ours.package.contains(package));
    unknown
        .map(|package| {
            format!(
                "{} {} is not in Cargo.lock → the packages ask for something else",
                package.name, package.version
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Lock, Used, places, versions};

    fn used(name: &str, source: Option<&str>, manifest: &str) -> Used {
        Used {
            name: name.to_owned(),
            source: source.map(str::to_owned),
            manifest_path: PathBuf::from(manifest),
        }
    }

    fn wrong(packages: &[Used]) -> String {
        places(packages, &["core"], Path::new("/c")).join("\n")
    }

    #[test]
    fn ours_come_out_of_packages() {
        let program = used("only-core", None, "/c/programs/only-core/Cargo.toml");
        let others = used("serde", Some("registry"), "/registry/serde-1.0.0/Cargo.toml");
        let core = used("core", None, "/c/unpacked/core-0.1.0/Cargo.toml");
        assert_eq!(wrong(&[program, others, core]), "");
    }

    #[test]
    fn the_work_tree_and_the_registry_are_named() {
        let wrong_place = wrong(&[used("core", None, "/tree/crates/core/Cargo.toml")]);
        assert_eq!(
            wrong_place,
            "core is taken from /tree/crates/core/Cargo.toml → it must come from its package"
        );
        assert!(
            wrong(&[used("core", Some("registry"), "/registry/core-0.1.0/Cargo.toml")])
                .contains("core is taken")
        );
        let core = used("core", None, "/c/unpacked/core-0.1.0/Cargo.toml");
        let helper = used("helper", None, "/tree/helper/Cargo.toml");
        assert!(wrong(&[core, helper]).contains("helper is taken from /tree/helper/Cargo.toml → publish it"));
        assert_eq!(wrong(&[]), "core is used by no program → let one use it");
    }

    #[test]
    fn other_versions_than_the_workspaces_are_named() {
        let lock = |text: &str| toml::from_str::<Lock>(text).unwrap();
        let ours =
            "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry\"\nchecksum = \"12\"\n";
        let built = format!("{ours}[[package]]\nname = \"program\"\nversion = \"0.0.0\"\n");
        assert!(versions(&lock(&built), &lock(ours)).is_empty());
        let newer = built.replace("1.0.0", "1.0.1");
        assert_eq!(
            versions(&lock(&newer), &lock(ours)),
            ["a 1.0.1 is not in Cargo.lock → the packages ask for something else"]
        );
        let tampered = built.replace("12", "13");
        assert_eq!(versions(&lock(&tampered), &lock(ours)).len(), 1);
    }
}
