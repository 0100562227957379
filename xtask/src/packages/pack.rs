//! Packing, by cargo.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::FOLDER;
use super::members::{Package, published};
use super::running::{cargo, succeed};
use crate::problem::Problem;
use crate::tree::Tree;

/// Where the second packing goes.
const AGAIN: &str = "target/packages/again";

/// Packs every member that is published. `verify`: cargo builds each, against the others as they would be published.
pub(super) fn pack(tree: &Tree, members: &[Package], folder: &str, verify: bool) -> io::Result<()> {
    let mut command = cargo(tree.root());
    command.args(["package", "--workspace", "--allow-dirty", "--quiet", "--target-dir", folder]);
    for member in members.iter().filter(|member| !member.is_published()) {
        command.args(["--exclude", &member.name]);
    }
    if !verify {
        command.arg("--no-verify");
    }
    succeed(&mut command, "cargo cannot pack the members → mend what it says above")
}

/// Where cargo has left the package.
pub(super) fn archive(tree: &Tree, folder: &str, package: &Package) -> PathBuf {
    tree.full(&format!("{folder}/package/{}.crate", package.label()))
}

/// Packs once more: whoever packs the same sources gets the same bytes.
pub(super) fn again(tree: &Tree, members: &[Package]) -> io::Result<Vec<Problem>> {
    super::running::remove(&tree.full(AGAIN))?;
    pack(tree, members, AGAIN, false)?;
    let mut problems = Vec::new();
    for package in published(members) {
        let (first, second) = (archive(tree, FOLDER, package), archive(tree, AGAIN, package));
        if fs::read(first)? != fs::read(second)? {
            let path = format!("{}.crate", package.label());
            let todo = "look for what differs: times, order, something generated";
            problems.push(Problem::with_argument(&path, "a second packing gave other bytes", todo));
        }
    }
    Ok(problems)
}
