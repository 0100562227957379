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

/// What is wrong with the bytes of two packings; the first can be gone.
fn compared(package: &Package, first: Option<&[u8]>, second: &[u8]) -> Option<Problem> {
    let (what, todo) = match first {
        Some(first) if first == second => return None,
        Some(_) => {
            ("a second packing gave other bytes", "look for what differs: times, order, something generated")
        }
        None => ("the first packing is gone", "run `cargo xtask packages`"),
    };
    Some(Problem::with_argument(&format!("{}.crate", package.label()), what, todo))
}

/// Packs once more: whoever packs the same sources gets the same bytes.
pub(super) fn again(tree: &Tree, members: &[Package]) -> io::Result<Vec<Problem>> {
    super::running::remove(&tree.full(AGAIN))?;
    pack(tree, members, AGAIN, false)?;
    let mut problems = Vec::new();
    for package in published(members) {
        let (first, second) = (archive(tree, FOLDER, package), archive(tree, AGAIN, package));
        problems.extend(compared(package, fs::read(first).ok().as_deref(), &fs::read(second)?));
    }
    Ok(problems)
}
