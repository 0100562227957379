//! What a client sent, kept as text: JSON in a document is the sandbox's own, and can be walked without meeting somebody else's.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serde_json::to_string(value).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    // What is wrong with it may quote it.
    serde_json::from_str(&text).map_err(|_| D::Error::custom("a text that should hold JSON does not"))
}

/// A body: its text, or its bytes where it is none.
pub(crate) mod body {
    use bytes::Bytes;

    use super::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Body {
        Text(String),
        Bytes(Vec<u8>),
    }

    pub(crate) fn serialize<S: Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(body) {
            Ok(text) => text.serialize(serializer),
            Err(_) => body.as_ref().serialize(serializer),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        Ok(match Body::deserialize(deserializer)? {
            Body::Text(text) => text.into(),
            Body::Bytes(bytes) => bytes.into(),
        })
    }
}
