//! Where the signature may be, and how it may be written.

use http::{HeaderName, HeaderValue};

use super::super::encoding::{from_any_base64, from_base64, from_hex, hex};
use super::super::sender::Scheme;
use super::Case;
use super::mistake::Mistake;
use super::search::Variant;
use super::secrets::unquoted;

/// An HMAC-SHA256.
const LENGTH: usize = 32;

pub(super) const FINICITY: &str = finicity_connect::webhook::SIGNATURE_HEADER;
pub(super) const SVIX: &str = "svix-signature";
pub(super) const WEBHOOK: &str = "webhook-signature";

/// Headers in which signatures are found; others are not named, as what is no header may be typed for one.
const KNOWN: [&str; 10] = [
    FINICITY,
    SVIX,
    WEBHOOK,
    "x-signature",
    "x-webhook-signature",
    "x-hub-signature-256",
    "x-svix-signature",
    "x-dots-signature",
    "stripe-signature",
    "signature",
];

/// What stands in front of signatures elsewhere.
const PREFIXES: [&str; 6] = ["sha256=", "hmac-sha256=", "v1,", "v1=", "v0=", "0x"];

/// In hexadecimal digits, as they are compared here.
pub(super) fn of(case: &Case<'_>) -> Vec<Variant<String>> {
    let mut all = Vec::new();
    for (name, value) in case.headers {
        let Ok(value) = value.to_str() else { continue };
        let place = misplaced(case.scheme, name);
        // As a whole first: a space within is a mistake of its own.
        let parts = [value].into_iter().chain(value.split(' ').filter(|part| *part != value));
        for part in parts {
            all.extend(read(case.scheme, part).map(|mut read| {
                read.mistakes.extend(place);
                read
            }));
        }
    }
    all
}

/// The headers in which it should stand.
pub(super) fn own(scheme: Scheme) -> &'static [&'static str] {
    match scheme {
        Scheme::Finicity => &[FINICITY],
        Scheme::Dots => &[SVIX, WEBHOOK],
    }
}

/// Whether something stands in one of them.
pub(super) fn is_there(case: &Case<'_>) -> bool {
    let filled = |value: &HeaderValue| !value.as_bytes().trim_ascii().is_empty();
    own(case.scheme).iter().any(|name| case.headers.get(*name).is_some_and(filled))
}

fn misplaced(scheme: Scheme, name: &HeaderName) -> Option<Mistake> {
    if own(scheme).contains(&name.as_str()) {
        return None;
    }
    let found = KNOWN.into_iter().find(|known| *known == name.as_str());
    Some(Mistake::WrongHeader { wanted: own(scheme)[0], found })
}

/// A signature, and what is wrong with how it is written.
fn read(scheme: Scheme, written: &str) -> Option<Variant<String>> {
    let mut mistakes = Vec::new();
    let mut text = unquoted(written.trim());
    if text != written.trim() {
        mistakes.push(Mistake::HeaderQuotes);
    }
    let joined: String = text.split_whitespace().collect();
    if joined != text {
        mistakes.push(Mistake::HeaderSpace);
    }
    text = &joined;
    let prefix = PREFIXES.into_iter().find(|prefix| text.starts_with(prefix));
    text = &text[prefix.map_or(0, str::len)..];
    match (scheme, prefix) {
        (Scheme::Finicity, Some(_)) => mistakes.push(Mistake::HeaderPrefix),
        (Scheme::Dots, None) => mistakes.push(Mistake::NoVersion),
        (Scheme::Dots, Some(prefix)) if prefix != "v1," => mistakes.push(Mistake::HeaderPrefix),
        _ => {}
    }
    let (encoding, bytes) = decode(scheme, text)?;
    mistakes.extend(encoding);
    (bytes.len() == LENGTH).then(|| Variant { mistakes, value: hex(&bytes) })
}

fn decode(scheme: Scheme, text: &str) -> Option<(Option<Mistake>, Vec<u8>)> {
    let in_hex = from_hex(text).filter(|bytes| bytes.len() == LENGTH);
    match (scheme, in_hex) {
        (Scheme::Finicity, Some(bytes)) => Some((None, bytes)),
        (Scheme::Finicity, None) => Some((Some(Mistake::Base64), from_any_base64(text)?)),
        (Scheme::Dots, Some(bytes)) => Some((Some(Mistake::Hex), bytes)),
        (Scheme::Dots, None) => match from_base64(text) {
            Some(bytes) => Some((None, bytes)),
            None => Some((Some(Mistake::OtherBase64), from_any_base64(text)?)),
        },
    }
}
