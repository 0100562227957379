//! `cargo xtask codegen`: the Rust code of each GraphQL operation, written from the schema.
//!
//! The schema and the operations are validated first, since the generator of the code would let most mistakes pass and
//! panic at the others. Then each place where personal data or money may stand gets a type that does not print it, by a
//! table that people have looked at.

mod files;
mod places;
mod redaction;
mod render;
mod sensitive;
mod sources;
#[cfg(test)]
mod tests;
mod tidy;

use std::io::{self, Write};

use self::files::Wanted;
use self::redaction::Redaction;
use self::sources::Sources;
use crate::problem::{Problem, plural};
use crate::tree::Tree;

/// What brings the generated code up to date.
const COMMAND: &str = "cargo xtask codegen";
/// The schema as the client reads it.
pub(crate) const SCHEMA: &str = "crates/spinwheel-gql/schema.graphql";
const OPERATIONS: &str = "crates/spinwheel-gql/operations";
const REDACTION: &str = "crates/spinwheel-gql/redaction.toml";
/// Where the generated code lies.
pub(crate) const GENERATED: &str = "crates/spinwheel-gql/src/generated";
/// The same schema where the simulator reads it: a published crate cannot include a file of another one.
const COPY: &str = "crates/verify-sandbox/src/debtcore/schema.graphql";

/// Whether to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only say whether the files are what would be written; write nothing.
    #[arg(long)]
    check: bool,
}

/// Writes the files, or compares them; `true` if they are as they should be.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let problems = match generate(tree) {
        Ok(wanted) if arguments.check => files::compare(tree, &wanted),
        Ok(wanted) => {
            files::write(tree, &wanted, out)?;
            Vec::new()
        }
        Err(problems) => problems,
    };
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    match problems.len() {
        0 => writeln!(out, "codegen: all is as generated")?,
        count => writeln!(out, "codegen: {}", plural(count, "problem"))?,
    }
    Ok(problems.is_empty())
}

/// All files as they should be, nothing written yet.
fn generate(tree: &Tree) -> Result<Vec<Wanted>, Vec<Problem>> {
    let sources = Sources::read(tree)?;
    let mut redaction = Redaction::read(tree).map_err(|problem| vec![problem])?;
    let mut wanted = vec![Wanted::new(COPY, sources.text.clone())];
    let mut problems = Vec::new();
    for operation in &sources.operations {
        match render::operation(&sources, operation, &mut redaction) {
            Ok(text) => wanted.push(Wanted::new(format!("{GENERATED}/{}.rs", operation.module), text)),
            Err(found) => problems.extend(found),
        }
    }
    // A row may look useless only because the code it is for could not be made.
    if problems.is_empty() {
        problems = redaction.unused();
    }
    wanted.push(Wanted::new(format!("{GENERATED}/mod.rs"), render::modules(&sources.operations)));
    if problems.is_empty() { Ok(wanted) } else { Err(problems) }
}
