//! Moments of the monotonic clock, as they stand in a document: `{"monotonic": [seconds, nanoseconds]}`, so that they can all be
//! found and moved when the clock of the sandbox that reads them is further on.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The one key of such an object. Nothing that a client sent stands in a document as an object.
const KEY: &str = "monotonic";

const NANOS: u32 = 1_000_000_000;

/// A moment on its way to or from a document.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mono {
    monotonic: (u64, u32),
}

impl From<Duration> for Mono {
    fn from(at: Duration) -> Self {
        Self { monotonic: (at.as_secs(), at.subsec_nanos()) }
    }
}

impl Mono {
    fn moment<E: serde::de::Error>(self) -> Result<Duration, E> {
        let (seconds, nanos) = self.monotonic;
        if nanos < NANOS {
            Ok(Duration::new(seconds, nanos))
        } else {
            Err(E::custom(format!("a moment has {nanos} nanoseconds, a second has {NANOS}")))
        }
    }
}

pub(crate) fn serialize<S: Serializer>(at: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    Mono::from(*at).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    Mono::deserialize(deserializer)?.moment()
}

pub(crate) mod optional {
    use super::{Deserialize, Deserializer, Duration, Mono, Serialize, Serializer};

    // serde passes a reference to the field as it is.
    #[allow(clippy::ref_option)]
    pub(crate) fn serialize<S: Serializer>(at: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        at.map(Mono::from).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Duration>, D::Error> {
        Option::<Mono>::deserialize(deserializer)?.map(Mono::moment).transpose()
    }
}

/// Any list of them.
pub(crate) mod list {
    use super::{Deserialize, Deserializer, Duration, Mono, Serializer};

    pub(crate) fn serialize<C, S: Serializer>(moments: &C, serializer: S) -> Result<S::Ok, S::Error>
    where
        for<'a> &'a C: IntoIterator<Item = &'a Duration>,
    {
        serializer.collect_seq(moments.into_iter().map(|at| Mono::from(*at)))
    }

    pub(crate) fn deserialize<'de, C: FromIterator<Duration>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<C, D::Error> {
        Vec::<Mono>::deserialize(deserializer)?.into_iter().map(Mono::moment).collect()
    }
}

/// Something and until when it counts.
pub(crate) mod pair {
    use super::{Deserialize, Deserializer, Duration, Mono, Serialize, Serializer};

    // serde passes a reference to the field as it is.
    #[allow(clippy::ref_option)]
    pub(crate) mod optional {
        use super::{Deserialize, Deserializer, Duration, Mono, Serialize, Serializer};

        pub(crate) fn serialize<T: Serialize, S: Serializer>(
            pair: &Option<(T, Duration)>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            pair.as_ref().map(|(thing, at)| (thing, Mono::from(*at))).serialize(serializer)
        }

        pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<(T, Duration)>, D::Error> {
            let pair = Option::<(T, Mono)>::deserialize(deserializer)?;
            pair.map(|(thing, at)| Ok((thing, at.moment()?))).transpose()
        }
    }

    pub(crate) mod list {
        use super::{Deserialize, Deserializer, Duration, Mono, Serialize, Serializer};

        pub(crate) fn serialize<T: Serialize, S: Serializer>(
            pairs: &[(T, Duration)],
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(pairs.iter().map(|(thing, at)| (thing, Mono::from(*at))))
        }

        pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Vec<(T, Duration)>, D::Error> {
            let pairs = Vec::<(T, Mono)>::deserialize(deserializer)?;
            pairs.into_iter().map(|(thing, at)| Ok((thing, at.moment()?))).collect()
        }
    }
}

/// Moves every moment in a document.
pub(super) fn shift(value: &mut Value, by: Duration) {
    match value {
        Value::Object(fields) if fields.len() == 1 && fields.contains_key(KEY) => {
            // What is no moment is found when it is read.
            if let Ok(at) = serde_json::from_value::<Mono>(value.clone()) {
                if let Ok(at) = at.moment::<serde_json::Error>() {
                    *value = serde_json::to_value(Mono::from(at.saturating_add(by))).unwrap_or_default();
                }
            }
        }
        Value::Object(fields) => fields.values_mut().for_each(|child| shift(child, by)),
        Value::Array(items) => items.iter_mut().for_each(|child| shift(child, by)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_moment_is_moved_and_nothing_else() {
        let mut document = json!({"a": {"monotonic": [1, 5]}, "b": [null, {"c": {"monotonic": [0, 0]}}], "text": "{\"monotonic\": [1, 5]}", "n": 7});
        shift(&mut document, Duration::new(2, 999_999_999));
        assert_eq!(
            document,
            json!({"a": {"monotonic": [4, 4]}, "b": [null, {"c": {"monotonic": [2, 999_999_999]}}], "text": "{\"monotonic\": [1, 5]}", "n": 7})
        );
    }

    #[test]
    fn the_end_of_all_time_stays_where_it_is() {
        let mut document = serde_json::to_value(Mono::from(Duration::MAX)).unwrap();
        shift(&mut document, Duration::from_secs(1));
        assert_eq!(deserialize(document).unwrap(), Duration::MAX);
        assert!(deserialize(json!({"monotonic": [0, 1_000_000_000]})).is_err());
    }
}
