//! Reading `data` as the generated types, tolerant of what does not matter.
//!
//! The types are as strict as the schema, and the schema is put together from documents. So a scalar that does not fit is read
//! from the scalar that stands there (a number for a text, a text for a number), and what makes no sense even so counts as
//! absent, as everywhere in these crates. Only what may not be absent makes an answer unreadable.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::{Number, Value};
use serde_path_to_error::{Path, Segment};
use verify_core::provider::Unreadable;

/// Lists and objects in whose place anything else would read as "none", which is a wrong answer.
const ESSENTIAL: [&str; 8] =
    ["data", "debts", "edges", "node", "options", "pageInfo", "publicRecords", "questions"];

/// Reads the `data` of an answer.
pub(super) fn read<T: DeserializeOwned>(mut data: Value) -> Result<T, Unreadable> {
    let mut tried = HashSet::new();
    loop {
        let path = match serde_path_to_error::deserialize(&data) {
            Ok(read) => return Ok(read),
            Err(error) => error.path().clone(),
        };
        mend(&mut data, &path, &mut tried).ok_or_else(|| Unreadable::at(&place(&path)))?;
    }
}

/// One step on the way to a value; all items of a list are alike.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Step {
    Field(String),
    Items,
}

/// What kind of value stands somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Bool,
    Number,
    Text,
    /// A list or an object.
    Structure,
}

/// Gives the scalar that could not be read another form, or takes the value away if it has been given one before or has none; so
/// it does with all of its kind at this place in a list. `None` if there is nothing to be done.
fn mend(data: &mut Value, path: &Path, tried: &mut HashSet<(Vec<Step>, Kind)>) -> Option<()> {
    let steps: Vec<Step> = path.iter().map(step).collect::<Option<_>>()?;
    let named = steps.iter().rev().find_map(|step| match step {
        Step::Field(name) => Some(name.as_str()),
        Step::Items => None,
    });
    let kind = kind(at(data, path)?).filter(|_| !ESSENTIAL.contains(&named.unwrap_or("data")))?;
    let first = tried.insert((steps.clone(), kind));
    let change = if first && kind != Kind::Structure { other_form } else { |_: &Value| Value::Null };
    each(data, &steps, &mut |value| {
        if self::kind(value) == Some(kind) {
            *value = change(value);
        }
    });
    Some(())
}

fn step(segment: &Segment) -> Option<Step> {
    match segment {
        Segment::Map { key } => Some(Step::Field(key.clone())),
        Segment::Seq { .. } => Some(Step::Items),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}

fn at<'a>(data: &'a Value, path: &Path) -> Option<&'a Value> {
    path.iter().try_fold(data, |value, segment| match segment {
        Segment::Map { key } => value.get(key),
        Segment::Seq { index } => value.get(index),
        Segment::Enum { .. } | Segment::Unknown => None,
    })
}

fn kind(value: &Value) -> Option<Kind> {
    match value {
        Value::Bool(_) => Some(Kind::Bool),
        Value::Number(_) => Some(Kind::Number),
        Value::String(_) => Some(Kind::Text),
        Value::Array(_) | Value::Object(_) => Some(Kind::Structure),
        Value::Null => None,
    }
}

fn other_form(value: &Value) -> Value {
    let Value::String(text) = value else { return Value::String(value.to_string()) };
    let (text, yes_or_no) = (text.trim(), text.trim().to_ascii_lowercase().parse().ok().map(Value::Bool));
    let number = || text.parse::<Number>().ok().map(Value::Number);
    yes_or_no.or_else(number).unwrap_or_else(|| value.clone())
}

/// Visits everything at a place.
fn each(value: &mut Value, steps: &[Step], visit: &mut impl FnMut(&mut Value)) {
    match steps.split_first() {
        None => visit(value),
        Some((Step::Field(name), rest)) => {
            if let Some(value) = value.get_mut(name) {
                each(value, rest, visit);
            }
        }
        Some((Step::Items, rest)) => {
            for item in value.as_array_mut().into_iter().flatten() {
                each(item, rest, visit);
            }
        }
    }
}

/// The place for the error. The names in it are those of our own fields: nothing else is looked at.
fn place(path: &Path) -> String {
    let mut place = "data".to_owned();
    for segment in path {
        match segment {
            Segment::Map { key } => place.extend([".", key]),
            Segment::Seq { index } => place.extend(["[", &index.to_string(), "]"]),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    place
}
