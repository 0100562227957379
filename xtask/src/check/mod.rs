//! `cargo xtask check`: rules that the compiler cannot know.

pub(crate) mod canaries;
mod core_size;
pub(crate) mod endpoints;
mod files;
mod links;
mod manifests;
mod pattern;
mod readme;
mod samples;
mod synthetic;
mod webhooks;

use std::io::{self, Write};

use clap::builder::PossibleValuesParser;

use crate::problem::{Outcome, Report, plural};
use crate::tree::Tree;

/// A check and its name on the command line.
type Check = (&'static str, fn(&Tree) -> Outcome<Report>);

const CHECKS: [Check; 9] = [
    ("endpoints", endpoints::check),
    ("samples", samples::check),
    ("readme", readme::check),
    ("manifests", manifests::check),
    ("core-size", core_size::check),
    ("canaries", canaries::check),
    ("webhooks", webhooks::check),
    ("links", links::check),
    ("files", files::check),
];

/// Which checks to run.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The checks to run; all, if none is named.
    #[arg(value_name = "CHECK", value_parser = PossibleValuesParser::new(CHECKS.map(|(name, _)| name)))]
    names: Vec<String>,
}

/// Runs the checks; `true` if none found a problem.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let asked = |name: &str| arguments.names.is_empty() || arguments.names.iter().any(|asked| asked == name);
    let mut problems = 0;
    for (name, check) in CHECKS.iter().filter(|(name, _)| asked(name)) {
        problems += print(name, check(tree), out)?;
    }
    match problems {
        0 => writeln!(out, "check: all is well")?,
        _ => writeln!(out, "check: {}", plural(problems, "problem"))?,
    }
    Ok(problems == 0)
}

/// Prints what a check counted and found; returns the number of problems.
fn print(name: &str, outcome: Outcome<Report>, out: &mut dyn Write) -> io::Result<usize> {
    let report = outcome
        .unwrap_or_else(|problem| Report { counted: "stopped early".to_owned(), problems: vec![problem] });
    writeln!(out, "{name}: {}", report.counted)?;
    for problem in &report.problems {
        writeln!(out, "  {problem}")?;
    }
    Ok(report.problems.len())
}

#[cfg(test)]
mod tests {
    use super::{Arguments, CHECKS, run};
    use crate::fixture::Fixture;

    #[test]
    fn an_empty_tree_fails_every_check() {
        let fixture = Fixture::new(&[]);
        for (name, check) in CHECKS {
            assert_ne!(fixture.problems(check), "", "{name} is content with nothing");
        }
    }

    #[test]
    fn prints_what_each_check_counted() {
        let fixture = Fixture::new(&[("crates/a/src/lib.rs", "//! A.\n")]);
        let mut out = Vec::new();
        let arguments = Arguments { names: vec!["files".to_owned()] };
        assert!(run(fixture.tree(), &arguments, &mut out).unwrap());
        assert_eq!(String::from_utf8(out).unwrap(), "files: 1 file, 1 in Rust\ncheck: all is well\n");
    }
}
