//! Reading samples through the client.

use serde_json::Value;

/// The paths of all scalars of a document, list positions left out.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| paths(value, &format!("{path}.{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, path, found)),
        _ => found.push(path.to_owned()),
    }
}

/// Which scalars of the sample do not come out again under their own names.
pub(crate) fn lost(sample: &str, decoded: &impl serde::Serialize) -> Vec<String> {
    let sample: Value = serde_json::from_str(sample).unwrap();
    let (mut sent, mut read) = (Vec::new(), Vec::new());
    paths(&sample, "", &mut sent);
    paths(&serde_json::to_value(decoded).unwrap(), "", &mut read);
    sent.sort();
    sent.dedup();
    sent.retain(|path| !read.contains(path));
    sent
}

/// Reads a sample through the client; then comes what is lost of it.
macro_rules! decode {
    ($operation:ident, $file:literal, $status:literal, $lost:expr) => {{
        let script = Script::new();
        let text = sample(concat!(stringify!($operation), "/", $file));
        script.on(stringify!($operation)).answer($status, text.clone());
        let decoded = client(&script).$operation(&support::$operation()).await.unwrap();
        let expected: &[&str] = &$lost;
        assert_eq!(lost(&text, &decoded), expected);
        decoded
    }};
    ($operation:ident, $file:literal) => {
        decode!($operation, $file, 200, [])
    };
}

/// Reads the sample of a refusal through the client.
macro_rules! refused {
    ($operation:ident, $file:literal, $status:literal) => {{
        let script = Script::new();
        script
            .on(stringify!($operation))
            .answer($status, sample(concat!(stringify!($operation), "/", $file)));
        client(&script).$operation(&support::$operation()).await.unwrap_err()
    }};
}

pub(crate) use {decode, refused};
