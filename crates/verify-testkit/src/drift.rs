//! What a provider may make of its answers one day: fields that go, become null, change their type, or come.
//!
//! ```
//! use serde_json::json;
//! use verify_testkit::drift::{self, Change};
//!
//! let answer = json!({"user": {"id": "u-1", "debts": [{"balance": 5}]}});
//! let drifted = drift::all(&answer);
//! let places: Vec<_> = drifted.iter().filter(|one| one.change == Change::Dropped).map(|one| one.place.as_str()).collect();
//! assert_eq!(places, ["user", "user.debts", "user.debts.[]", "user.debts.[].balance", "user.id"]);
//! // Feed each `document` to the decoder, and look at what then fails: is its loss really fatal to the meaning?
//! ```

use std::fmt;

use serde_json::{Value, json};

/// What happened to one place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// The field, or the item of a list, is gone.
    Dropped,
    /// It is `null`.
    Null,
    /// It is of another type.
    Retyped,
    /// It is a text nobody knows.
    Unknown,
    /// It is a number beyond 2^63.
    Huge,
    /// The list, the object or the text is empty.
    Emptied,
    /// The object has a field nobody knows.
    Richer,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dropped => "dropped",
            Self::Null => "null",
            Self::Retyped => "retyped",
            Self::Unknown => "unknown",
            Self::Huge => "huge",
            Self::Emptied => "emptied",
            Self::Richer => "richer",
        })
    }
}

/// An answer with one change. Printed without the answer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Drifted {
    /// Where: names joined by dots, `[]` for any item of a list.
    pub place: String,
    /// What.
    pub change: Change,
    /// The whole answer.
    pub document: Value,
}

impl fmt::Debug for Drifted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drifted")
            .field("place", &self.place)
            .field("change", &self.change)
            .finish_non_exhaustive()
    }
}

/// Every change of every place of an answer; a place can be retyped in two ways, and a number be huge in two.
pub fn all(answer: &Value) -> Vec<Drifted> {
    let mut places = Vec::new();
    collect(answer, &mut Vec::new(), &mut places);
    let mut drifted = Vec::new();
    for place in &places {
        let Some(value) = answer.pointer(&pointer(place)) else { continue };
        drifted.push(change(answer, place, Change::Dropped, None));
        drifted.push(change(answer, place, Change::Null, Some(Value::Null)));
        for other in retyped(value) {
            drifted.push(change(answer, place, Change::Retyped, Some(other)));
        }
        for (what, other) in odd(value) {
            drifted.push(change(answer, place, what, Some(other)));
        }
        if let Value::Object(fields) = value {
            let mut fields = fields.clone();
            fields.insert("somethingNew".to_owned(), json!({"a": [1, {"b": null}]}));
            drifted.push(change(answer, place, Change::Richer, Some(fields.into())));
        }
    }
    drifted
}

/// The places below a value, as keys and indexes, parents first.
fn collect(value: &Value, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => return,
    };
    for (name, child) in children {
        at.push(name);
        found.push(at.clone());
        collect(child, at, found);
        at.pop();
    }
}

/// RFC 6901.
fn pointer(place: &[String]) -> String {
    let mut pointer = String::new();
    for name in place {
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

fn change(answer: &Value, place: &[String], change: Change, new: Option<Value>) -> Drifted {
    let mut document = answer.clone();
    if let Some((last, parent)) = place.split_last() {
        match (document.pointer_mut(&pointer(parent)), new) {
            (Some(Value::Object(fields)), Some(value)) => drop(fields.insert(last.clone(), value)),
            (Some(Value::Object(fields)), None) => drop(fields.remove(last)),
            (Some(Value::Array(items)), new) => replace_item(items, last, new),
            _ => {}
        }
    }
    Drifted { place: named(answer, place), change, document }
}

fn replace_item(items: &mut Vec<Value>, index: &str, new: Option<Value>) {
    let Some(index) = index.parse::<usize>().ok().filter(|index| *index < items.len()) else { return };
    match new {
        Some(value) => items[index] = value,
        None => drop(items.remove(index)),
    }
}

/// The value as something else than it is.
fn retyped(value: &Value) -> [Value; 2] {
    match value {
        Value::Object(_) => [json!("text"), json!([1])],
        Value::Array(_) => [json!("text"), json!({"a": 1})],
        Value::String(_) => [json!({"a": 1}), json!(12345)],
        _ => [json!({"a": 1}), json!("text")],
    }
}

/// The value as one of its type that nobody expects.
fn odd(value: &Value) -> Vec<(Change, Value)> {
    match value {
        Value::Object(_) => vec![(Change::Emptied, json!({}))],
        Value::Array(_) => vec![(Change::Emptied, json!([]))],
        Value::String(_) => vec![(Change::Unknown, json!("SOMETHING_NEW")), (Change::Emptied, json!(""))],
        Value::Number(_) => {
            vec![(Change::Huge, json!(9_223_372_036_854_775_808_u64)), (Change::Huge, json!(1e300))]
        }
        _ => Vec::new(),
    }
}

/// The place with `[]` for positions in lists.
fn named(answer: &Value, place: &[String]) -> String {
    let mut names = Vec::new();
    let mut value = Some(answer);
    for name in place {
        names.push(if matches!(value, Some(Value::Array(_))) { "[]" } else { name.as_str() });
        value = value.and_then(|value| value.pointer(&pointer(std::slice::from_ref(name))));
    }
    names.join(".")
}
