//! Checks and chores of this workspace: `cargo xtask --help`.

mod api;
mod bench;
mod check;
mod cli;
mod codegen;
mod docs;
mod features;
#[cfg(test)]
mod fixture;
mod hostile;
mod introspect;
mod measured;
mod member;
mod metadata;
mod new_endpoint;
mod packages;
mod problem;
mod progress;
mod reader;
mod release;
mod rust;
mod snapshots;
mod supply_chain;
mod tree;
mod weight;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::reader::MayLeave;
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
    /// Write down what each published crate shows to applications.
    ///
    /// To docs/api/CRATE.txt, one item a line, so that a reviewer sees each change of an interface; with --check it says
    /// which lines came and went. A type of a crate that applications have not chosen is a problem in any case.
    Api(api::Arguments),
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
    ///   examples   the README of each provider crate begins with the program that is
    ///              its example, and every README names this version
    ///   manifests  each published crate has what the registry asks for;
    ///              dev-dependencies between members are path-only
    ///   msrv       each published crate promises Rust 1.85; no package below it states
    ///              that it needs more, and its code uses nothing of the language that
    ///              is younger
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
    /// Document the published crates as docs.rs does.
    ///
    /// With all features, and with a label on what only a feature brings; a warning is a problem, and so is a feature whose
    /// label is nowhere.
    Docs,
    /// Compile each published crate with each choice of its features.
    ///
    /// None, each alone, pairs, and all of them; what a feature switches on is known from the manifest. A warning is a
    /// problem, also one about what only another feature would use.
    Features(features::Arguments),
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
    /// Pack what is published, and build and run programs from the packages alone.
    ///
    /// Packs twice and compares the bytes, looks at what each package holds, and unpacks them into target/packages. A project
    /// there has the programs of tests/from-packages: one for each provider crate by itself and one for all together; and
    /// verify-kit is installed from its package. Nothing of this workspace is used for that.
    Packages(packages::Arguments),
    /// Bring the next version on its way: versions, changelog, tag, and the order in which crates are published.
    ///
    /// Each step is a line: ✓ done or well, · to be done later, ✗ what must be done first. Called again, it goes on from where
    /// the last call and the commits since have come. Nothing is pushed, and nothing published without --publish. See
    /// docs/releasing.md.
    Release(release::Arguments),
    /// Run the snapshot tests and decide about what changed.
    ///
    /// A snapshot test compares what it gets with a file *.snap. Where they differ, `run` leaves the new text beside it
    /// as *.snap.new; look at it with `review`, then `accept` or `reject` it.
    Snapshots(snapshots::Arguments),
    /// Compare what the crates offer with the last release.
    ///
    /// What was written against it must still compile, unless CHANGELOG.md announces a break. By cargo-semver-checks, which the
    /// first call after the first release builds. Before it there is nothing to compare with.
    Semver(release::Semver),
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
    if let Some(code) = api::as_rustdoc() {
        return code;
    }
    let mut out = MayLeave(io::stdout().lock());
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
        Chore::Api(arguments) => api::run(&tree, arguments, out),
        Chore::Bench(arguments) => bench::run(&tree, arguments, out),
        Chore::Check(arguments) => check::run(&tree, arguments, out),
        Chore::Cli(arguments) => cli::run(&tree, arguments, out),
        Chore::Codegen(arguments) => codegen::run(&tree, arguments, out),
        Chore::Docs => docs::run(&tree, out),
        Chore::Features(arguments) => features::run(&tree, arguments, out),
        Chore::Hostile(arguments) => hostile::run(&tree, arguments, out),
        Chore::Introspect(arguments) => introspect::run(&tree, arguments, out),
        Chore::NewEndpoint(arguments) => new_endpoint::run(&tree, arguments, out),
        Chore::Packages(arguments) => packages::run(&tree, arguments, out),
        Chore::Release(arguments) => release::run(&tree, arguments, out),
        Chore::Semver(arguments) => release::semver(&tree, arguments, out),
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
