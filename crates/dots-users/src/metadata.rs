//! The application's own data, which Dots stores with its things.

use serde::Serialize;
use serde_json::Value;
use verify_core::{FreeForm, InvalidValue};

/// Any JSON.
pub(crate) fn any(metadata: impl Serialize) -> Result<FreeForm, InvalidValue> {
    const RULE: InvalidValue = InvalidValue::new("metadata", "must be such as can be written as JSON");
    serde_json::to_value(metadata).map(FreeForm::new).map_err(|_| RULE)
}

/// JSON of certain forms; the rule names them.
pub(crate) fn only(
    metadata: impl Serialize,
    fits: impl Fn(&Value) -> bool,
    rule: InvalidValue,
) -> Result<FreeForm, InvalidValue> {
    any(metadata).ok().filter(|metadata| fits(metadata.expose())).ok_or(rule)
}
