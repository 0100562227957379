//! What a server with a given schema would answer.

use apollo_compiler::introspection::partial_execute;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::Value;

use super::QUERY;
use crate::problem::{Outcome, Problem};

/// The answer of a schema to our introspection query.
pub(super) fn introspect(text: &str, path: &str) -> Outcome<Value> {
    let problem = |wrong: String| Problem::new(path, 1, wrong, "mend the schema");
    let schema = Schema::parse_and_validate(text, path).map_err(|invalid| {
        let first = invalid.errors.iter().next();
        problem(first.map_or_else(|| "is not valid".to_owned(), |first| first.error.to_string()))
    })?;
    let document = ExecutableDocument::parse_and_validate(&schema, QUERY, "query.graphql")
        .map_err(|invalid| problem(invalid.errors.to_string()))?;
    let operation = document.operations.get(None).map_err(|error| problem(error.message().to_string()))?;
    let variables = Valid::assume_valid(apollo_compiler::response::JsonMap::new());
    let answer = partial_execute(&schema, &schema.implementers_map(), &document, operation, &variables)
        .map_err(|error| problem(error.message().to_string()))?;
    serde_json::to_value(answer).map_err(|error| problem(error.to_string()))
}
