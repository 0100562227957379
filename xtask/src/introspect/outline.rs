//! A schema as a list of names, each with its meaning.

use std::collections::BTreeMap;

use serde_json::Value;

/// Scalars that every server has, whether it lists them or not.
const BUILT_IN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

/// A thing of a schema: the type it belongs to, and the rest of its name, empty for the type itself.
pub(super) type Name = (String, String);

/// Everything of a schema that a client can come to depend on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline(BTreeMap<Name, String>);

impl Outline {
    /// Reads the answer to an introspection query; `None` if it holds no schema.
    pub(super) fn of(answer: &Value) -> Option<Self> {
        let schema = answer.pointer("/data/__schema").or_else(|| answer.get("__schema"))?;
        let types = schema.get("types")?.as_array()?;
        let mut outline = Self::default();
        for root in ["query", "mutation", "subscription"] {
            if let Some(name) = schema.pointer(&format!("/{root}Type/name")).and_then(Value::as_str) {
                outline.add("schema", &format!(".{root}"), name);
            }
        }
        for kind in types {
            outline.add_type(kind);
        }
        Some(outline)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, name: &Name) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.0.keys()
    }

    fn add(&mut self, owner: &str, rest: &str, meaning: impl Into<String>) {
        self.0.insert((owner.to_owned(), rest.to_owned()), meaning.into());
    }

    fn add_type(&mut self, found: &Value) {
        let owner = text(found, "name");
        if owner.starts_with("__") || BUILT_IN.contains(&owner) {
            return;
        }
        self.add(owner, "", text(found, "kind").to_lowercase().replace('_', " "));
        for field in list(found, "fields") {
            let name = text(field, "name");
            self.add(owner, &format!(".{name}"), reference(&field["type"]));
            for argument in list(field, "args") {
                self.add(owner, &format!(".{name}({}:)", text(argument, "name")), input(argument));
            }
        }
        for field in list(found, "inputFields") {
            self.add(owner, &format!(".{}", text(field, "name")), input(field));
        }
        for value in list(found, "enumValues") {
            self.add(owner, &format!(".{}", text(value, "name")), "enum value");
        }
        for interface in list(found, "interfaces") {
            self.add(owner, &format!(" implements {}", text(interface, "name")), "interface");
        }
        // Of an interface the other end of `implements` is seen already.
        if text(found, "kind") == "UNION" {
            for member in list(found, "possibleTypes") {
                self.add(owner, &format!(" = {}", text(member, "name")), "member");
            }
        }
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// `[String!]!`
fn reference(found: &Value) -> String {
    match text(found, "kind") {
        "NON_NULL" => format!("{}!", reference(&found["ofType"])),
        "LIST" => format!("[{}]", reference(&found["ofType"])),
        _ => text(found, "name").to_owned(),
    }
}

/// `Int = 10`
fn input(found: &Value) -> String {
    let kind = reference(&found["type"]);
    match found.get("defaultValue").and_then(Value::as_str) {
        Some(default) => format!("{kind} = {default}"),
        None => kind,
    }
}
