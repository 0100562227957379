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
        add_request(&entry.path, &entry.body, &mut values);
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

/// The same of one request as it arrived, and the credentials in its headers besides.
pub fn values_of(request: &[u8]) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    let text = String::from_utf8_lossy(request);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let path = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    add_request(path, body.as_bytes(), &mut values);
    let credentials = lines.filter_map(|line| line.split_once(": ")).filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        name == "authorization" || name.contains("key") || name.contains("token")
    });
    values.extend(credentials.filter_map(|(_, value)| value.rsplit(' ').next()).map(str::to_owned));
    values.retain(|value| value.len() >= SHORTEST);
    values
}

fn add_request(path: &str, body: &[u8], values: &mut BTreeSet<String>) {
    let json = serde_json::from_slice(body).unwrap_or_default();
    leaves("", &json, values);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    // An id has digits; a word of the path template has none but in its version.
    let ids = path.split('/').filter(|part| part.contains(|sign: char| sign.is_ascii_digit()));
    values.extend(ids.map(str::to_owned));
    let form = if json.is_null() { String::from_utf8_lossy(body) } else { "".into() };
    for pairs in [query, &form] {
        let pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
        values.extend(pairs.map(|(_, value)| value.to_owned()));
    }
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
