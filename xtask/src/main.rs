//! Checks and chores of this workspace: `cargo xtask --help`.

mod bench;
mod check;
mod cli;
mod codegen;
#[cfg(test)]
mod fixture;
mod hostile;
mod introspect;
mod measured;
mod member;
mod new_endpoint;
mod problem;
mod rust;
mod snapshots;
mod supply_chain;
mod tree;
mod weight;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::tree::Tree;

/// Checks and chores of this workspace.
///
/// Exit code 0 means that all is well, 1 that something must be done; what, is printed.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Measure what our code costs, beside others.
    ///
    /// Builds and runs the programs in benches/; `--write` puts what they came to into docs/performance.md. Nothing is judged.
    Bench(bench::Arguments),
    /// Check the rules of this workspace that the compiler cannot know.
    ///
    /// Each check prints what it counted, then each problem as
    /// `path:line: what is wrong → what to do`. Nothing to look at is a problem too.
    ///
    ///   endpoints  each operation of a provider crate has its file, its method with
    ///              an example, its effect in the docs, samples, a wire snapshot and
    ///              a row in the tests over all crates; nothing of that is left over,
    ///              and nothing is marked UNFINISHED
    ///   samples    each sample answer can be read, is used, holds synthetic data only
    ///   readme     the README shows the two commands, and .ci/run runs them
    ///   manifests  each published crate has what the registry asks for;
    ///              dev-dependencies between members are path-only
    ///   core-size  verify-core stays within 2,500 lines of code, and verify-values,
    ///              which it stands on, within 1,200
    ///   canaries   each public type has a row in the leak tests
    ///   webhooks   signatures are made and compared in one place, in constant time, and
    ///              each provider that signs has a row in the torture of receivers
    ///   links      each link of a page leads to a file and a heading that are there, a
    ///              crate's page links inside of its package or to a whole address, and
    ///              each guide can be reached from docs/README.md
    ///   files      none is too long or unfinished, names a path of a machine, or
    ///              silences a lint without a word
    #[command(verbatim_doc_comment)]
    Check(check::Arguments),
    /// Write the shell completions and the man pages of verify-kit, for packages.
    ///
    /// The program writes them itself: `verify-kit completions SHELL` and `verify-kit man-pages --to FOLDER` give users the
    /// same. They are not committed.
    Cli(cli::Arguments),
    /// Write the Rust code of the GraphQL operations from the schema.
    ///
    /// Reads schema.graphql, operations/*.graphql and redaction.toml of crates/spinwheel-gql; writes src/generated there,
    /// and the sandbox's copy of the schema. See docs/graphql.md.
    Codegen(codegen::Arguments),
    /// Run the suites that take longer than a build server waits.
    ///
    /// What strangers can send, and what networks can do; the tests have the same suites in short.
    Hostile(hostile::Arguments),
    /// Begin an endpoint: write the file that will hold it, with what is known.
    ///
    /// What is not known is marked UNFINISHED, has a test that fails and says what to do, and turns
    /// `cargo xtask check endpoints` red. See docs/adding-an-endpoint.md.
    NewEndpoint(new_endpoint::Arguments),
    /// Compare the schema of a server with ours.
    ///
    /// Prints types, fields, arguments and values that only one of them has, and those whose type, nullability or default
    /// differs; order, descriptions and deprecations do not count. Writes nothing: take over into schema.graphql
    /// what has changed, then run `cargo xtask codegen`. See docs/graphql.md.
    Introspect(introspect::Arguments),
    /// Run the snapshot tests and decide about what changed.
    ///
    /// A snapshot test compares what it gets with a file *.snap. Where they differ, `run` leaves the new text beside it
    /// as *.snap.new; look at it with `review`, then `accept` or `reject` it.
    Snapshots(snapshots::Arguments),
    /// Write down what an application takes in with a provider crate.
    ///
    /// Each package with its licence, whether it runs code while building, and how often the word unsafe stands in it,
    /// to docs/supply-chain.md. A build script or a macro that is not on the reviewed list is a problem.
    SupplyChain(supply_chain::Arguments),
    /// Weigh what one of our crates adds to a program.
    ///
    /// Packages, build time and size beside reqwest alone with the same TLS, and what one more operation costs a build. Build
    /// times are ratios of one run. See docs/performance.md.
    Weight(weight::Arguments),
}

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    match run(&Arguments::parse(), &mut out) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Standard output is what failed, or all there is to say it on.
            let _ = writeln!(io::stderr(), "cargo xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does the chore; `false` if something is left to be done.
fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let tree = Tree::around_current_dir()?;
    match &arguments.chore {
        Chore::Bench(arguments) => bench::run(&tree, arguments, out),
        Chore::Check(arguments) => check::run(&tree, arguments, out),
        Chore::Cli(arguments) => cli::run(&tree, arguments, out),
        Chore::Codegen(arguments) => codegen::run(&tree, arguments, out),
        Chore::Hostile(arguments) => hostile::run(&tree, arguments, out),
        Chore::Introspect(arguments) => introspect::run(&tree, arguments, out),
        Chore::NewEndpoint(arguments) => new_endpoint::run(&tree, arguments, out),
        Chore::Snapshots(arguments) => snapshots::run(&tree, arguments, out),
        Chore::SupplyChain(arguments) => supply_chain::run(&tree, arguments, out),
        Chore::Weight(arguments) => weight::run(&tree, arguments, out),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
