//! What the body may have been when it was signed.

use std::collections::HashSet;

use http::header::CONTENT_LENGTH;

use super::super::encoding::from_any_base64;
use super::super::json_text::{Layout, Letters, Node, Numbers, Style};
use super::mistake::Mistake;
use super::search::Variant;
use super::{Case, charset};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// From here on a few hundred copies of a body would be too much.
const LONG_BODY: usize = 64 * 1024;

const LAYOUTS: [Layout; 5] =
    [Layout::Compact, Layout::Spaced, Layout::Indented(2), Layout::Indented(4), Layout::Tabs];

const LETTERS: [Letters; 6] = [
    Letters::AsTheyAre,
    Letters::Plain,
    Letters::Ascii,
    Letters::Slashes,
    Letters::AsciiAndSlashes,
    Letters::Html,
];

/// The likely ones first; none twice.
pub(super) fn of(case: &Case<'_>) -> Vec<Variant<Vec<u8>>> {
    let mut all = vec![Variant::right(case.body.to_vec())];
    all.extend(of_bytes(case.body));
    all.extend(longer(case));
    all.extend(completed(case.body));
    all.extend(written_anew(case.body));
    all.extend(wrapped(case.body));
    all.extend(charset::of(case.body));
    all.push(Variant::wrong(Mistake::NothingSigned, Vec::new()));
    let mut known = HashSet::new();
    all.retain(|variant| known.insert(variant.value.clone()));
    all
}

/// What Content-Length says there is.
pub(super) fn stated_length(case: &Case<'_>) -> Option<usize> {
    case.headers.get(CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

fn longer(case: &Case<'_>) -> Option<Variant<Vec<u8>>> {
    let length = stated_length(case)?;
    let extra = case.body.len().checked_sub(length).filter(|extra| *extra > 0)?;
    Some(Variant::wrong(Mistake::Longer { extra }, case.body[..length].to_vec()))
}

/// JSON that was cut off, with what closes it: enough where only that is missing.
fn completed(body: &[u8]) -> Vec<Variant<Vec<u8>>> {
    let (mut open, mut in_text, mut escaped) = (Vec::new(), false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => drop(open.pop()),
            _ => {}
        }
    }
    let end: Vec<u8> = in_text.then_some(b'"').into_iter().chain(open.into_iter().rev()).collect();
    let whole = |end: &[u8]| {
        let mistake = Mistake::Truncated { missing: end.len() };
        Variant::wrong(mistake, [body, end].concat())
    };
    if end.is_empty() { Vec::new() } else { vec![whole(&end), whole(&[&end[..], b"\n"].concat())] }
}

/// What happens to any text.
fn of_bytes(body: &[u8]) -> Vec<Variant<Vec<u8>>> {
    let mut all = Vec::new();
    let mut push = |mistake, value| all.push(Variant::wrong(mistake, value));
    if let Some(rest) = body.strip_prefix(b"\xef\xbb\xbf") {
        push(Mistake::ByteOrderMarkAdded, rest.to_vec());
    } else {
        push(Mistake::ByteOrderMarkRemoved, [BYTE_ORDER_MARK, body].concat());
    }
    for end in [&b"\r\n"[..], b"\n"] {
        if let Some(rest) = body.strip_suffix(end) {
            push(Mistake::NewlineAdded, rest.to_vec());
        }
        push(Mistake::NewlineRemoved, [body, end].concat());
    }
    push(Mistake::WhitespaceAround, body.trim_ascii().to_vec());
    let with_lf = with_line_ends(body, b"\n");
    push(Mistake::LineEnds, with_line_ends(body, b"\r\n"));
    push(Mistake::LineEnds, with_lf);
    all
}

fn with_line_ends(body: &[u8], end: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(body.len());
    let mut rest = body.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match (byte, rest.peek()) {
            (b'\r', Some(b'\n')) => {}
            (b'\n', _) => written.extend_from_slice(end),
            (byte, _) => written.push(byte),
        }
    }
    written
}

/// Other ways to write the same JSON.
fn written_anew(body: &[u8]) -> Vec<Variant<Vec<u8>>> {
    let Some(node) = std::str::from_utf8(body).ok().and_then(Node::parse) else { return Vec::new() };
    let sorted = node.sorted();
    let mut all = Vec::new();
    for style in styles(body.len()) {
        let text = node.write(style).into_bytes();
        let as_it_came = text == body;
        if !as_it_came {
            all.push(Variant::wrong(Mistake::Reserialised(style), text.clone()));
            let with_end = [&text[..], b"\n"].concat();
            all.push(Variant {
                mistakes: vec![Mistake::Reserialised(style), Mistake::NewlineRemoved],
                value: with_end,
            });
        }
        let mistakes = if as_it_came {
            vec![Mistake::KeyOrder]
        } else {
            vec![Mistake::Reserialised(style), Mistake::KeyOrder]
        };
        all.push(Variant { mistakes, value: sorted.write(style).into_bytes() });
    }
    all
}

/// The simple ones first; of a long body no others.
fn styles(length: usize) -> Vec<Style> {
    let mut all = Vec::new();
    if length > LONG_BODY {
        return LAYOUTS.map(|layout| Style { layout, ..Style::COMPACT }).to_vec();
    }
    for numbers in [Numbers::AsTheyAre, Numbers::Shortest] {
        for letters in LETTERS {
            all.extend(LAYOUTS.map(|layout| Style { layout, letters, numbers }));
        }
    }
    all
}

/// A body within something else.
fn wrapped(body: &[u8]) -> Vec<Variant<Vec<u8>>> {
    let text = std::str::from_utf8(body).map(str::trim).unwrap_or_default();
    let in_a_string = serde_json::from_str::<String>(text).ok().map(String::into_bytes);
    let in_base64 = from_any_base64(text).filter(|bytes| !bytes.is_empty());
    let string = in_a_string.map(|value| Variant::wrong(Mistake::InAString, value));
    string.into_iter().chain(in_base64.map(|value| Variant::wrong(Mistake::InBase64, value))).collect()
}
