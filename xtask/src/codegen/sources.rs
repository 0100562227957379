//! What the code is generated from, validated.

use apollo_compiler::executable::Operation;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Node, Schema};

use super::{OPERATIONS, SCHEMA};
use crate::problem::{Outcome, Problem};
use crate::tree::{Tree, file_name};

/// A valid schema, and operations that are valid against it.
pub(super) struct Sources {
    pub(super) text: String,
    pub(super) schema: Valid<Schema>,
    pub(super) operations: Vec<Source>,
}

/// The file of one operation.
pub(super) struct Source {
    pub(super) path: String,
    /// The name of the Rust module that it becomes.
    pub(super) module: String,
    pub(super) text: String,
    pub(super) name: String,
    pub(super) operation: Node<Operation>,
}

impl Sources {
    /// Reads and validates everything; the problems of all operations come together.
    pub(super) fn read(tree: &Tree) -> Result<Self, Vec<Problem>> {
        let text = read_text(tree, SCHEMA).map_err(|problem| vec![problem])?;
        let schema = Schema::parse_and_validate(&text, SCHEMA)
            .map_err(|invalid| all(SCHEMA, &invalid.errors, "mend the schema"))?;
        let (mut operations, mut problems) = (Vec::new(), Vec::new());
        for path in tree.files_with(OPERATIONS, &["graphql"]) {
            match Source::read(tree, &schema, path) {
                Ok(operation) => operations.push(operation),
                Err(found) => problems.extend(found),
            }
        }
        if operations.is_empty() && problems.is_empty() {
            let todo = "write one *.graphql file for each operation";
            problems.push(Problem::new(OPERATIONS, 1, "there is no operation", todo));
        }
        if problems.is_empty() { Ok(Self { text, schema, operations }) } else { Err(problems) }
    }
}

impl Source {
    fn read(tree: &Tree, schema: &Valid<Schema>, path: String) -> Result<Self, Vec<Problem>> {
        let text = read_text(tree, &path).map_err(|problem| vec![problem])?;
        let document = ExecutableDocument::parse_and_validate(schema, &text, &path)
            .map_err(|invalid| all(&path, &invalid.errors, "mend the operation, or the schema"))?;
        let (name, operation) = only(&document, &path).map_err(|problem| vec![problem])?;
        let module = file_name(&path).trim_end_matches(".graphql").to_owned();
        Ok(Self { path, module, text, name, operation })
    }
}

/// The one named operation of a file. With several, each would be sent with the text of all.
fn only(document: &ExecutableDocument, path: &str) -> Outcome<(String, Node<Operation>)> {
    let problem = |wrong: &str| {
        Problem::new(path, 1, wrong, "let the file hold one operation, with a name, and nothing else")
    };
    if document.operations.anonymous.is_some() {
        return Err(problem("has an operation without a name"));
    }
    if !document.fragments.is_empty() {
        return Err(problem("has a fragment, whose fields the table of sensitive fields would not reach"));
    }
    let mut named = document.operations.named.iter();
    match (named.next(), named.next()) {
        (Some((name, operation)), None) => Ok((name.to_string(), operation.clone())),
        (None, _) => Err(problem("has no operation")),
        (Some(_), Some(_)) => Err(problem("has more than one operation")),
    }
}

/// The text of a file, whose lines must end alike everywhere: they become part of the code.
fn read_text(tree: &Tree, path: &str) -> Outcome<String> {
    let text = tree.read(path)?;
    if text.contains('\r') {
        let todo = "end its lines by line feeds alone, as .gitattributes has it";
        return Err(Problem::new(path, 1, "has carriage returns", todo));
    }
    Ok(text)
}

fn all(path: &str, errors: &DiagnosticList, todo: &str) -> Vec<Problem> {
    let problems = errors.iter().map(|diagnostic| {
        let line = diagnostic.line_column_range().map_or(1, |range| range.start.line);
        Problem::new(path, line, diagnostic.error.to_string(), todo)
    });
    problems.collect()
}
