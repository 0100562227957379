//! Rounds of ten thousand calls at once, a hundredth of them with faults, for as long as one likes.

use std::env;
use std::io;
use std::process::Command;

use crate::tree::Tree;

/// How long, and how many.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How long it runs; three rounds at least.
    #[arg(long, value_name = "N", default_value_t = 300)]
    seconds: u32,
    /// Calls at once: each needs an open file here and one in the sandbox's process.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    calls: u32,
}

/// Runs it, with its report on stdout; `true` if every error had its fault and every text its call.
pub(crate) fn run(tree: &Tree, arguments: &Arguments) -> io::Result<bool> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree.root()).args([
        "run",
        "--release",
        "--package",
        "verify-tests",
        "--example",
        "soak",
        "--",
    ]);
    command.args([arguments.seconds.to_string(), arguments.calls.to_string()]);
    Ok(command.status()?.success())
}
