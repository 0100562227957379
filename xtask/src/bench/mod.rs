//! `cargo xtask bench`: what our code costs, beside others. The programs are in `benches/`, the tables in docs/performance.md.

mod callgrind;
mod calls;
mod parts;
mod programs;
mod table;

use std::io::{self, Write};

use crate::tree::Tree;

/// What is measured.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    suite: Suite,
}

#[derive(Debug, clap::Subcommand)]
enum Suite {
    /// Measure one call of each client, from the floor up: instructions, memory, system calls, time.
    ///
    /// Needs valgrind and strace for the exact figures. The timed ones are ratios within one run; on a busy machine only the
    /// exact ones mean something.
    Calls(calls::Arguments),
    /// Measure the parts beside what else could be in their place: token cache, webhooks, decoding, sandbox.
    ///
    /// Needs valgrind for the instructions. Times are the processor's, of short rounds in turn, and compared within a round; the
    /// first build takes minutes.
    Parts(parts::Arguments),
}

/// Runs the suite; `false` if something could not be measured.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    match &arguments.suite {
        Suite::Calls(arguments) => calls::run(tree, arguments, out),
        Suite::Parts(arguments) => parts::run(tree, arguments, out),
    }
}
