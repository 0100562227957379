//! From an operation to the text of a Rust file.

use std::any::Any;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use graphql_client_codegen::deprecation::DeprecationStrategy;
use graphql_client_codegen::normalization::Normalization;
use graphql_client_codegen::{
    CodegenMode, GraphQLClientCodegenOptions, generate_module_token_stream_from_string,
};
use proc_macro2::TokenStream;
use syn2::{File, parse_quote};

use super::redaction::Redaction;
use super::sources::{Source, Sources};
use super::{COMMAND, OPERATIONS, REDACTION, places, tidy};
use crate::problem::{Outcome, Problem};

/// The version of `graphql_client_codegen`: what is generated may change with any other.
pub(super) const GENERATOR: &str = "0.16.0";

/// The code of one operation.
pub(super) fn operation(
    sources: &Sources,
    source: &Source,
    redaction: &mut Redaction,
) -> Result<String, Vec<Problem>> {
    let file = generated(sources, source).map_err(|problem| vec![problem])?;
    let mut items = tidy::flatten(file);
    let mut problems = places::apply(sources, source, &mut items, redaction);
    let (items, untyped) = tidy::clean(items, redaction);
    problems.extend(untyped);
    if !problems.is_empty() {
        return Err(problems);
    }
    let file = File { shebang: None, attrs: Vec::new(), items };
    Ok(format!("{}\n{}", header(&source.path), prettyplease::unparse(&file)))
}

/// The file that names the modules, in the form that rustfmt gives it.
pub(super) fn modules(operations: &[Source]) -> String {
    let mut text = header(&format!("{OPERATIONS}/*.graphql"));
    text.push_str(
        "\n//! The operations as they go over the wire; what the crate offers is made of them by hand.\n\n",
    );
    text.push_str("// The generator leaves out docs, makes more than is used, and has a style of its own.\n");
    text.push_str("#![allow(missing_docs, unreachable_pub, dead_code, clippy::all, clippy::pedantic)]\n\n");
    for operation in operations {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "#[rustfmt::skip]\npub(crate) mod {};", operation.module);
    }
    text
}

fn header(path: &str) -> String {
    format!(
        "// @generated from {path} by graphql_client_codegen {GENERATOR}.\n\
         // Do not edit: change that, the schema, or {REDACTION}, then run `{COMMAND}`.\n"
    )
}

/// What the generator makes of an operation. It panics where it did not foresee something.
fn generated(sources: &Sources, source: &Source) -> Outcome<File> {
    let problem = |why: String| {
        Problem::new(&source.path, 1, format!("the generator gave up: {why}"), "write it in another way")
    };
    // The generator remembers a schema by its path, for as long as the process runs: each call gets a path of its own.
    let folder = tempfile::tempdir().map_err(|error| problem(error.to_string()))?;
    let schema = folder.path().join("schema.graphql");
    fs::write(&schema, &sources.text).map_err(|error| problem(error.to_string()))?;
    let work = || generate_module_token_stream_from_string(&source.text, &schema, options());
    let tokens: TokenStream = catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| problem(message(panic.as_ref())))?
        .map_err(|error| problem(error.to_string()))?;
    syn2::parse2(tokens).map_err(|error| problem(error.to_string()))
}

fn options() -> GraphQLClientCodegenOptions {
    let mut options = GraphQLClientCodegenOptions::new(CodegenMode::Cli);
    options.set_module_visibility(parse_quote!(pub(crate)));
    options.set_normalization(Normalization::Rust);
    options.set_deprecation_strategy(DeprecationStrategy::Warn);
    options.set_skip_serializing_none(true);
    options.set_serde_path(parse_quote!(serde));
    options
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
}
