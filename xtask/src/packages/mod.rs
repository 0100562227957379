//! `cargo xtask packages`: the packages as they would be published, and programs that are built from nothing else.

mod archive;
mod consumer;
mod contents;
pub(crate) mod members;
mod pack;
mod proof;
mod running;
mod verified;

use std::io::{self, Write};

use self::consumer::Consumer;
use self::members::Package;
use crate::problem::{Problem, plural};
use crate::progress::{Tell, on_stderr};
use crate::tree::Tree;

pub(crate) use self::running::{cargo, said};

/// Everything that is built here, apart from what the workspace builds of itself.
const FOLDER: &str = "target/packages";
/// Nothing can be chosen.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Packs, looks, builds and runs; `true` if all is well.
pub(crate) fn run(tree: &Tree, _: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    verify(tree, &on_stderr, out)
}

/// The same for the other chores.
pub(crate) fn verify(tree: &Tree, tell: Tell<'_>, out: &mut dyn Write) -> io::Result<bool> {
    let members = members::all(tree.root())?;
    let published = members::published(&members);
    if published.is_empty() {
        return Err(io::Error::other("no member is published → there is nothing to pack"));
    }
    fresh(tree, &published)?;
    tell(&format!("packages: cargo packs {} and builds each", plural(published.len(), "crate")));
    pack::pack(tree, &members, FOLDER, true)?;
    tell("packages: packs them once more, to compare the bytes");
    let mut problems = pack::again(tree, &members)?;
    let consumer = Consumer::new(tree, &published)?;
    for package in &published {
        archive::unpack(&pack::archive(tree, FOLDER, package), &consumer.unpacked())?;
        let (counted, found) = contents::look(&consumer, tree, package)?;
        writeln!(out, "{}: {counted}", package.label())?;
        problems.extend(found);
    }
    if !report(&problems, out)? {
        return Ok(false);
    }
    let written = consumer.write(tree)?;
    proof::prove(&consumer, tree)?;
    consumer.build_and_run(tell, out)?;
    verified::remember(tree, &written)?;
    writeln!(
        out,
        "packages: {}, each time the same bytes; built and run from the packages alone",
        plural(published.len(), "package")
    )?;
    Ok(true)
}

/// Whether the packages that the tree gives now, and the programs that try them, are, byte for byte, those that were verified.
pub(crate) fn are_verified(tree: &Tree, tell: Tell<'_>) -> io::Result<bool> {
    let members = members::all(tree.root())?;
    let published = members::published(&members);
    if !verified::remembers(tree, &Consumer::new(tree, &published)?) {
        return Ok(false);
    }
    tell("packages: packs them, to see whether they are those that were verified");
    Ok(pack::again(tree, &members)?.is_empty())
}

/// Cargo takes a version it has unpacked or built before for the same one, so what an earlier run left is dropped first.
fn fresh(tree: &Tree, published: &[&Package]) -> io::Result<()> {
    running::remove(&tree.full(FOLDER))?;
    for unpacked in running::unpacked_by_cargo() {
        for package in published {
            running::remove(&unpacked.join(package.label()))?;
        }
    }
    Ok(())
}

/// Prints the problems; `true` if there is none.
fn report(problems: &[Problem], out: &mut dyn Write) -> io::Result<bool> {
    for problem in problems {
        writeln!(out, "  {problem}")?;
    }
    if !problems.is_empty() {
        writeln!(out, "packages: {}", plural(problems.len(), "problem"))?;
    }
    Ok(problems.is_empty())
}
