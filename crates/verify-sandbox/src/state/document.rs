//! The document: what it consists of, and how it is fitted to the sandbox that reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use verify_testkit::ManualClock;

use super::clock::Saved;
use super::error::{StateError, plain};
use super::time;

/// What `format` says.
const FORMAT: &str = "verify-sandbox-state";
/// What `version` says. It rises when an older document can no longer be read as it is.
const VERSION: u64 = 1;

/// The parts; each is read by whoever has written it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) tenant: String,
    pub(super) seed: u64,
    /// `http://127.0.0.1:PORT/{tenant}`: links and addresses in the parts begin with it.
    pub(super) base_url: String,
    pub(super) clock: Saved,
    pub(super) faults: Value,
    pub(super) outbox: Value,
    pub(super) journal: Value,
    pub(super) webhooks: Value,
    pub(super) personas: Value,
    pub(super) providers: BTreeMap<String, Value>,
}

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u64,
    tenant: &'a str,
    seed: u64,
    base_url: &'a str,
    clock: &'a Saved,
    faults: &'a Value,
    outbox: &'a Value,
    journal: &'a Value,
    webhooks: &'a Value,
    personas: &'a Value,
    providers: &'a BTreeMap<String, Value>,
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { tenant, seed, base_url, clock, faults, outbox, journal, webhooks, personas, providers } =
            self;
        let (format, version, seed) = (FORMAT, VERSION, *seed);
        Written {
            format,
            version,
            tenant,
            seed,
            base_url,
            clock,
            faults,
            outbox,
            journal,
            webhooks,
            personas,
            providers,
        }
        .serialize(serializer)
    }
}

impl Document {
    pub(super) fn read(mut value: Value) -> Result<Self, StateError> {
        let fields = value.as_object_mut().ok_or_else(StateError::other_format)?;
        let (format, version) = (fields.remove("format"), fields.remove("version"));
        if format.as_ref().and_then(Value::as_str) != Some(FORMAT) {
            return Err(StateError::other_format());
        }
        match version.as_ref().and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(other) => return Err(StateError::other_version(other, VERSION)),
            None => return Err(StateError::damaged("version", "it is no number")),
        }
        serde_json::from_value(value).map_err(|error| StateError::damaged("document", &plain(&error)))
    }

    /// With the addresses of the tenant that reads it, and with its moments later by as much as the clock is further on.
    pub(super) fn fitted(&self, base_url: &str, clock: &ManualClock) -> Self {
        let mut fitted = self.clone();
        let ahead = self.clock.behind(clock);
        let Self { faults, outbox, journal, webhooks, personas, providers, .. } = &mut fitted;
        let parts = [faults, outbox, journal, webhooks, personas].into_iter().chain(providers.values_mut());
        for part in parts {
            time::shift(part, ahead);
            if self.base_url != base_url {
                readdress(part, &format!("{}/", self.base_url), &format!("{base_url}/"));
            }
        }
        fitted
    }
}

/// Replaces an address wherever it stands in a text.
fn readdress(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text.contains(old) => *text = text.replace(old, new),
        Value::Object(fields) => fields.values_mut().for_each(|child| readdress(child, old, new)),
        Value::Array(items) => items.iter_mut().for_each(|child| readdress(child, old, new)),
        _ => {}
    }
}
