//! Examples that are schemas at the same time: JSON whose keys say a little more.
//!
//! `"times?"` can be left out, `"code|null"` can be null, `"kind|any"` is any JSON, and `"*connect_status"` stands for keys of any
//! name. A list has the elements of its first one. What is left when the marks are taken off is the example.

use serde_json::{Map, Value, json};

/// A key without its marks.
// Marks are there or not, each for itself.
#[allow(clippy::struct_excessive_bools)]
struct Key<'a> {
    name: &'a str,
    can_miss: bool,
    can_be_null: bool,
    is_anything: bool,
    is_any_name: bool,
}

impl<'a> Key<'a> {
    fn read(written: &'a str) -> Self {
        let (name, can_miss) = without(written, "?");
        let (name, can_be_null) = without(name, "|null");
        let (name, is_anything) = without(name, "|any");
        let is_any_name = name.starts_with('*');
        Self { name: name.trim_start_matches('*'), can_miss, can_be_null, is_anything, is_any_name }
    }

    fn schema(&self, value: &Value) -> Value {
        if self.is_anything {
            return json!({});
        }
        let mut schema = schema(value);
        if self.can_be_null {
            schema["type"] = json!([schema["type"], "null"]);
        }
        schema
    }
}

fn without<'a>(text: &'a str, mark: &str) -> (&'a str, bool) {
    text.strip_suffix(mark).map_or((text, false), |rest| (rest, true))
}

/// The schema.
pub(super) fn schema(shape: &Value) -> Value {
    match shape {
        Value::Object(fields) => object(fields),
        Value::Array(items) => {
            json!({"type": "array", "items": items.first().map(schema).unwrap_or(json!({}))})
        }
        Value::String(_) => json!({"type": "string"}),
        Value::Bool(_) => json!({"type": "boolean"}),
        Value::Number(number) if number.is_f64() => json!({"type": "number"}),
        Value::Number(_) => json!({"type": "integer"}),
        Value::Null => json!({}),
    }
}

fn object(fields: &Map<String, Value>) -> Value {
    let (mut properties, mut required, mut others) = (Map::new(), Vec::new(), None);
    for (written, value) in fields {
        let key = Key::read(written);
        if key.is_any_name {
            others = Some(key.schema(value));
            continue;
        }
        properties.insert(key.name.to_owned(), key.schema(value));
        if !key.can_miss {
            required.push(json!(key.name));
        }
    }
    let mut schema = json!({"type": "object"});
    if !properties.is_empty() {
        schema["properties"] = properties.into();
    }
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    if let Some(others) = others {
        schema["additionalProperties"] = others;
    }
    schema
}

/// The example.
pub(super) fn example(shape: &Value) -> Value {
    match shape {
        Value::Object(fields) => {
            let plain = |(key, value): (&String, &Value)| (Key::read(key).name.to_owned(), example(value));
            fields.iter().map(plain).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(example).collect(),
        other => other.clone(),
    }
}

/// Both, as a media type of OpenAPI.
pub(super) fn media(written: &str) -> Value {
    // That each is JSON is tested.
    let shape = serde_json::from_str(written).unwrap_or_default();
    json!({"schema": schema(&shape), "example": example(&shape)})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::table;

    #[test]
    fn the_marks_make_the_schema_and_are_gone_from_the_example() {
        let media = media(
            r#"{"id": 1, "times?": 2, "code|null": "x", "kind|any": "y", "list": [{"a?": 1.5}], "map": {"*k": true}}"#,
        );
        let example =
            json!({"id": 1, "times": 2, "code": "x", "kind": "y", "list": [{"a": 1.5}], "map": {"k": true}});
        assert_eq!(media["example"], example);
        let schema = &media["schema"];
        assert_eq!(schema["required"], json!(["code", "id", "kind", "list", "map"]));
        let properties = &schema["properties"];
        assert_eq!(
            (&properties["code"], &properties["kind"]),
            (&json!({"type": ["string", "null"]}), &json!({}))
        );
        assert_eq!(
            properties["list"]["items"],
            json!({"type": "object", "properties": {"a": {"type": "number"}}})
        );
        assert_eq!(properties["map"], json!({"type": "object", "additionalProperties": {"type": "boolean"}}));
    }

    #[test]
    fn every_shape_is_json_and_every_route_is_there_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (path, _, route) in table::all() {
            assert!(seen.insert((route.method, path.clone())), "{} {path} twice", route.method);
            assert!(!route.what.is_empty(), "{path}");
            for written in [route.answer].into_iter().chain(route.body) {
                serde_json::from_str::<Value>(written).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
    }
}
