//! JSON as the sandbox writes it: amounts with two decimals.

use std::io::{self, Write};

use bytes::Bytes;
use serde::Serialize;
use serde_json::ser::Formatter;

/// Compact, except that a number with a fraction always shows two decimals when two are enough.
struct TwoDecimals;

impl Formatter for TwoDecimals {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        let short = format!("{value:.2}");
        let exact = short.parse::<f64>().is_ok_and(|parsed| parsed.to_bits() == value.to_bits());
        if exact { writer.write_all(short.as_bytes()) } else { write!(writer, "{value}") }
    }
}

/// Writes a value.
pub(crate) fn to_bytes(value: &impl Serialize) -> Bytes {
    let mut written = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut written, TwoDecimals);
    // A value that cannot be written leaves what was written so far; a `Vec` takes everything and a `Value` has string
    // keys only, so it does not come to that.
    let _ = value.serialize(&mut serializer);
    written.into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn amounts_have_two_decimals() {
        let written = to_bytes(&json!({"a": 5000.0, "b": 1820.5, "c": 3, "d": 0.125, "e": "x"}));
        assert_eq!(written, r#"{"a":5000.00,"b":1820.50,"c":3,"d":0.125,"e":"x"}"#);
    }
}
