//! `cargo xtask supply-chain`: what an application takes in with a provider crate, package by package.

mod packages;
mod page;
mod unsafety;

use std::fs;
use std::io::{self, Write};

use self::packages::Package;
use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// What brings the page up to date.
const COMMAND: &str = "cargo xtask supply-chain";
const PAGE: &str = "docs/supply-chain.md";

/// Packages whose build scripts may run on the machine of somebody who builds an application, each with what for. What is
/// not listed is a problem, and so is what is listed in vain.
const BUILD_SCRIPTS: [(&str, &str); 12] = [
    ("httparse", "looks for vector instructions"),
    ("icu_normalizer_data", "takes other tables of Unicode if told to"),
    ("icu_properties_data", "takes other tables of Unicode if told to"),
    ("libc", "sets flags by target and compiler"),
    ("proc-macro2", "sets flags by the compiler"),
    ("quote", "sets a flag by the compiler"),
    ("ring", "compiles its C and assembly"),
    ("rustls", "sets a flag by the compiler"),
    ("serde", "sets flags by the compiler"),
    ("serde_core", "sets flags by the compiler"),
    ("serde_json", "sets a flag by the target"),
    ("zmij", "sets a flag by the compiler"),
];

/// Packages whose macros run there, each with what for.
const MACROS: [(&str, &str); 6] = [
    ("async-trait", "object-safe async traits: Transport, Clock, verifiers"),
    ("displaydoc", "below url"),
    ("serde_derive", "requests and answers"),
    ("yoke-derive", "below url"),
    ("zerofrom-derive", "below url"),
    ("zerovec-derive", "below url"),
];

/// Whether to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only say whether the page is what would be written; write nothing.
    #[arg(long)]
    check: bool,
}

/// Writes the page or compares it; `true` if all is well.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let packages = match taken_in(tree) {
        Ok(packages) => packages,
        Err(problem) => {
            writeln!(out, "{problem}")?;
            return Ok(false);
        }
    };
    let mut problems = unlisted("build script", &BUILD_SCRIPTS, &packages, |package| package.build_script);
    problems.extend(unlisted("macro", &MACROS, &packages, |package| package.is_macro));
    let page = page::page(&packages, &BUILD_SCRIPTS, &MACROS);
    if !arguments.check {
        fs::write(tree.full(PAGE), &page)?;
    } else if tree.read(PAGE).ok().as_ref() != Some(&page) {
        problems.push(Problem::new(PAGE, 1, "is not what the lock file says", format!("run `{COMMAND}`")));
    }
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "supply-chain: {} packages, {} problems", packages.len(), problems.len())?;
    Ok(problems.is_empty())
}

/// What the provider crates bring along, our own crates left out.
fn taken_in(tree: &Tree) -> Outcome<Vec<Package>> {
    let crates = Member::providers(tree)?;
    packages::below(tree, &crates)
}

/// What runs at build time and is not listed, and what is listed and does not run.
fn unlisted(
    what: &str,
    listed: &[(&str, &str)],
    packages: &[Package],
    has: impl Fn(&Package) -> bool,
) -> Vec<Problem> {
    let place = "xtask/src/supply_chain/mod.rs";
    let having: Vec<_> =
        packages.iter().filter(|package| has(package)).map(|package| &*package.name).collect();
    let new = having.iter().filter(|name| !listed.iter().any(|(known, _)| known == *name)).map(|name| {
        let todo = "look at what it does, then list it with the reason, or do without the package";
        Problem::new(place, 1, format!("{name} has a {what} that nobody has looked at"), todo)
    });
    let gone = listed.iter().filter(|(known, _)| !having.contains(known)).map(|(known, _)| {
        Problem::new(place, 1, format!("{known} is listed, and has no {what} here"), "take it off the list")
    });
    new.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::{Package, unlisted};

    #[test]
    fn a_new_build_script_is_a_problem_and_so_is_one_that_is_gone() {
        let package = |name: &str, build_script| Package { build_script, ..Package::named(name) };
        let packages = [package("a", true), package("b", true), package("c", false)];
        let problems =
            unlisted("build script", &[("a", ""), ("c", "")], &packages, |package| package.build_script);
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 2);
        assert!(problems[0].contains("b has a build script that nobody has looked at"), "{}", problems[0]);
        assert!(problems[1].contains("c is listed, and has no build script here"), "{}", problems[1]);
    }
}
