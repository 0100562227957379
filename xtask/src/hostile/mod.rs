//! `cargo xtask hostile`: the suites that need more time than a build server has.

mod fuzz;

use std::io::{self, Write};

use crate::tree::Tree;

/// Which suite.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    suite: Suite,
}

#[derive(Debug, clap::Subcommand)]
enum Suite {
    /// Try whatever strangers may send on each reader of it.
    ///
    /// Builds the programs in fuzz/ with libFuzzer's instruments, on stable Rust, and runs one after the other,
    /// beginning with the seeds and with what earlier runs kept in fuzz/corpus. A finding is written to tests/found,
    /// where `cargo test` tries it from then on.
    Fuzz(fuzz::Arguments),
}

/// Runs the suite; `false` if it found something.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    match &arguments.suite {
        Suite::Fuzz(arguments) => fuzz::run(tree, arguments, out),
    }
}
