//! What was sent, as values that nobody may print.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::World;

/// Shorter ones are words of the interface, or stand in any text.
const SHORTEST: usize = 5;

/// Everything that the clients have sent in bodies, queries and paths so far, and what went out in messages: codes,
/// links, addresses.
///
/// Names of GraphQL are not among it: they are the same for everybody.
pub fn values(world: &World) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    for entry in world.tenant.journal().entries() {
        let body = serde_json::from_slice(&entry.body).unwrap_or_default();
        leaves("", &body, &mut values);
        let (path, query) = entry.path.split_once('?').unwrap_or((&entry.path, ""));
        // An id has digits; a word of the path template has none but in its version.
        values.extend(
            path.split('/')
                .filter(|part| part.contains(|sign: char| sign.is_ascii_digit()))
                .map(str::to_owned),
        );
        values.extend(
            query.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value.to_owned()),
        );
        if body.is_null() {
            let form = String::from_utf8_lossy(&entry.body).into_owned();
            values.extend(
                form.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value.to_owned()),
            );
        }
    }
    for message in world.tenant.outbox().messages() {
        // The first number in a message with a link is not a code but a part of the address.
        let code = message.code().filter(|_| message.link().is_none());
        let parts = [code, message.link(), Some(message.to.as_str())];
        values.extend(parts.into_iter().flatten().map(str::to_owned));
    }
    values.retain(|value| value.len() >= SHORTEST);
    values
}

fn leaves(name: &str, value: &Value, values: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if !matches!(name, "query" | "operationName") => {
            values.insert(text.clone());
        }
        Value::Number(number) => {
            values.insert(number.to_string());
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(name, item, values)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(name, value, values)),
        _ => {}
    }
}
