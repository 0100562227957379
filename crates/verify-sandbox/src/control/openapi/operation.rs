//! One route as an operation of OpenAPI.

use serde_json::{Value, json};

use super::super::route::{Described, Param};
use super::shape;

pub(super) fn of(path: &str, provider: Option<&'static str>, described: &Described) -> Value {
    let tag = provider.unwrap_or(if path.contains("/{tenant}") { "tenant" } else { "sandbox" });
    let in_path = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let parameters: Vec<_> =
        in_path.map(path_parameter).chain(described.query.iter().map(query_parameter)).collect();
    let mut operation = json!({
        "operationId": id(described.method, path),
        "summary": capitalised(described.what),
        "tags": [tag],
        "responses": {
            "200": {
                "description": "Done.",
                "content": {"application/json": shape::media(described.answer)},
            },
            "4XX": {"$ref": "#/components/responses/Problem"},
        },
    });
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if let Some(body) = described.body {
        operation["requestBody"] =
            json!({"required": true, "content": {"application/json": shape::media(body)}});
    }
    operation
}

fn path_parameter(name: &str) -> Value {
    let (example, what) = match name {
        "tenant" => ("default", "the tenant"),
        "provider" => ("spinwheel", "the provider"),
        "sessionId" => ("0f8fad5bd9cb469fa165708677289501", "the session"),
        _ => ("1", "its id"),
    };
    json!({
        "name": name, "in": "path", "required": true, "description": capitalised(what),
        "schema": {"type": "string"}, "example": example,
    })
}

fn query_parameter(param: &Param) -> Value {
    let number = param.example.parse::<f64>().ok();
    let (kind, example) = match (param.example.parse::<u64>(), number) {
        (Ok(number), _) if number < 1_000_000_000 => ("number", json!(number)),
        (Err(_), Some(number)) => ("number", json!(number)),
        _ => ("string", json!(param.example)),
    };
    json!({
        "name": param.name, "in": "query", "required": param.needed, "description": capitalised(param.what),
        "schema": {"type": kind}, "example": example,
    })
}

/// `getTenantsTenantOutbox`
fn id(method: &str, path: &str) -> String {
    let words = path.split(['/', '{', '}', '-', '_', '.']).filter(|word| !word.is_empty()).skip(1);
    let words: String = words.map(capitalised_word).collect();
    let words = if words.is_empty() { "Index".to_owned() } else { words };
    format!("{}{words}", method.to_ascii_lowercase())
}

fn capitalised_word(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

fn capitalised(what: &str) -> String {
    capitalised_word(what) + "."
}
