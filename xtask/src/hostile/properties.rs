//! Many new cases for the tests that hold for every value.

use std::collections::BTreeSet;
use std::env;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Write};
use std::process::Command;

use crate::packages::said;
use crate::tree::{Tree, file_name};

/// How many cases, and which.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Cases of each property.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    cases: u32,
    /// The seed the cases come from, to see a failure again; a new one if none is given.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// A program of tests with properties in it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Program {
    package: String,
    /// A file below `tests/`; `None` is the library's own tests.
    test: Option<String>,
}

/// Runs them all; `true` if each property held.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let seed = arguments.seed.unwrap_or_else(|| RandomState::new().hash_one(()));
    let programs = programs(tree);
    if programs.is_empty() {
        return Err(io::Error::other("crates/: there is no test of a property → nothing was tried"));
    }
    let mut well = true;
    for program in programs {
        writeln!(out, "{program}: {} cases from --seed {seed}", arguments.cases)?;
        out.flush()?;
        let tests = tests(&said(
            command(tree, &program, arguments.cases, seed).args(["--", "--list"]),
            &format!("{program} cannot be built"),
        )?);
        if tests == 0 {
            writeln!(out, "  {program}: no test ran → name the module `properties`")?;
        }
        well &= tests > 0 && command(tree, &program, arguments.cases, seed).status()?.success();
    }
    Ok(well)
}

/// How many tests a program of tests lists.
fn tests(listed: &str) -> usize {
    listed.lines().filter(|line| line.ends_with(": test")).count()
}

/// The programs, found by what stands in their files.
fn programs(tree: &Tree) -> BTreeSet<Program> {
    let mut found = BTreeSet::new();
    for path in tree.files_with("crates", &["rs"]) {
        if tree.read(&path).is_ok_and(|text| text.lines().any(|line| line.starts_with("proptest! {"))) {
            let mut parts = path.split('/').skip(1);
            let package = parts.next().unwrap_or_default().to_owned();
            let test =
                (parts.next() == Some("tests")).then(|| file_name(&path).trim_end_matches(".rs").to_owned());
            found.insert(Program { package, test });
        }
    }
    found
}

fn command(tree: &Tree, program: &Program, cases: u32, seed: u64) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree.root()).args(["test", "--quiet", "--package", &program.package]);
    match &program.test {
        Some(test) => command.args(["--test", test]),
        None => command.args(["--lib", "properties"]),
    };
    command.env("PROPTEST_CASES", cases.to_string()).env("PROPTEST_RNG_SEED", seed.to_string());
    command
}

impl std::fmt::Display for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.package, self.test.as_deref().unwrap_or("library"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, programs, run, tests};
    use crate::fixture::Fixture;

    #[test]
    fn the_programs_are_those_with_properties() {
        let properties = "use proptest::prelude::*;\n\nproptest! {\n}\n";
        let fixture = Fixture::new(&[
            ("crates/a/src/b/properties.rs", properties),
            ("crates/a/tests/many.rs", properties),
            ("crates/a/tests/few.rs", "// proptest! { is not used here\n"),
        ]);
        let found: Vec<_> = programs(fixture.tree()).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["a (library)", "a (many)"]);
    }

    #[test]
    fn where_nothing_is_tried_nothing_is_well() {
        let fixture = Fixture::new(&[("crates/a/src/lib.rs", "")]);
        let arguments = Arguments { cases: 1, seed: Some(1) };
        let error = run(fixture.tree(), &arguments, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("nothing was tried"), "{error}");
    }

    #[test]
    fn what_is_listed_is_counted() {
        assert_eq!(tests("a::properties::b: test\nc: bench\nd: test\n"), 2);
        assert_eq!(tests("0 tests, 0 benchmarks\n"), 0);
    }
}
