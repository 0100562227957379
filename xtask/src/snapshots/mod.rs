//! `cargo xtask snapshots`: the snapshot tests without a further program.

mod pending;
mod review;
mod running;
mod unreferenced;

use std::io::{self, Write};

use clap::Subcommand;

use crate::tree::Tree;

/// What to do with snapshots.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Run the tests and list the snapshots that are new or differ.
    ///
    /// Differences do not fail the tests, so that one run finds all of them. When the environment variable CI is set,
    /// they do, and nothing is written.
    Run {
        /// Passed to `cargo test`, as in `-p spinwheel-connect`; the whole workspace by default.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        cargo: Vec<String>,
    },
    /// Show what is new or differs, as differences between old and new.
    Review(Filter),
    /// Make the new texts the expected ones.
    Accept(Filter),
    /// Delete the new texts.
    Reject(Filter),
    /// Run all tests and list the snapshots that no test looked at.
    ///
    /// Ignored tests are run too, for they may look at snapshots; some need installed programs. If a test fails, the
    /// list is not to be trusted, and the exit code is 1.
    Unreferenced,
}

/// Which pending snapshots.
#[derive(Debug, clap::Args)]
struct Filter {
    /// Only those whose path contains this.
    #[arg(default_value = "", hide_default_value = true)]
    path: String,
}

/// Does it; `false` if something is left to be done.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    match &arguments.action {
        Action::Run { cargo } => running::run(tree, cargo, out),
        Action::Review(filter) => review::review(tree, &filter.path, out),
        Action::Accept(filter) => pending::accept(tree, &filter.path, out),
        Action::Reject(filter) => pending::reject(tree, &filter.path, out),
        Action::Unreferenced => unreferenced::unreferenced(tree, out),
    }
}
