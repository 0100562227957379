//! A text as it stands, and as it reads after its escapes have been taken back.

use super::digits::Run;

/// One way to read a text.
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) lower: String,
    /// Runs of digits with no more than separators between them.
    pub(super) runs: Vec<Run>,
}

impl Reading {
    fn new(text: String) -> Self {
        Self { lower: text.to_lowercase(), runs: Run::all(&text), text }
    }

    /// All ways that differ: escapes and percent-encoding are taken back once, twice, and one after the other.
    pub(super) fn all(text: &str) -> Vec<Self> {
        let mut texts = vec![text.to_owned()];
        for _ in 0..2 {
            for text in texts.clone() {
                for other in
                    [unescaped(&text), percent_decoded(&text), percent_decoded(&text.replace('+', " "))]
                {
                    if !texts.contains(&other) {
                        texts.push(other);
                    }
                }
            }
        }
        texts.into_iter().map(Self::new).collect()
    }
}

/// `%40` as `@`, wherever two hexadecimal digits follow; the rest as it is.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| hexadecimal(text.get(at + 1..at + 3)?)).flatten();
        decoded.push(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Without the escapes of JSON (`\"`, `\/`, `\u0040`) and of `Debug` (`\u{40}`, `\x40`).
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    while let Some(part) = parts.next() {
        let Some(sign) = part.chars().next() else {
            // Two in a row are one, and what follows is no escape.
            plain.push('\\');
            plain.push_str(parts.next().unwrap_or_default());
            continue;
        };
        let rest = part.get(sign.len_utf8()..).unwrap_or_default();
        let (meant, rest) = match sign {
            'n' | 'r' | 't' | 'b' | 'f' => (Some(' '), rest),
            'u' | 'x' => numbered(sign, rest),
            other => (Some(other), rest),
        };
        match meant {
            Some(meant) => plain.extend([meant]),
            None => plain.extend(['\\', sign]),
        }
        plain.push_str(rest);
    }
    plain
}

/// The sign with this number, and what follows it.
fn numbered(kind: char, rest: &str) -> (Option<char>, &str) {
    let (number, after) = match (kind, rest.strip_prefix('{')) {
        ('u', Some(braced)) => braced.split_once('}').unwrap_or(("", rest)),
        ('u', None) => rest.split_at_checked(4).unwrap_or(("", rest)),
        _ => rest.split_at_checked(2).unwrap_or(("", rest)),
    };
    match hexadecimal(number).and_then(char::from_u32) {
        Some(sign) => (Some(sign), after),
        None => (None, rest),
    }
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let proper = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    proper.then(|| u32::from_str_radix(digits, 16).ok())?
}
