//! `cargo xtask hostile`: the suites that need more time than a build server has.

mod fuzz;
mod properties;
mod soak;

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
    match &arguments.suite {
        Suite::Fuzz(arguments) => fuzz::run(tree, arguments, out),
        Suite::Properties(arguments) => properties::run(tree, arguments, out),
        Suite::Soak(arguments) => soak::run(tree, arguments),
    }
}
