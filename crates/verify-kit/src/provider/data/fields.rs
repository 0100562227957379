//! The fields of an object, by names that can be written in several ways.

use serde_json::{Map, Value};

use crate::exit::Failure;

/// A JSON object.
pub(crate) type Fields = Map<String, Value>;

/// A name without what its ways of writing differ in: `phoneNumber`, `phone_number` and `phone-number` are one.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| !"-_.".contains(*letter)).flat_map(char::to_lowercase).collect()
}

/// Takes a field out.
pub(crate) fn take(fields: &mut Fields, name: &str) -> Option<Value> {
    let key = fields.keys().find(|key| plain(key) == plain(name))?.clone();
    fields.remove(&key)
}

/// Takes a field out if it is a list. What is none stays, and is then refused by its name: nothing is left out in silence.
pub(crate) fn take_list(fields: &mut Fields, name: &str) -> Option<Vec<Value>> {
    match take_if(fields, name, Value::is_array)? {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// The same of an object.
pub(crate) fn take_object(fields: &mut Fields, name: &str) -> Option<Fields> {
    match take_if(fields, name, Value::is_object)? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// The same of what can be written as a text.
pub(crate) fn take_scalar(fields: &mut Fields, name: &str) -> Option<String> {
    take_if(fields, name, |value| scalar(value).is_some()).as_ref().and_then(scalar)
}

/// Takes a field out if it is such a one.
pub(crate) fn take_if(fields: &mut Fields, name: &str, is: impl Fn(&Value) -> bool) -> Option<Value> {
    let (key, _) = fields.iter().find(|(key, value)| plain(key) == plain(name) && is(value))?;
    let key = key.clone();
    fields.remove(&key)
}

/// From here on a number that was read is no longer the one that was written.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// A text, or what can be written as one.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let is_exact = !number.is_f64() || number.as_f64().is_some_and(|number| number.abs() < INEXACT);
            is_exact.then(|| number.to_string())
        }
        _ => None,
    }
}

/// Turns a list of objects into a list of texts, each of two fields of an object: `LEFT=RIGHT`.
pub(crate) fn joined(
    fields: &mut Fields,
    list: &str,
    [left, right]: [&str; 2],
    flag: &str,
) -> Result<(), Failure> {
    let pair = |mut object: Fields| {
        let pair = format!("{}={}", scalar(&take(&mut object, left)?)?, scalar(&take(&mut object, right)?)?);
        object.is_empty().then_some(pair)
    };
    listed(fields, list, flag, pair)
}

/// Turns a list of objects into a list of texts; texts stay as they are.
pub(crate) fn listed(
    fields: &mut Fields,
    list: &str,
    flag: &str,
    text: impl Fn(Fields) -> Option<String>,
) -> Result<(), Failure> {
    let Some(items) = take_list(fields, list) else { return Ok(()) };
    let items: Option<Vec<Value>> = items
        .into_iter()
        .map(|item| match item {
            Value::Object(object) => text(object).map(Value::String),
            other => Some(other),
        })
        .collect();
    let items =
        items.ok_or_else(|| Failure::usage(format!("--data: {list} has what --{flag} cannot send")))?;
    fields.insert(flag.to_owned(), Value::Array(items));
    Ok(())
}

/// The variables of a GraphQL request stand where the fields of others do.
pub(super) fn unwrap_graphql(fields: &mut Fields, command: &str) -> Result<(), Failure> {
    let Some(mut variables) = take_object(fields, "variables") else { return Ok(()) };
    if fields
        .remove("operationName")
        .is_some_and(|name| scalar(&name).map(|name| plain(&name)) != Some(plain(command)))
    {
        return Err(Failure::usage("--data: operationName is that of another operation"));
    }
    // The document is the command's own.
    fields.remove("query");
    if let Some(input) = take_object(&mut variables, "input") {
        variables.extend(input);
    }
    fields.extend(variables);
    Ok(())
}
