//! `cargo xtask hostile`: the suites that need more time than a build server has.

mod fuzz;
mod mutants;
mod properties;
mod soak;

use std::io::{self, Write};

use clap::{FromArgMatches as _, Subcommand as _};

use crate::tree::Tree;

/// Which suite.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    suite: Suite,
}

#[derive(Debug, clap::Subcommand)]
enum Suite {
    /// Run all of them, one after the other, for as long as each takes by itself.
    ///
    /// One that finds something does not keep the others from running.
    All,
    /// Try whatever strangers may send on each reader of it.
    ///
    /// Builds the programs in fuzz/ with libFuzzer's instruments, on stable Rust, and runs one after the other,
    /// beginning with the seeds and with what earlier runs kept in fuzz/corpus. A finding is written to tests/found,
    /// where `cargo test` tries it from then on.
    Fuzz(fuzz::Arguments),
    /// Put the tests on trial: change the code in small ways, and see whether a test notices.
    ///
    /// Retries, tokens, signatures and redaction. Each change is built and tested by itself, in a copy of the workspace, with
    /// the tests that stand nearest. What no test notices is a problem, unless docs/mutants.md explains it.
    Mutants(mutants::Arguments),
    /// Try many new values on what must hold for each value; the ordinary tests try the same few every time.
    Properties(properties::Arguments),
    /// Let a crowd call through one client, a hundredth of the calls with faults, for minutes.
    ///
    /// The sandbox is another process. Every error must have its fault, every text message its call; the memory of both
    /// processes after each round is shown.
    Soak(soak::Arguments),
}

/// Runs the suite; `false` if it found something.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    run_one(tree, &arguments.suite, out)
}

fn run_one(tree: &Tree, suite: &Suite, out: &mut dyn Write) -> io::Result<bool> {
    match suite {
        Suite::All => {
            let mut well = true;
            for (name, suite) in each()? {
                writeln!(out, "== {name}")?;
                out.flush()?;
                well &= run_one(tree, &suite, out)?;
            }
            Ok(well)
        }
        Suite::Fuzz(arguments) => fuzz::run(tree, arguments, out),
        Suite::Mutants(arguments) => mutants::run(tree, arguments, out),
        Suite::Properties(arguments) => properties::run(tree, arguments, out),
        Suite::Soak(arguments) => soak::run(tree, arguments),
    }
}

/// Every suite but [`Suite::All`], by name, with its defaults.
fn each() -> io::Result<Vec<(String, Suite)>> {
    let command = Suite::augment_subcommands(clap::Command::new("hostile"));
    let names = command.get_subcommands().map(|suite| suite.get_name().to_owned());
    let names: Vec<_> = names.filter(|name| name != "all").collect();
    let suite = |name: String| {
        let matches = command.clone().try_get_matches_from(["hostile", &name]).map_err(io::Error::other)?;
        Ok((name, Suite::from_arg_matches(&matches).map_err(io::Error::other)?))
    };
    names.into_iter().map(suite).collect()
}

#[cfg(test)]
mod tests {
    use super::{Suite, each};

    #[test]
    fn all_are_all_the_others() {
        let suites = each().unwrap();
        let names: Vec<_> = suites.iter().map(|(name, _)| name.as_str()).collect();
        assert!(
            ["fuzz", "mutants", "properties", "soak"].iter().all(|name| names.contains(name)),
            "{names:?}"
        );
        assert!(!suites.iter().any(|(name, suite)| name == "all" || matches!(suite, Suite::All)));
    }
}
