//! The same text in another charset.

use super::mistake::{Charset, Mistake};
use super::search::Variant;

/// What the body is in other charsets.
pub(super) fn of(body: &[u8]) -> Vec<Variant<Vec<u8>>> {
    let variant = |charset, bytes| Variant::wrong(Mistake::Charset(charset), bytes);
    let Ok(text) = std::str::from_utf8(body) else {
        let from_latin1 = body.iter().map(|byte| char::from(*byte)).collect::<String>();
        let from_utf16 = from_utf16(body).into_iter().map(String::into_bytes);
        let all = from_utf16.chain([from_latin1.into_bytes()]);
        return all.map(|bytes| variant(Charset::Utf8, bytes)).collect();
    };
    let mut all = Vec::new();
    if !text.is_ascii() {
        let latin1: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(letter).ok()).collect();
        if let Some(latin1) = latin1 {
            let twice = std::str::from_utf8(&latin1).is_ok();
            all.push(variant(if twice { Charset::Utf8Once } else { Charset::Latin1 }, latin1));
        }
    }
    // Zeros between the letters are no sign of a text in UTF-8.
    if let Some(text) = from_utf16(body).filter(|_| body.contains(&0)) {
        all.push(variant(Charset::Utf8, text.into_bytes()));
    }
    for (little, mark) in [(true, false), (true, true), (false, false), (false, true)] {
        all.push(variant(Charset::Utf16, to_utf16(text, little, mark)));
    }
    all
}

fn to_utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// With or without a mark, of either kind.
fn from_utf16(bytes: &[u8]) -> Option<String> {
    let (little, rest) = match bytes {
        [0xfe, 0xff, rest @ ..] => (false, rest),
        [0, ..] => (false, bytes),
        rest => (true, rest.strip_prefix(b"\xff\xfe").unwrap_or(rest)),
    };
    if rest.len() % 2 != 0 || rest.is_empty() {
        return None;
    }
    let unit = |pair: &[u8]| match pair {
        [low, high] if little => u16::from_le_bytes([*low, *high]),
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    };
    String::from_utf16(&rest.chunks(2).map(unit).collect::<Vec<_>>()).ok()
}
