//! Which operation a request means: the first field of the operation to execute.

use apollo_compiler::ast::{Definition, Document, OperationDefinition, Selection};
use serde_json::Value;

use super::endpoints::{ENDPOINTS, OTHER};
use crate::engine::provider::Operation;
use crate::engine::route;

/// [`OTHER`] for what is no GraphQL, or has no known field.
pub(crate) fn find(query: Option<&str>, body: &[u8]) -> &'static Operation {
    let body: Option<Value> = serde_json::from_slice(body).ok();
    let asked = |name: &str| {
        let in_body = || body.as_ref()?.get(name)?.as_str().map(str::to_owned);
        let in_query = || {
            let pairs = route::query_pairs(query.unwrap_or_default());
            pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
        };
        in_body().or_else(in_query)
    };
    let Some(text) = asked("query") else { return &OTHER };
    let document = Document::parse(text, "request").unwrap_or_else(|wrong| wrong.partial);
    let field = operation(&document, asked("operationName").as_deref())
        .and_then(|operation| first_field(&document, &operation.selection_set, 0));
    let endpoint = ENDPOINTS.iter().find(|endpoint| Some(endpoint.field) == field.as_deref());
    endpoint.map_or(&OTHER, |endpoint| &endpoint.operation)
}

fn operation<'a>(document: &'a Document, name: Option<&str>) -> Option<&'a OperationDefinition> {
    let mut all = document.definitions.iter().filter_map(|definition| match definition {
        Definition::OperationDefinition(operation) => Some(&**operation),
        _ => None,
    });
    match name {
        None => all.next(),
        Some(name) => all.find(|operation| operation.name.as_ref().is_some_and(|own| own == name)),
    }
}

/// Fragments are followed a little way: they may go round in circles.
fn first_field(document: &Document, selections: &[Selection], depth: usize) -> Option<String> {
    let found = |selection: &Selection| match selection {
        Selection::Field(field) => Some(field.name.to_string()),
        Selection::InlineFragment(inline) if depth < 8 => {
            first_field(document, &inline.selection_set, depth + 1)
        }
        Selection::FragmentSpread(spread) if depth < 8 => {
            let fragment = document.definitions.iter().find_map(|definition| match definition {
                Definition::FragmentDefinition(fragment) if fragment.name == spread.fragment_name => {
                    Some(fragment)
                }
                _ => None,
            });
            fragment.and_then(|fragment| first_field(document, &fragment.selection_set, depth + 1))
        }
        _ => None,
    };
    selections.iter().find_map(found)
}
