//! The same JSON in other bytes.

use serde_json::Value;

/// A body written in other bytes that mean the same, in each way that makes a difference.
pub fn written_anew(body: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let value: Value = serde_json::from_slice(body).unwrap();
    let mut forms = vec![
        ("compact", serde_json::to_vec(&value).unwrap()),
        ("pretty", [&serde_json::to_vec_pretty(&value).unwrap()[..], b"\n\n"].concat()),
        ("other order", in_other_order(&value).into_bytes()),
        ("escaped", escaped(&value).into_bytes()),
        ("space before and behind", [b" \t\r\n", body, b" \r\n"].concat()),
    ];
    forms.retain(|(_, form)| form != body);
    forms
}

/// The body as a sender with another character set would write it.
pub fn in_other_charsets(body: &[u8], field: &str) -> Vec<(&'static str, Vec<u8>)> {
    let text = std::str::from_utf8(body).unwrap();
    let units = || std::iter::once(0xfeff).chain(text.encode_utf16());
    let mut latin: Value = serde_json::from_slice(body).unwrap();
    latin[field] = "caf\u{e9}".into();
    let latin = latin.to_string().chars().map(|sign| u8::try_from(u32::from(sign)).unwrap_or(b'?')).collect();
    vec![
        ("UTF-8 with a byte order mark", [&b"\xef\xbb\xbf"[..], body].concat()),
        ("UTF-16, little end first", units().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16, big end first", units().flat_map(u16::to_be_bytes).collect()),
        ("UTF-16 without a mark", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("Latin-1", latin),
    ]
}

fn in_other_order(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().rev();
            let fields: Vec<_> = fields
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), in_other_order(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(in_other_order).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}

/// Every sign of every text as `\u` and four digits, names too.
fn escaped(value: &Value) -> String {
    let text = |text: &str| {
        let units: Vec<_> = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        format!("\"{}\"", units.concat())
    };
    match value {
        Value::String(string) => text(string),
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields: Vec<_> =
                fields.map(|(name, value)| format!("{}: {}", text(name), escaped(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(escaped).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
