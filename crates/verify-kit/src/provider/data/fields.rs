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

/// A text, or what can be written as one.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
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
    let Some(value) = take(fields, list) else { return Ok(()) };
    let Value::Array(items) = value else {
        fields.insert(flag.to_owned(), value);
        return Ok(());
    };
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
    let Some(Value::Object(mut variables)) = fields.remove("variables") else { return Ok(()) };
    if fields
        .remove("operationName")
        .is_some_and(|name| scalar(&name).map(|name| plain(&name)) != Some(plain(command)))
    {
        return Err(Failure::usage("--data: operationName is that of another operation"));
    }
    // The document is the command's own.
    fields.remove("query");
    if let Some(Value::Object(input)) = variables.remove("input") {
        variables.extend(input);
    }
    fields.extend(variables);
    Ok(())
}
